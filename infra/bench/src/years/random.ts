/** Draws that are the same for the same seed. */
export interface Random {
  /** A whole number from 0, less than this. */
  readonly below: (limit: number) => number;
  readonly chance: (probability: number) => boolean;
}

/** Mulberry32: 32 bits of state, which is plenty for drawing sizes. */
export const makeRandom = (seed: number): Random => {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d_2b_79_f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return { below: (limit) => Math.floor(next() * limit), chance: (probability) => next() < probability };
};
