import { guard } from "./formula-guard.ts";
import type { ColumnType, Sheet, Value } from "./sheet.ts";

const byteOrderMark = "\u{FEFF}";

/** Digits that Excel would change when it opens the list: a leading zero goes, twelve digits become a power of ten, `1E5` a number. */
const wouldChange = /^(?:0\d+|\d{12,}|\d+[Ee]\d+)$/u;

const quoted = (cell: string): string => (/["\r\n;]|^\s|\s$/u.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

const decimal = (value: number): string => String(value).replace(".", ",");

const euros = (cents: number): string => {
  const digits = String(Math.abs(cents)).padStart(3, "0");
  return `${cents < 0 ? "-" : ""}${digits.slice(0, -2)},${digits.slice(-2)}`;
};

const cellOf = (type: ColumnType, value: Value): string => {
  if (value === null) return "";
  if (typeof value === "number") return type === "cents" ? euros(value) : decimal(value);
  // The one way to say "text" to Excel in a list of values; what stands between the quotes is letters and digits.
  if (type === "identifier" && wouldChange.test(value)) return `"=""${value}"""`;
  return quoted(guard(value));
};

const lineOf = (cells: ReadonlyArray<string>): string => `${cells.join(";")}\r\n`;

/** A list of values that French Excel opens as it is: UTF-8 with its mark, `;`, CRLF, decimal commas. */
export const csvOf = ({ columns, rows }: Sheet): Buffer =>
  Buffer.from(
    byteOrderMark +
      lineOf(columns.map(({ title }) => quoted(guard(title)))) +
      rows.map((row) => lineOf(columns.map(({ type }, index) => cellOf(type, row[index] ?? null)))).join(""),
  );
