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
 * fitTable(["Code", "Nom"], [["37212", "Sainte-Catherine-de-Fierbois en Touraine"]], 37).lines[1] // => "37212  Sainte-Catherine-de-Fierbois…"
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
/** The first text says which row it is. */
const leastOfName = 28;
/** One word: an identifier, a code, a date, a state. */
const isWord = (cell: string): boolean => /^[!-~]{0,64}$/u.test(cell);

const total = (widths: ReadonlyArray<number>): number => widths.reduce((sum, width) => sum + width, 0) + gap.length * Math.max(0, widths.length - 1);

const columnsOf = (titles: ReadonlyArray<string>, rows: ReadonlyArray<ReadonlyArray<string>>): ReadonlyArray<Column> => {
  const cells = titles.map((_, index) => rows.map((row) => row[index] ?? ""));
  const name = cells.findIndex((texts) => !texts.every(isWord));
  return titles.map((title, index) => {
    const texts = cells[index] ?? [];
    // Not spread into Math.max: a list may have more rows than a call takes arguments.
    const natural = texts.reduce((most, text) => Math.max(most, widthOf(text)), widthOf(title));
    const least = Math.max(index === name ? leastOfName : leastOfText, widthOf(title));
    return { title, natural, least: texts.every(isWord) ? natural : Math.min(natural, least) };
  });
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
  const all = columnsOf(titles, rows);
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
