/** Numbers that look random and are the same for the same seed (mulberry32). */
export interface Random {
  /** At least 0, below 1. */
  readonly next: () => number;
  /** A whole number below `limit`. */
  readonly below: (limit: number) => number;
  readonly oneOf: <A>(list: readonly [A, ...ReadonlyArray<A>]) => A;
  readonly chance: (probability: number) => boolean;
}

export const makeRandom = (seed: number): Random => {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return { next, below, oneOf: (list) => list[below(list.length)] ?? list[0], chance: (probability) => next() < probability };
};
