/**
 * What a value of an answer looks like in a table: one line of text, or null where it does not fit on one.
 *
 * @example
 * ```ts
 * import { cellOf } from "./cells.ts"
 *
 * cellOf({ code: "37", nom: "Indre-et-Loire" }, "fr") // => "Indre-et-Loire (37)"
 * cellOf({ value: 12896, series: "insee-municipale", vintage: "2023" }, "fr") // => "12896"
 * cellOf(["37400", "37530"], "fr") // => "37400, 37530"
 * cellOf({ inside: { deep: [] } }, "fr") // => null
 * ```
 *
 * @since 0.1.0
 */
import { labelOf } from "./labels.ts";
import type { Language } from "./language.ts";
import { printable } from "./width.ts";

type JsonObject = Readonly<Record<string, unknown>>;

/** True of JSON objects. */
export const isObject = (value: unknown): value is JsonObject => typeof value === "object" && value !== null && !Array.isArray(value);

/** True of what is one word or number. */
export const isScalar = (value: unknown): value is string | number | boolean | null => value === null || ["string", "number", "boolean"].includes(typeof value);

const scalar = (value: string | number | boolean | null, language: Language): string => {
  if (value === null) return "";
  if (typeof value === "boolean") return language === "fr" ? (value ? "oui" : "non") : value ? "yes" : "no";
  return printable(String(value));
};

/** Objects that everyone reads as one thing: a named code, a figure, a source, a sentence in two languages. */
const shortForm = (value: JsonObject, language: Language): string | null => {
  const text = (key: string): string | undefined => (typeof value[key] === "string" || typeof value[key] === "number" ? printable(String(value[key])) : undefined);
  if (text("fr") !== undefined && text("en") !== undefined) return text(language) ?? "";
  const name = text("nom") ?? text("name");
  if (name !== undefined) return text("code") === undefined ? name : `${name} (${text("code")})`;
  if ("value" in value && isScalar(value["value"])) return scalar(value["value"], language);
  return text("status") ?? text("document") ?? text("text") ?? text("code") ?? text("capacity") ?? null;
};

const entriesOf = (value: JsonObject, language: Language): string | null => {
  const entries = Object.entries(value).filter(([, inner]) => inner !== null);
  return entries.every(([, inner]) => isScalar(inner)) ? entries.map(([key, inner]) => `${printable(labelOf(key, language).toLowerCase())} ${cellOf(inner, language) ?? ""}`).join("; ") : null;
};

/** A signing by its day: what the document says, and beside it what was concluded where that has no year. */
const signingOf = (value: JsonObject, language: Language): string | null => {
  const { inferredSignedOn: inferred, on, signedOn: signed, time } = value;
  if (typeof on === "string" && "time" in value) return printable(typeof time === "string" ? `${on} ${time}` : on);
  if (!("signedOn" in value) || !("inferredSignedOn" in value)) return null;
  const said = typeof signed === "string" ? printable(signed) : "?";
  return typeof inferred === "string" ? `${said} (${language === "fr" ? "déduit" : "inferred"} ${printable(inferred)})` : said;
};

const namedCode = new Set(["code", "nom", "name"]);

/** The value on one line with nothing left out; null where that takes several. */
export const wholeCellOf = (value: unknown, language: Language): string | null => {
  if (!isObject(value)) return Array.isArray(value) && value.some((item) => !isScalar(item)) ? null : cellOf(value, language);
  return Object.keys(value).every((key) => namedCode.has(key)) || (Object.keys(value).length === 2 && "fr" in value && "en" in value) ? cellOf(value, language) : entriesOf(value, language);
};

/** The value on one line, by what matters most of it; null where it takes several. */
export const cellOf = (value: unknown, language: Language): string | null => {
  if (value === undefined) return "";
  if (isScalar(value)) return scalar(value, language);
  if (Array.isArray(value)) {
    const cells = value.map((item: unknown) => cellOf(item, language));
    return cells.includes(null) ? null : cells.join(", ");
  }
  if (!isObject(value)) return null;
  return shortForm(value, language) ?? signingOf(value, language) ?? entriesOf(value, language);
};
