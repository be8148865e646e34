import { createHash } from "node:crypto";
import type { FieldFault } from "@cpts/api/Problem";
import { searchKey } from "@cpts/reference-data";
import type { Rows } from "./limits.ts";

/** A column of a file, with what it is taken for. */
export interface ReadColumn<Field extends string> {
  readonly index: number;
  readonly title: string;
  readonly field: Field | null;
  readonly by: "title" | "content" | "remembered" | "person" | null;
  readonly refused: "patient-data" | null;
}

/** What an import knows of the columns that it can read. */
export interface KnownColumns<Field extends string> {
  /** What a title says that the column holds. */
  readonly ofTitle: (title: string) => Field | null;
  /** The content of most cells that are filled says what a column is, when its title does not. */
  readonly ofContent: ReadonlyArray<readonly [field: Field, isOne: (cell: string) => boolean]>;
  /** What several columns may hold together, as a code beside a name. */
  readonly repeated: ReadonlySet<Field>;
}

const patients = /\b(?:patients?|patientele nominative|nir|securite sociale|secu|num secu|ins|assure|ald|pathologies?|diagnostics?|antecedents?|traitements?|symptomes?|motif de consultation|date de naissance|ne le|nee le|ddn)\b/u;

/** True of the title of a column that looks like data of patients, or like what only they are asked: such values are not kept. */
export const isAboutPatients = (title: string): boolean => patients.test(searchKey(title));

/** Titles as people write them, each with its field: years and what stands in brackets are left out of a title. */
export const titleReader = <Field extends string>(titles: Readonly<Record<Field, ReadonlyArray<string>>>): ((title: string) => Field | null) => {
  const byTitle = new Map<string, Field>();
  for (const field in titles) for (const title of titles[field]) byTitle.set(searchKey(title), field);
  return (title) => byTitle.get(searchKey(title)) ?? byTitle.get(searchKey(title.replaceAll(/\([^)]*\)|\b20\d\d\b|[*°]/gu, " "))) ?? null;
};

/** Titles stand within the first rows: above them there may be the name of the CPTS, a date, a blank row. */
const titlesWithin = 20;

/** Index of the row of titles: the one of which the most is understood; else the first that is filled as far as most rows are. */
export const titleRowOf = <Field extends string>(rows: Rows, { ofTitle }: KnownColumns<Field>): number => {
  const scores = rows.slice(0, titlesWithin).map((row) => row.filter((cell) => ofTitle(cell) !== null || isAboutPatients(cell)).length);
  const best = Math.max(...scores);
  if (best > 0) return scores.indexOf(best);
  const widths = rows.map((row) => row.filter((cell) => cell !== "").length);
  const usual = widths.toSorted((a, b) => a - b)[Math.floor(widths.length / 2)] ?? 0;
  return Math.max(0, widths.findIndex((width) => width >= Math.max(1, usual - 1)));
};

const fieldOfContent = <Field extends string>(cells: ReadonlyArray<string>, { ofContent }: KnownColumns<Field>): Field | null => {
  const filled = cells.filter((cell) => cell !== "");
  return filled.length < 3 ? null : (ofContent.find(([, isOne]) => filled.filter(isOne).length >= filled.length * 0.7)?.[0] ?? null);
};

const proposed = <Field extends string>(title: string, cells: ReadonlyArray<string>, known: KnownColumns<Field>): Pick<ReadColumn<Field>, "field" | "by" | "refused"> => {
  if (isAboutPatients(title)) return { field: null, by: null, refused: "patient-data" };
  const byTitle = known.ofTitle(title);
  if (byTitle !== null) return { field: byTitle, by: "title", refused: null };
  const byContent = fieldOfContent(cells, known);
  return byContent === null ? { field: null, by: null, refused: null } : { field: byContent, by: "content", refused: null };
};

/** No two columns are one thing: the first that its title names, else the first, keeps it; what may be repeated is read from all that their titles name. */
const once = <Field extends string>(columns: ReadonlyArray<ReadColumn<Field>>, { repeated }: KnownColumns<Field>): ReadonlyArray<ReadColumn<Field>> =>
  columns.map((column) => {
    const rivals = columns.filter(({ field }) => field === column.field);
    const first = rivals.find(({ by }) => by === "title") ?? rivals[0];
    return column.field === null || repeated.has(column.field) || column === first ? column : { ...column, field: null, by: null };
  });

/** The columns below a row of titles, with what each is taken for; what was said of this layout before goes first. */
export const columnsOf = <Field extends string>(rows: Rows, titleRow: number, remembered: ReadonlyArray<Field | null> | null, known: KnownColumns<Field>): ReadonlyArray<ReadColumn<Field>> => {
  const titles = rows[titleRow] ?? [];
  const below = rows.slice(titleRow + 1);
  const width = below.reduce((most, row) => Math.max(most, row.length), titles.length);
  const columns = Array.from({ length: width }, (_, index): ReadColumn<Field> => {
    const title = titles[index] ?? "";
    const found = proposed(title, below.map((row) => row[index] ?? ""), known);
    if (remembered === null || found.refused !== null) return { index, title, ...found };
    return { index, title, field: remembered[index] ?? null, by: "remembered", refused: null };
  });
  return remembered === null ? once(columns, known) : columns;
};

/** Rows without the cells of refused columns: what looks like data of patients is kept nowhere. */
export const withoutRefused = <Field extends string>(rows: Rows, columns: ReadonlyArray<ReadColumn<Field>>): Rows => {
  const refused = new Set(columns.flatMap(({ index, refused: why }) => (why === null ? [] : [index])));
  return refused.size === 0 ? rows : rows.map((row) => row.map((cell, index) => (refused.has(index) ? "" : cell)));
};

/** Names a layout: titles in their order. Two files of one layout are read alike. */
export const layoutOf = (rows: Rows, titleRow: number): string =>
  createHash("sha256").update(JSON.stringify((rows[titleRow] ?? []).map(searchKey))).digest("hex");

/** What somebody says of the columns. */
export type SaidOfColumns<Field extends string> = ReadonlyArray<{ readonly index: number; readonly field: Field | null }>;

/** What cannot be said of these columns, each fault where it stands in the body. */
export const mappingFaults = <Field extends string>(before: ReadonlyArray<ReadColumn<Field>>, given: SaidOfColumns<Field>, repeated: ReadonlySet<Field>): ReadonlyArray<FieldFault> =>
  given.flatMap(({ field, index }, place) => {
    const column = before[index];
    const said = (code: string, fr: string, en: string): ReadonlyArray<FieldFault> => [{ in: "body", path: ["columns", place], code, message: { fr, en } }];
    if (column === undefined) return said("no-column", "le fichier n'a pas cette colonne", "the file has no such column");
    if (column.refused !== null && field !== null) return said("refused-column", "cette colonne ressemble à des données de patients : ses valeurs n'ont pas été gardées", "this column looks like data of patients: its values were not kept");
    const isTwice = field !== null && !repeated.has(field) && given.some((one, at) => at < place && one.field === field);
    return isTwice ? said("twice", "une autre colonne est déjà prise pour cela", "another column is already taken for that") : [];
  });

/** The columns as somebody says: those that are not named stay, but what is given to one column is taken from the other. */
export const mapped = <Field extends string>(before: ReadonlyArray<ReadColumn<Field>>, given: SaidOfColumns<Field>, repeated: ReadonlySet<Field>): ReadonlyArray<ReadColumn<Field>> => {
  const said = new Map(given.map(({ field, index }) => [index, field] as const));
  const named: ReadonlySet<Field> = new Set(given.flatMap(({ field }) => (field === null || repeated.has(field) ? [] : [field])));
  return before.map((column) => {
    const field = said.get(column.index);
    if (field !== undefined) return { ...column, field, by: field === null ? null : "person" };
    return column.field !== null && named.has(column.field) ? { ...column, field: null, by: null } : column;
  });
};
