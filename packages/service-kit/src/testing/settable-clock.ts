import { Clock, Effect } from "effect";

/** A clock that a test sets: it goes on from there. Waiting takes as long as ever. */
export interface SettableClock {
  readonly clock: Clock.Clock;
  readonly set: (instant: string) => void;
  readonly advance: (milliseconds: number) => void;
}

export const settableClock = (instant: string): SettableClock => {
  const real = Effect.runSync(Clock.Clock);
  let ahead = 0;
  const now = (): number => real.currentTimeMillisUnsafe() + ahead;
  const set = (to: string): void => {
    ahead = Date.parse(to) - real.currentTimeMillisUnsafe();
  };
  set(instant);
  const nanos = (): bigint => real.currentTimeNanosUnsafe() + BigInt(ahead) * 1_000_000n;
  return {
    set,
    advance: (milliseconds) => {
      ahead += milliseconds;
    },
    clock: {
      ...real,
      currentTimeMillisUnsafe: now,
      currentTimeMillis: Effect.sync(now),
      currentTimeNanosUnsafe: nanos,
      currentTimeNanos: Effect.sync(nanos),
      monotonicTimeNanosUnsafe: () => real.monotonicTimeNanosUnsafe(),
      monotonicTimeNanos: real.monotonicTimeNanos,
      sleep: (duration) => real.sleep(duration),
    },
  };
};
