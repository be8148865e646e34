/** Takes bytes from a source in the portions that are asked for. */
export interface ByteReader {
  /** The next piece as it comes; null at the end. */
  readonly next: () => Promise<Buffer | null>;
  /** Exactly so many bytes; fewer at the end. */
  readonly take: (count: number) => Promise<Buffer>;
  /** Puts bytes back in front. */
  readonly putBack: (bytes: Buffer) => void;
}

export const byteReader = (source: AsyncIterable<Uint8Array>): ByteReader => {
  const iterator = source[Symbol.asyncIterator]();
  let held: Buffer | null = null;
  const next = async (): Promise<Buffer | null> => {
    if (held !== null) {
      const piece = held;
      held = null;
      return piece;
    }
    const { done, value } = await iterator.next();
    return done === true ? null : Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  };
  const putBack = (bytes: Buffer): void => {
    if (bytes.length > 0) held = held === null ? bytes : Buffer.concat([bytes, held]);
  };
  const take = async (count: number): Promise<Buffer> => {
    const pieces: Array<Buffer> = [];
    let size = 0;
    while (size < count) {
      const piece = await next();
      if (piece === null) break;
      pieces.push(piece.subarray(0, count - size));
      putBack(piece.subarray(count - size));
      size += Math.min(piece.length, count - size);
    }
    return Buffer.concat(pieces);
  };
  return { next, take, putBack };
};
