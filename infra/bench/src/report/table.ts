import type { Spread } from "./statistics.ts";

export type Table = { readonly head: ReadonlyArray<string>; readonly rows: ReadonlyArray<ReadonlyArray<string>> };

const line = (cells: ReadonlyArray<string>): string => `| ${cells.join(" | ")} |`;

/** A table of Markdown that also reads well in a terminal: first column to the left, figures to the right. */
export const tableText = ({ head, rows }: Table): string => {
  const widths = head.map((cell, column) => Math.max(3, cell.length, ...rows.map((row) => (row[column] ?? "").length)));
  const padded = (row: ReadonlyArray<string>) =>
    line(widths.map((width, column) => (column === 0 ? (row[column] ?? "").padEnd(width) : (row[column] ?? "").padStart(width))));
  const rule = line(widths.map((width, column) => (column === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`)));
  return [padded(head), rule, ...rows.map(padded)].join("\n");
};

/** Three significant digits at most, thousands apart: more would be noise. */
export const figure = (value: number): string => {
  if (!Number.isFinite(value)) return "-";
  const digits = value === 0 ? 0 : Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
  return value.toLocaleString("en", { maximumFractionDigits: Math.min(3, digits) });
};

/** The median, and between brackets the least and the greatest round. */
export const withNoise = ({ median, min, max }: Spread): string => `${figure(median)} (${figure(min)}..${figure(max)})`;
