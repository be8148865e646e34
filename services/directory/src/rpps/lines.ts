import { limits } from "./limits.ts";
import { lineTooLong } from "./refusals.ts";

/** A line by its place in a buffer that is used again afterwards. */
export type OnLine = (bytes: Buffer, start: number, end: number, number: number) => void;

const newline = 10;
const carriageReturn = 13;
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

/**
 * Calls `onLine` for each line, without its end, and `afterPiece` between two pieces. Holds no more than a piece and the
 * beginning of a line. A byte order mark is dropped.
 */
export const forEachLine = async (source: AsyncIterable<Buffer>, onLine: OnLine, afterPiece: () => Promise<void> | undefined): Promise<void> => {
  let begun: Buffer | null = null;
  let number = 0;
  const line = (bytes: Buffer, from: number, to: number): void => {
    number += 1;
    const start = number === 1 && bytes.subarray(from, from + 3).equals(byteOrderMark) ? from + 3 : from;
    const end = to > start && bytes[to - 1] === carriageReturn ? to - 1 : to;
    if (end - start > limits.line) throw lineTooLong(number, limits.line);
    onLine(bytes, start, end, number);
  };
  for await (const piece of source) {
    let from = 0;
    if (begun !== null) {
      const end = piece.indexOf(newline);
      const joined: Buffer = Buffer.concat([begun, end === -1 ? piece : piece.subarray(0, end)]);
      begun = end === -1 ? joined : null;
      if (end !== -1) line(joined, 0, joined.length);
      from = end === -1 ? piece.length : end + 1;
    }
    for (let end = piece.indexOf(newline, from); end !== -1; end = piece.indexOf(newline, from)) {
      line(piece, from, end);
      from = end + 1;
    }
    // A copy: the piece may be written over.
    if (from < piece.length) begun = Buffer.from(piece.subarray(from));
    if (begun !== null && begun.length > limits.line) throw lineTooLong(number + 1, limits.line);
    await afterPiece();
  }
  if (begun !== null && begun.length > 0) line(begun, 0, begun.length);
};
