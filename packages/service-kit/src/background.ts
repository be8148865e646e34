import { setTimeout as delay } from "node:timers/promises";
import { Effect, type Scope } from "effect";

/** Runs something for as long as its scope is open; closing the scope asks it to stop and waits until it has. */
export const runInBackground = (run: (signal: AbortSignal) => Promise<void>): Effect.Effect<void, never, Scope.Scope> =>
  Effect.asVoid(
    Effect.acquireRelease(
      Effect.sync(() => {
        const stop = new AbortController();
        return { stop, done: run(stop.signal) };
      }),
      ({ stop, done }) =>
        Effect.promise(() => {
          stop.abort();
          return done;
        }),
    ),
  );

/** Waits for that long, or until the signal aborts. Never rejects: whoever waits looks at the signal. */
export const pause = (milliseconds: number, signal: AbortSignal): Promise<void> => delay(milliseconds, undefined, { signal }).catch(() => {});
