/**
 * Waiting that an abort signal cuts short, and how long to wait before trying again.
 *
 * @since 0.1.0
 */

/** Resolves after `milliseconds`; rejects with the signal's reason when it aborts before. */
export const pause = (milliseconds: number, signal?: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    if (signal?.aborted === true) {
      reject(signal.reason);
      return;
    }
    const onAbort = (): void => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", onAbort);
      resolve();
    }, milliseconds);
    signal?.addEventListener("abort", onAbort, { once: true });
  });

/**
 * How long to wait before attempt `attempt` (the first repetition is 1), in milliseconds: drawn between half and all of
 * a doubling span, so that clients that failed together do not come back together.
 */
export const backOff = (attempt: number, span: { readonly first: number; readonly longest: number }, random: () => number = Math.random): number => {
  const most = Math.min(span.longest, span.first * 2 ** Math.min(attempt - 1, 30));
  return most / 2 + (random() * most) / 2;
};
