/**
 * Tables fitted to the width of a terminal.
 *
 * Text columns are narrowed, the widest first; what a person copies (identifiers, codes, dates) is never shortened. Where even
 * that is too wide the last columns are left out, and named.
 *
 * @example
 * ```ts
 * import { fitTable } from "./table.ts"
 *
 * fitTable(["Code", "Nom"], [["37003", "Amboise"]], null).lines // => ["Code   Nom", "37003  Amboise"]
 * fitTable(["Code", "Nom"], [["37003", "Une commune de Touraine"]], 19).lines[1] // => "37003  Une commune…"
 * ```
 *
 * @since 0.1.0
 */
import { cut, pad, widthOf } from "./width.ts";

/** A table as lines of text. */
export interface FittedTable {
  readonly lines: ReadonlyArray<string>;
  /** Titles of the columns that found no room. */
  readonly leftOut: ReadonlyArray<string>;
}

interface Column {
  readonly title: string;
  readonly natural: number;
  /** A narrower one would be of no use. */
  readonly least: number;
}

const gap = "  ";
const leastOfText = 12;
/** One word: an identifier, a code, a date, a state. */
const isWord = (cell: string): boolean => /^[!-~]{0,64}$/u.test(cell);

const total = (widths: ReadonlyArray<number>): number => widths.reduce((sum, width) => sum + width, 0) + gap.length * Math.max(0, widths.length - 1);

const columnOf = (title: string, index: number, rows: ReadonlyArray<ReadonlyArray<string>>): Column => {
  const cells = rows.map((row) => row[index] ?? "");
  const natural = Math.max(widthOf(title), ...cells.map(widthOf));
  return { title, natural, least: cells.every(isWord) ? natural : Math.min(natural, Math.max(leastOfText, widthOf(title))) };
};

/** Takes what is too much from the widest columns that have something to give. */
const narrow = (columns: ReadonlyArray<Column>, width: number): ReadonlyArray<number> => {
  const widths = columns.map(({ natural }) => natural);
  for (let excess = total(widths) - width; excess > 0; excess--) {
    let widest = -1;
    for (const [index, column] of columns.entries()) {
      const own = widths[index] ?? 0;
      if (own > column.least && own > (widths[widest] ?? 0)) widest = index;
    }
    if (widest < 0) break;
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  return widths;
};

/** Lays out rows of texts under titles, in at most `width` columns (null: as many as it takes). */
export const fitTable = (titles: ReadonlyArray<string>, rows: ReadonlyArray<ReadonlyArray<string>>, width: number | null): FittedTable => {
  const all = titles.map((title, index) => columnOf(title, index, rows));
  const room = width ?? Number.POSITIVE_INFINITY;
  const fitting = all.findLastIndex((_, index) => total(all.slice(0, index + 1).map(({ least }) => least)) <= room) + 1;
  const kept = all.slice(0, Math.max(1, fitting));
  const widths = narrow(kept, room);
  const line = (cells: ReadonlyArray<string>): string =>
    kept
      .map((_, index) => pad(cut(cells[index] ?? "", widths[index] ?? 0), widths[index] ?? 0))
      .join(gap)
      .trimEnd();
  return { lines: [line(titles), ...rows.map(line)], leftOut: all.slice(kept.length).map(({ title }) => title) };
};
