import { isUtf8 } from "node:buffer";
import type { Layout } from "./header.ts";
import { limits } from "./limits.ts";

const windows1252 = new TextDecoder("windows-1252");

/** The bytes of a line as text: UTF-8, or Windows-1252 where they are none (domain.md §4.2). */
export const decodeLine = (bytes: Buffer): string => (isUtf8(bytes) ? bytes.toString("utf8") : windows1252.decode(bytes));

/** Reads the rows of a file field by field; one row at a time. */
export interface RowReader<Name extends string> {
  /** Looks at a line; false when it has another number of columns than the header. */
  readonly look: (bytes: Buffer, start: number, end: number, isText: boolean) => boolean;
  /** What stands in `begins` of a field: it ends one byte before the one that follows it. */
  readonly placeOf: (name: Name) => number;
  /** Where each column of the line looked at begins, in `bytes()`. */
  readonly begins: Int32Array;
  /** The line looked at, as UTF-8 without control characters, between other bytes. */
  readonly bytes: () => Buffer;
  /** How many bytes it has. */
  readonly size: () => number;
  /** Whether it holds a backslash or a quotation mark, which a COPY writes otherwise. */
  readonly hasEscapes: () => boolean;
  /** A field of the line looked at, as a text; empty where the file has no such column. */
  readonly text: (name: Name) => string;
  /** Columns of the line looked at. */
  readonly columns: () => number;
  /** Lines that were no UTF-8 and were read as Windows-1252. */
  readonly otherEncoding: () => number;
}

/** What a byte is: bits, so that a line can be looked at without a branch for each of its bytes. */
const [isBar, isControl, isEscaped] = [1, 2, 4];
const kinds = new Uint8Array(256);
kinds.fill(isControl, 0, 32);
kinds[0x7c] = isBar;
kinds[0x5c] = isEscaped;
kinds[0x22] = isEscaped;

/**
 * Notes where the columns of a line begin; gives eight times their bars, and the kinds of bytes met. It is most of an import,
 * hence its form: the next beginning is written for each byte, and stays where a bar was.
 */
const markColumns = (bytes: Buffer, start: number, end: number, begins: Int32Array): number => {
  let bars = 0;
  let met = 0;
  begins[0] = start;
  for (let place = start; place < end; place += 1) {
    const kind = kinds[bytes[place] as number] as number; // both are inside: `end` is checked by the caller
    begins[bars + 1] = place + 1;
    bars += kind & isBar;
    met |= kind;
  }
  return bars * 8 + met;
};

/** A copy with a blank for each control character, as UTF-8. */
const mended = (line: Buffer, isText: boolean): Buffer => {
  const copy = isText ? Buffer.from(line) : Buffer.from(windows1252.decode(line));
  for (let place = 0; place < copy.length; place += 1) if (((kinds[copy[place] ?? 0] ?? 0) & isControl) !== 0) copy[place] = 32;
  return copy;
};

/** No text is made of a field before it is asked for, and none at all of the forty columns that never are (performance.md §5). */
export const rowReader = <Name extends string>({ columns, places }: Layout<Name>): RowReader<Name> => {
  // Room for a line of bars alone, and behind it for the field that an edition does not have.
  const nowhere = limits.line + 2;
  const begins = new Int32Array(nowhere + 2);
  begins[nowhere + 1] = 1;
  let line: Buffer = Buffer.alloc(0);
  let found = 0;
  let met = 0;
  let others = 0;
  const look = (bytes: Buffer, start: number, end: number, isText: boolean): boolean => {
    line = bytes;
    let marks = markColumns(bytes, start, end, begins);
    const bars = marks >> 3;
    const endsWithBar = bars === columns && begins[columns] === end;
    found = endsWithBar ? columns : bars + 1;
    if (found !== columns) return false;
    const isUtf8Line = isText || isUtf8(bytes.subarray(start, end));
    if (!isUtf8Line) others += 1;
    if (!isUtf8Line || (marks & isControl) !== 0) {
      line = mended(bytes.subarray(start, end), isUtf8Line);
      marks = markColumns(line, 0, line.length, begins);
    }
    if (!endsWithBar) begins[columns] = (line === bytes ? end : line.length) + 1;
    met = marks;
    return true;
  };
  const placeOf = (name: Name): number => (places[name] === -1 ? nowhere : places[name]);
  const text = (name: Name): string => {
    const place = placeOf(name);
    return line.toString("utf8", begins[place], (begins[place + 1] ?? 0) - 1);
  };
  return { look, placeOf, begins, bytes: () => line, size: () => (begins[columns] ?? 0) - (begins[0] ?? 0), hasEscapes: () => (met & isEscaped) !== 0, text, columns: () => found, otherEncoding: () => others };
};
