/**
 * Answers for people: a list as a table, a record as its fields one below the other.
 *
 * @example
 * ```ts
 * import { recordLines, tableOf } from "./show.ts"
 *
 * tableOf([{ code: "37003", nom: "Amboise", epci: null }], "fr", null).lines // => ["Code   Nom", "37003  Amboise"]
 * recordLines({ code: "37003", departement: { code: "37", nom: "Indre-et-Loire" } }, "fr", null) // => ["Code : 37003", "Département : Indre-et-Loire (37)"]
 * ```
 *
 * @since 0.1.0
 */
import { cellOf, isObject, wholeCellOf } from "./cells.ts";
import { labelOf } from "./labels.ts";
import type { Language } from "./language.ts";
import { type FittedTable, fitTable } from "./table.ts";

/** Of every aggregate, and of no interest in a table. */
const unshown = new Set(["version"]);

/** What tells one row from another comes first. */
const leading = ["id", "code", "name", "nom", "title", "shortName", "property", "cptsName", "state", "signature"];

const columnsOf = (items: ReadonlyArray<Readonly<Record<string, unknown>>>, language: Language): ReadonlyArray<string> => {
  const names = [...new Set(items.flatMap((item) => Object.keys(item)))];
  const shown = names.filter((name) => {
    const cells = items.map((item) => cellOf(item[name], language));
    return !unshown.has(name) && !cells.includes(null) && cells.some((cell) => cell !== "");
  });
  return [...leading.filter((name) => shown.includes(name)), ...shown.filter((name) => !leading.includes(name))];
};

/** What is nothing but an id around something is shown as that thing. */
const rowOf = (item: unknown): Readonly<Record<string, unknown>> => {
  if (!isObject(item)) return { value: item };
  const { id, ...rest } = item;
  const [inner, ...others] = Object.values(rest);
  return id !== undefined && others.length === 0 && isObject(inner) ? { id, ...inner } : item;
};

/** The items of a list under the titles of their fields; fields that are empty everywhere, or take several lines, are for `--json`. */
export const tableOf = (items: ReadonlyArray<unknown>, language: Language, width: number | null): FittedTable => {
  const rows = items.map(rowOf);
  const columns = columnsOf(rows, language);
  return fitTable(
    columns.map((name) => labelOf(name, language)),
    rows.map((row) => columns.map((name) => cellOf(row[name], language) ?? "")),
    width,
  );
};

const indented = (lines: ReadonlyArray<string>): ReadonlyArray<string> => lines.map((line) => `  ${line}`);
const inside = (width: number | null): number | null => (width === null ? null : Math.max(20, width - 2));

/** Told in both languages: to be read whole, never cut in a table. */
const isSentence = (value: unknown): boolean => isObject(value) && typeof value["fr"] === "string" && typeof value["en"] === "string";

const blockOf = (value: unknown, language: Language, width: number | null): ReadonlyArray<string> => {
  if (isObject(value)) return recordLines(value, language, width);
  if (!Array.isArray(value)) return [];
  const flat = value.every((item: unknown) => isObject(item) && Object.values(item).every((inner) => cellOf(inner, language) !== null && !isSentence(inner)));
  return flat ? tableOf(value, language, width).lines : value.flatMap((item: unknown) => blockOf(item, language, width).map((line, index) => (index === 0 ? `- ${line}` : `  ${line}`)));
};

/** The fields of a record; what takes several lines is indented below its title, and what is empty left out. */
export const recordLines = (record: Readonly<Record<string, unknown>>, language: Language, width: number | null): ReadonlyArray<string> =>
  Object.entries(record).flatMap(([field, value]) => {
    const label = labelOf(field, language) + (language === "fr" ? " :" : ":");
    const cell = Array.isArray(value) && value.length === 0 ? "" : wholeCellOf(value, language);
    if (cell === "") return [];
    return cell === null ? [label, ...indented(blockOf(value, language, inside(width)))] : [`${label} ${cell}`];
  });
