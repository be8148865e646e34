/** What producers write where they withhold a value or do not know it: statistical secrecy (`s`), not available. */
const withheld: ReadonlySet<string> = new Set(["", "s", "ns", "nd", "n.d.", "na", "n/a", "nan", "null", "-", "secret"]);
const withheldClass: ReadonlySet<string> = new Set(["", "nd", "n.d.", "n/a", "nan", "null"]);

const shape = /^[+-]?(?:\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d+)(?:[.,]\d+)?(?:e[+-]?\d{1,3})?$/iu;

/** Values are within a million million: what is larger was read wrong. */
export const largest = 1e12;

/** True where the file says that it gives no value. */
export const isWithheld = (text: string, isClass: boolean): boolean => (isClass ? withheldClass : withheld).has(text.toLowerCase());

/** A number as French and English spreadsheets write it; null where it is none. A comma is a decimal one. */
export const numberOf = (text: string): number | null => {
  const trimmed = text.replace(/\s?%$/u, "").trim();
  return shape.test(trimmed) ? Number(trimmed.replaceAll(/[ \u00a0\u202f]/gu, "").replace(",", ".")) : null;
};
