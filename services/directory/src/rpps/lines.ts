import { isUtf8 } from "node:buffer";
import { limits } from "./limits.ts";
import { lineTooLong } from "./refusals.ts";

/** How a text ended: with so many lines, the last of which may have no end. */
export interface TextEnd {
  readonly lines: number;
  readonly isEnded: boolean;
}

/** A line by its place in a buffer that is used again afterwards, and whether it is known to be UTF-8. */
export type OnLine = (bytes: Buffer, start: number, end: number, number: number, isText: boolean) => void;

const newline = 10;
const carriageReturn = 13;
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);
/** Pieces are looked at in parts of so many bytes at most: what is held does not grow with what is sent at once. */
const span = 131_072;

/**
 * Calls `onLine` for each line, without its end, and `afterPart` after so many bytes at most. Holds no more than a part and the
 * beginning of a line. A byte order mark is dropped. UTF-8 is looked for in a whole part at once: line by line costs as much
 * as everything else.
 */
export const forEachLine = async (source: AsyncIterable<Buffer>, onLine: OnLine, afterPart: () => Promise<void> | undefined): Promise<TextEnd> => {
  const held = Buffer.allocUnsafe(span + limits.line + 1);
  /** Bytes of a line whose end has not come yet, at the front of what is held. */
  let begun = 0;
  let number = 0;
  const line = (from: number, to: number, isText: boolean): void => {
    number += 1;
    const start = number === 1 && held.subarray(from, Math.min(from + 3, to)).equals(byteOrderMark) ? from + 3 : from;
    const end = to > start && held[to - 1] === carriageReturn ? to - 1 : to;
    if (end - start > limits.line) throw lineTooLong(number, limits.line);
    onLine(held, start, end, number, isText);
  };
  /** The lines that end in the first `size` bytes held; the rest goes to the front. */
  const linesOf = (size: number): void => {
    const last = held.lastIndexOf(newline, size - 1);
    const isText = last !== -1 && isUtf8(held.subarray(0, last));
    let from = 0;
    while (from <= last) {
      const end = held.indexOf(newline, from);
      line(from, end, isText);
      from = end + 1;
    }
    if (size - from > limits.line) throw lineTooLong(number + 1, limits.line);
    held.copyWithin(0, from, size);
    begun = size - from;
  };
  for await (const piece of source)
    for (let from = 0; from < piece.length; from += span) {
      const part = piece.subarray(from, from + span);
      held.set(part, begun);
      linesOf(begun + part.length);
      await afterPart();
    }
  const isEnded = begun === 0;
  if (!isEnded) line(0, begun, isUtf8(held.subarray(0, begun)));
  return { lines: number, isEnded };
};
