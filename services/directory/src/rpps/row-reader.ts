import { isUtf8 } from "node:buffer";
import type { Layout } from "./header.ts";

const bar = 124;
const firstPrintable = 32;
const windows1252 = new TextDecoder("windows-1252");

/** The bytes of a line as text: UTF-8, or Windows-1252 where they are none (domain.md §4.2). */
export const decodeLine = (bytes: Buffer): string => (isUtf8(bytes) ? bytes.toString("utf8") : windows1252.decode(bytes));

/** Reads the rows of a file field by field; one row at a time. */
export interface RowReader<Name extends string> {
  /** Looks at a line; false when it has another number of columns than the header. */
  readonly look: (bytes: Buffer, start: number, end: number) => boolean;
  /** A field of the line looked at; empty where the file has no such column. */
  readonly field: (name: Name) => string;
  /** Columns of the line looked at. */
  readonly columns: () => number;
  /** Lines that were no UTF-8 and were read as Windows-1252. */
  readonly otherEncoding: () => number;
}

/** No text is made of a field before it is asked for: forty of the fifty-six columns never are (performance.md §5). */
export const rowReader = <Name extends string>({ columns, places }: Layout<Name>): RowReader<Name> => {
  // Where each field begins; the next one begins behind the bar.
  const begins = new Int32Array(columns + 2);
  let line: Buffer = Buffer.alloc(0);
  let found = 0;
  let encoding: "ascii" | "utf8" | "windows-1252" = "ascii";
  let hasControls = false;
  let others = 0;
  const look = (bytes: Buffer, start: number, end: number): boolean => {
    line = bytes;
    let count = 0;
    let all = 0;
    hasControls = false;
    begins[0] = start;
    for (let place = start; place < end; place += 1) {
      const byte = bytes[place] ?? 0;
      all |= byte;
      if (byte === bar) {
        count += 1;
        if (count <= columns) begins[count] = place + 1;
      } else if (byte < firstPrintable) hasControls = true;
    }
    const endsWithBar = count === columns && begins[columns] === end;
    found = endsWithBar ? columns : count + 1;
    if (found !== columns) return false;
    begins[columns] = endsWithBar ? end : end + 1;
    encoding = all < 128 ? "ascii" : isUtf8(bytes.subarray(start, end)) ? "utf8" : "windows-1252";
    if (encoding === "windows-1252") others += 1;
    return true;
  };
  const textOf = (from: number, to: number): string => {
    if (encoding === "ascii") return line.toString("latin1", from, to);
    return encoding === "utf8" ? line.toString("utf8", from, to) : windows1252.decode(line.subarray(from, to));
  };
  const field = (name: Name): string => {
    const place = places[name];
    if (place === -1) return "";
    const from = begins[place] ?? 0;
    const to = (begins[place + 1] ?? 0) - 1;
    if (to <= from) return "";
    const text = textOf(from, to);
    return hasControls ? text.replace(/\p{Cc}/gu, " ") : text;
  };
  return { look, field, columns: () => found, otherEncoding: () => others };
};
