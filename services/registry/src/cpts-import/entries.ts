import type { CptsColumn, CptsField } from "@cpts/api/CptsImports";
import { searchKey } from "@cpts/reference-data";
import { refusal, type Cell, type Reason } from "./reasons.ts";

/** What a file says of one CPTS: on one row, or on several with a commune each. */
export interface Entry {
  readonly row: number;
  readonly rows: ReadonlyArray<ReadonlyArray<Cell>>;
}

/** What may differ from row to row of one CPTS: they are its communes, its parts and what is said of them. */
const ofRows: ReadonlySet<CptsField> = new Set(["communes", "parts", "overlaps", "externalIds"]);

/** The filled cells of a row that are read. */
const cellsOf = (row: number, texts: ReadonlyArray<string>, columns: ReadonlyArray<typeof CptsColumn.Encoded>): ReadonlyArray<Cell> =>
  columns.flatMap(({ field, index }) => {
    const text = (texts[index] ?? "").trim();
    return field === null || text === "" ? [] : [{ field, row, column: index, text }];
  });

const textOf = (cells: ReadonlyArray<Cell>, field: CptsField): string => cells.find((cell) => cell.field === field)?.text ?? "";

/** What names a CPTS on a row; empty where the row goes on about the one above (merged cells are written once). */
const keyOf = (cells: ReadonlyArray<Cell>): string => {
  const id = textOf(cells, "cptsId").toLowerCase();
  if (id !== "") return id;
  const name = searchKey(textOf(cells, "name"));
  if (name !== "") return `${name}/${searchKey(textOf(cells, "departement"))}`;
  return textOf(cells, "siret") || textOf(cells, "finess") || textOf(cells, "rna") || textOf(cells, "siren");
};

/** The CPTS of a table, in the order of their first rows: the rows of one CPTS need not follow each other. */
export const entriesOf = (content: ReadonlyArray<ReadonlyArray<string>>, firstRow: number, columns: ReadonlyArray<typeof CptsColumn.Encoded>): ReadonlyArray<Entry> => {
  const entries = new Map<string, { readonly row: number; readonly rows: Array<ReadonlyArray<Cell>> }>();
  let last = "";
  for (const [at, texts] of content.entries()) {
    const cells = cellsOf(firstRow + at, texts, columns);
    if (cells.length === 0) continue;
    const key = keyOf(cells) || last;
    last = key;
    const entry = entries.get(key);
    if (entry === undefined) entries.set(key, { row: firstRow + at, rows: [cells] });
    else entry.rows.push(cells);
  }
  return [...entries.values()];
};

/** The first cell of a field. */
export const cellOf = ({ rows }: Entry, field: CptsField): Cell | null => {
  for (const cells of rows) {
    const cell = cells.find((one) => one.field === field);
    if (cell !== undefined) return cell;
  }
  return null;
};

/** Every cell of a field. */
export const allOf = ({ rows }: Entry, field: CptsField): ReadonlyArray<Cell> => rows.flatMap((cells) => cells.filter((cell) => cell.field === field));

/** Where two rows of one CPTS say different things of it. */
export const contradictions = (entry: Entry): ReadonlyArray<Reason> => {
  const first = new Map<CptsField, Cell>();
  return entry.rows.flat().flatMap((cell) => {
    const before = first.get(cell.field);
    if (before === undefined) first.set(cell.field, cell);
    if (before === undefined || ofRows.has(cell.field) || before.text === cell.text) return [];
    return [refusal(cell, "rows-differ", `la ligne ${before.row} dit « ${before.text.slice(0, 60)} » et celle-ci « ${cell.text.slice(0, 60)} »`, `row ${before.row} says "${before.text.slice(0, 60)}" and this one "${cell.text.slice(0, 60)}"`)];
  });
};
