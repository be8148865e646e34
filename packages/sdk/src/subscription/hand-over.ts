/**
 * Hands batches to a handler, with repetitions, and keeps the cursor after each.
 *
 * @since 0.1.0
 */
import { backOff, pause } from "../pause.ts";
import { CursorMoved } from "./cursor-moved.ts";
import type { CursorStore } from "./cursor-store.ts";
import { Drained } from "./drained.ts";
import type { BatchHandler } from "./events-of.ts";
import { HandlerFailed } from "./handler-failed.ts";
import type { Cursor, LoggedEvent } from "./logged-event.ts";
import type { RetryOptions } from "./subscribe-options.ts";

/** Where a batch stands in the log of its source. */
export interface BatchPlace {
  readonly source: string;
  /** Where the subscription stood before it. */
  readonly before: Cursor;
  /** Where it stands once the batch is handled; beyond the last event where others were left out by `types`. */
  readonly after: Cursor;
}

/** Handles a batch of one source. Resolves to `"stored"` when it has kept the cursor itself, with its effects. */
export type EventHandler<E> = (batch: ReadonlyArray<E>, place: BatchPlace) => Promise<void | "stored">;

/** Lets one piece of work at a time run, in the order of asking. */
export type Turn = <A>(work: () => Promise<A>) => Promise<A>;

/** A turn for all who share it. */
export const makeTurn = (): Turn => {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    return mine;
  };
};

/** What another attempt does not change. */
const isFinal = (error: unknown): boolean => error instanceof Drained || error instanceof CursorMoved;

/** Between attempts, in milliseconds, unless told otherwise. */
const usualSpan = { first: 100, longest: 10_000 };

/**
 * A handler of the engine over that of a caller. A batch that fails is handed again after a pause, one event at a time: so the others of
 * it get through, and the one that does not is known.
 */
export const handOver = <E extends LoggedEvent>(
  start: Cursor,
  { cursor: store, retries = 5, retryMs = usualSpan }: RetryOptions & { readonly cursor?: CursorStore | undefined },
  { handle, signal, turn }: { readonly handle: EventHandler<E>; readonly signal: AbortSignal; readonly turn: Turn },
): BatchHandler<E> => {
  const { source } = start;
  let before = start;
  const give = async (events: ReadonlyArray<E>, after: Cursor): Promise<void> => {
    await turn(async () => {
      if (signal.aborted) throw new Drained();
      const kept = events.length === 0 ? undefined : await handle(events, { source, before, after });
      if (kept !== "stored") await store?.save(after);
    });
    before = after;
  };
  const persist = async (events: ReadonlyArray<E>, after: Cursor, failed: { readonly count: number; readonly cause: unknown }): Promise<void> => {
    let { cause, count } = failed;
    for (;;) {
      if (count > retries) throw new HandlerFailed({ source, position: events[0]?.position ?? after.position, attempts: count, cause });
      if (count > 0) await pause(backOff(count, retryMs), signal).catch(() => undefined);
      try {
        await give(events, after);
        return;
      } catch (error) {
        if (isFinal(error)) throw error;
        cause = error;
        count += 1;
      }
    }
  };
  return async (batch, after) => {
    try {
      await give(batch, after);
    } catch (cause) {
      if (isFinal(cause)) throw cause;
      if (retries === 0 || batch.length <= 1) {
        await persist(batch, after, { count: 1, cause });
        return;
      }
      for (const [index, event] of batch.entries()) {
        const at = index === batch.length - 1 ? after : { ...after, position: event.position };
        await persist([event], at, { count: index === 0 ? 1 : 0, cause });
      }
    }
  };
};
