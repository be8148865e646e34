import { unguard } from "./formula-guard.ts";
import { UnreadableTable } from "./unreadable.ts";

/** How much of a table is read; beyond, it is refused and not cut. */
export interface TableLimits {
  readonly sheets: number;
  readonly rows: number;
  readonly columns: number;
  /** Characters of a cell. */
  readonly cell: number;
  /** Bytes of what an archive unpacks to. */
  readonly unpacked: number;
}

/** Enough for every member, action or expense of the largest CPTS. */
export const usualLimits: TableLimits = { sheets: 50, rows: 20_000, columns: 200, cell: 10_000, unpacked: 64 * 1024 * 1024 };

/** Cells as texts: an empty one is `""`, a date `YYYY-MM-DD`, a number its digits with a point. Rows may differ in length. */
export type Rows = ReadonlyArray<ReadonlyArray<string>>;

/** Collects cells into rows, and refuses the one beyond a limit. Trailing empty cells and rows are none. */
export const collector = (limits: TableLimits, sheet?: string) => {
  const rows: Array<ReadonlyArray<string>> = [];
  let current: Array<string> = [];
  let column = 0;
  const refuse = (code: "too-many-rows" | "too-many-columns" | "cell-too-long", limit: number): never => {
    throw new UnreadableTable({ code, limit, row: rows.length + 1, ...(sheet === undefined ? {} : { sheet }), ...(code === "too-many-rows" ? {} : { column }) });
  };
  const put = (text: string, at: number): void => {
    column = at + 1;
    if (text.length > limits.cell) refuse("cell-too-long", limits.cell);
    const cell = unguard(text.trim());
    if (cell === "") return;
    if (column > limits.columns) refuse("too-many-columns", limits.columns);
    while (current.length < at) current.push("");
    current[at] = cell;
  };
  const endRow = (): void => {
    if (current.length > 0 && rows.length >= limits.rows) refuse("too-many-rows", limits.rows);
    if (rows.length < limits.rows) rows.push(current);
    [current, column] = [[], 0];
  };
  return {
    /** The row under way, from 1. */
    row: (): number => rows.length + 1,
    /** Goes on at this row, from 1: those between are empty. */
    goTo: (row: number): void => {
      while (rows.length < Math.min(row - 1, limits.rows)) rows.push([]);
    },
    cell: (text: string): void => put(text, column),
    cellAt: put,
    /** The column of the next cell, from 0. */
    next: (): number => column,
    endRow,
    rows: (): Rows => {
      if (current.length > 0) endRow();
      let end = rows.length;
      while (end > 0 && rows[end - 1]?.length === 0) end -= 1;
      return rows.slice(0, end);
    },
  };
};
