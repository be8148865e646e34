import type { ByteHeap } from "./byte-heap.ts";
import type { SliceSet } from "./slice-set.ts";

/**
 * Lines as PostgreSQL's COPY takes them, in its text format (manual, `COPY`, "Text Format"), made of bytes alone. What is
 * written holds no control character: of what the format gives a meaning, the backslash is left.
 */
export interface CopyBytes {
  readonly heap: ByteHeap;
  /** A whole number of 32 bits, in ten digits. */
  readonly integer: (value: number) => void;
  /** A value of a column. */
  readonly value: (bytes: Buffer, from: number, to: number, hasEscapes: boolean) => void;
  /** A value of an array column: an array literal (manual, "Array Input and Output Syntax"), escaped for COPY. */
  readonly array: (bytes: Buffer, slices: SliceSet, hasEscapes: boolean) => void;
}

const [backslash, quote, comma, open, close, minus, zero] = [0x5c, 0x22, 0x2c, 0x7b, 0x7d, 0x2d, 0x30];

/** Into a heap that has room for four times what is written. */
export const copyBytes = (heap: ByteHeap): CopyBytes => {
  const { byte, copy } = heap;
  // The array's own backslash, written as COPY writes one, in front of the character: a quotation mark, or a backslash, which is two again.
  const inArray = (bytes: Buffer, from: number, to: number): void => {
    for (let place = from; place < to; place += 1) {
      const one = bytes[place] ?? 0;
      const before = one === backslash ? 3 : one === quote ? 2 : 0;
      for (let count = 0; count < before; count += 1) byte(backslash);
      byte(one);
    }
  };
  return {
    heap,
    integer: (whole) => {
      if (whole < 0) byte(minus);
      const [into, at] = [heap.bytes(), heap.used()];
      let left = Math.abs(whole) >>> 0;
      for (let place = at + 9; place >= at; place -= 1) {
        const tens = (left / 10) >>> 0;
        into[place] = zero + left - tens * 10;
        left = tens;
      }
      heap.cut(at + 10);
    },
    value: (bytes, from, to, hasEscapes) => {
      if (!hasEscapes) return copy(bytes, from, to);
      for (let place = from; place < to; place += 1) {
        if (bytes[place] === backslash) byte(backslash);
        byte(bytes[place] ?? 0);
      }
    },
    array: (bytes, slices, hasEscapes) => {
      byte(open);
      for (let index = 0; index < slices.count(); index += 1) {
        if (index > 0) byte(comma);
        byte(quote);
        if (hasEscapes) inArray(bytes, slices.from(index), slices.to(index));
        else copy(bytes, slices.from(index), slices.to(index));
        byte(quote);
      }
      byte(close);
    },
  };
};

