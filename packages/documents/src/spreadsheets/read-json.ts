import { collector, type Rows, type TableLimits } from "./limits.ts";

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === "object" && value !== null && !Array.isArray(value);

const textOf = (value: unknown): string => {
  if (value === null || value === undefined) return "";
  if (typeof value === "boolean") return value ? "VRAI" : "FAUX";
  if (Array.isArray(value)) return value.map(textOf).join("\n");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
};

/** The list of objects that a text holds: itself, or the first list of an object, as exports write it; null of any other text. */
const listIn = (text: string): ReadonlyArray<Readonly<Record<string, unknown>>> | null => {
  if (!/^\u{FEFF}?\s*[[{]/u.test(text)) return null;
  try {
    const whole: unknown = JSON.parse(text.replace(/^\u{FEFF}/u, ""));
    const list: unknown = isRecord(whole) ? Object.values(whole).find(Array.isArray) : whole;
    return Array.isArray(list) && list.length > 0 && list.every(isRecord) ? list : null;
  } catch {
    return null;
  }
};

/** Reads a list of JSON objects as a table: their keys are its titles, lists are lines of one cell. Null where the text is none. */
export const readJson = (bytes: Buffer, limits: TableLimits): Rows | null => {
  const list = listIn(bytes.toString("utf8"));
  if (list === null) return null;
  const keys = [...new Set(list.flatMap((record) => Object.keys(record)))];
  const table = collector(limits);
  for (const cells of [keys, ...list.map((record) => keys.map((key) => textOf(record[key])))]) {
    for (const cell of cells) table.cell(cell);
    table.endRow();
  }
  return table.rows();
};
