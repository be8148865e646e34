const firstMs = 1_000;
const longestMs = 15_000;

/** Keeps the relay from asking a broker that does not answer, ever more rarely. */
export interface Breaker {
  /** Nothing is published but probes, one at a time. */
  readonly isOpen: () => boolean;
  /**
   * Something failed: how many milliseconds to wait before the next probe. A broker that answers with a refusal is asked once
   * more at once: what it holds is other than what was expected, and has to be looked at.
   */
  readonly failed: (answered: boolean) => number;
  /** An event was stored, or there is none to store and the broker answers. */
  readonly succeeded: () => void;
}

/** 1 s, doubling to 15 s; half of it is left to chance, so that many relays do not come back at the same instant. */
export const makeBreaker = (onChange: (open: boolean) => void, random: () => number = Math.random): Breaker => {
  let failures = 0;
  let refusals = 0;
  return {
    isOpen: () => failures > 0,
    failed: (answered) => {
      if (answered && failures === 0) {
        refusals += 1;
        if (refusals === 1) return 0;
      }
      failures += 1;
      if (failures === 1) onChange(true);
      const span = Math.min(longestMs, firstMs * 2 ** (failures - 1));
      return span * (0.5 + random() / 2);
    },
    succeeded: () => {
      refusals = 0;
      if (failures === 0) return;
      failures = 0;
      onChange(false);
    },
  };
};
