/** What a digest is of; written over by the next. */
export interface Digest {
  a: number;
  b: number;
}

/** Two sums over bytes: together they differ for bytes that differ, but once in 2^64 times (FNV-1a, and one that turns its bits between two steps). */
export const digestOf = (bytes: Buffer, from: number, to: number, digest: Digest): void => {
  let a = 0x811c9dc5;
  let b = 0x01234567;
  for (let place = from; place < to; place += 1) {
    const byte = bytes[place] ?? 0;
    a = Math.imul(a ^ byte, 0x01000193);
    b = Math.imul(((b << 13) | (b >>> 19)) ^ byte, 0x5bd1e995);
  }
  digest.a = a | 0;
  digest.b = b | 0;
};
