/**
 * A subscription as an async iterator, for `for await`: one event at a time, each asked for when the one before is done.
 *
 * At least once: asking for the next event says that the one before is done, and only then may the cursor pass it. The
 * cursor is saved at the end of each batch, when the loop is left, and at most ten times a second in between; a process
 * that dies is given the events since then again. An event whose turn ended in `break` or a throw is given again too.
 * When the signal aborts, the event in hand still counts: the loop ends when it asks for the next one.
 *
 * @since 0.1.0
 */
import { type AnyOptions, type BatchHandler, forEachSource, runSubscription } from "./events-of.ts";
import { makeExchange } from "./exchange.ts";
import type { Cursor, LoggedEvent } from "./logged-event.ts";
import type { LogAccess } from "./starting-point.ts";

/** Between two saves within a batch, in milliseconds. */
const saveEvery = 100;

/** The events of logs, one by one: in order within each. */
export const iterate = <E extends LoggedEvent>(accesses: ReadonlyArray<LogAccess<E>>, options: AnyOptions): AsyncIterable<E> => ({
  [Symbol.asyncIterator]: () => {
    const exchange = makeExchange<E>();
    const leaving = new AbortController();
    const makeHandler = (): BatchHandler<E> => {
      let savedAt = 0;
      const save = async (cursor: Cursor): Promise<void> => {
        await options.cursor?.save(cursor);
        savedAt = performance.now();
      };
      return async (batch, cursorAfter) => {
        let done: Cursor | undefined;
        try {
          for (const event of batch) {
            await exchange.put(event);
            done = { ...cursorAfter, position: event.position };
            if (performance.now() - savedAt >= saveEvery) await save(done);
          }
          done = cursorAfter;
        } finally {
          if (done !== undefined) await save(done);
        }
      };
    };
    const followOne = (access: LogAccess<E>, signal: AbortSignal): Promise<void> => {
      signal.addEventListener("abort", exchange.drain, { once: true });
      return runSubscription(access, options, makeHandler, signal);
    };
    const run = async (): Promise<void> => {
      const signal = options.signal === undefined ? leaving.signal : AbortSignal.any([options.signal, leaving.signal]);
      try {
        await forEachSource(accesses, followOne, signal);
        exchange.finish();
      } catch (error) {
        exchange.finish({ error });
      }
    };
    let running: Promise<void> | undefined;
    return {
      next: () => {
        running ??= run();
        return exchange.take();
      },
      return: async () => {
        running ??= Promise.resolve();
        leaving.abort();
        exchange.leave();
        await running;
        return { done: true, value: undefined };
      },
    };
  },
});
