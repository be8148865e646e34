/**
 * Lets a loop sleep until something happens. What happens while nobody sleeps is not forgotten.
 *
 * @since 0.1.0
 */

/** A latch for one sleeper. */
export interface WakeUp {
  readonly ring: () => void;
  /** Resolves when it rings, after `milliseconds`, or when the signal aborts. Never rejects. */
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

/** A latch that has not rung. */
export const makeWakeUp = (): WakeUp => {
  let rung = false;
  let wake: (() => void) | undefined;
  return {
    ring: () => {
      rung = true;
      wake?.();
    },
    sleep: (milliseconds, signal) =>
      new Promise((resolve) => {
        const done = (): void => {
          clearTimeout(timer);
          signal.removeEventListener("abort", done);
          wake = undefined;
          rung = false;
          resolve();
        };
        // A timer takes 31 bits of milliseconds.
        const timer = setTimeout(done, Math.min(Math.max(milliseconds, 0), 2 ** 31 - 1));
        if (rung || signal.aborted) done();
        else {
          wake = done;
          signal.addEventListener("abort", done, { once: true });
        }
      }),
  };
};
