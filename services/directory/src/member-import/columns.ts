import { createHash } from "node:crypto";
import type { ImportColumn, MemberField } from "@cpts/api/MemberImports";
import { searchKey } from "@cpts/reference-data";
import type { Rows } from "@cpts/service-kit/spreadsheets/limits";
import { codeOfCell, dateOfCell, rppsOfCell } from "./cells.ts";
import { fieldOfTitle, isAboutPatients, occupationOf } from "./words.ts";

type Encoded = typeof ImportColumn.Encoded;

/** Titles stand within the first rows: above them there may be the name of the CPTS, a date, a blank row. */
const titlesWithin = 20;

/** Index of the row of titles: the one of which the most is understood; else the first that is filled as far as most rows are. */
export const titleRowOf = (rows: Rows): number => {
  const scores = rows.slice(0, titlesWithin).map((row) => row.filter((cell) => fieldOfTitle(cell) !== null || isAboutPatients(cell)).length);
  const best = Math.max(...scores);
  if (best > 0) return scores.indexOf(best);
  const widths = rows.map((row) => row.filter((cell) => cell !== "").length);
  const usual = widths.toSorted((a, b) => a - b)[Math.floor(widths.length / 2)] ?? 0;
  return Math.max(0, widths.findIndex((width) => width >= Math.max(1, usual - 1)));
};

/** The content of most cells that are filled says what a column is, when its title does not. */
const contents: ReadonlyArray<readonly [field: MemberField, isOne: (cell: string) => boolean]> = [
  ["rpps", (cell) => rppsOfCell(cell) !== null],
  ["profession", (cell) => occupationOf(cell) !== null],
  ["validFrom", (cell) => dateOfCell(cell) !== null && codeOfCell(cell) === null],
  ["commune", (cell) => codeOfCell(cell) !== null],
];

const fieldOfContent = (cells: ReadonlyArray<string>): MemberField | null => {
  const filled = cells.filter((cell) => cell !== "");
  return filled.length < 3 ? null : (contents.find(([, isOne]) => filled.filter(isOne).length >= filled.length * 0.7)?.[0] ?? null);
};

const proposed = (title: string, cells: ReadonlyArray<string>): Pick<Encoded, "field" | "by" | "refused"> => {
  if (isAboutPatients(title)) return { field: null, by: null, refused: "patient-data" };
  const byTitle = fieldOfTitle(title);
  if (byTitle !== null) return { field: byTitle, by: "title", refused: null };
  const byContent = fieldOfContent(cells);
  return byContent === null ? { field: null, by: null, refused: null } : { field: byContent, by: "content", refused: null };
};

/** No two columns are one thing: the first that its title names, else the first, keeps it; a second commune column (code beside name) is read too. */
const once = (columns: ReadonlyArray<Encoded>): ReadonlyArray<Encoded> =>
  columns.map((column) => {
    const rivals = columns.filter(({ field }) => field === column.field);
    const first = rivals.find(({ by }) => by === "title") ?? rivals[0];
    return column.field === null || column.field === "commune" || column === first ? column : { ...column, field: null, by: null };
  });

/** The columns below a row of titles, with what each is taken for; what was said of this layout before goes first. */
export const columnsOf = (rows: Rows, titleRow: number, remembered: ReadonlyArray<MemberField | null> | null): ReadonlyArray<Encoded> => {
  const titles = rows[titleRow] ?? [];
  const below = rows.slice(titleRow + 1);
  const width = Math.max(titles.length, ...below.map((row) => row.length));
  const columns = Array.from({ length: width }, (_, index): Encoded => {
    const title = titles[index] ?? "";
    const found = proposed(title, below.map((row) => row[index] ?? ""));
    if (remembered === null || found.refused !== null) return { index, title, ...found };
    return { index, title, field: remembered[index] ?? null, by: "remembered", refused: null };
  });
  return remembered === null ? once(columns) : columns;
};

/** Names a layout: titles in their order. Two files of one layout are read alike. */
export const layoutOf = (rows: Rows, titleRow: number): string =>
  createHash("sha256").update(JSON.stringify((rows[titleRow] ?? []).map(searchKey))).digest("hex");
