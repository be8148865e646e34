/**
 * A subscription as an async iterator, for `for await`: one event at a time, each asked for when the one before is done.
 *
 * At least once: asking for the next event says that the one before is done, and only then may the cursor pass it. The
 * cursor is saved at the end of each batch, when the loop is left, and at most ten times a second in between; a process
 * that dies is given the events since then again. An event whose turn ended in `break` or a throw is given again too.
 *
 * @since 0.1.0
 */
import { type BatchHandler, type LogAccess, runSubscription } from "./events-of.ts";
import type { Cursor, LoggedEvent } from "./logged-event.ts";
import type { SubscribeOptions } from "./subscribe-options.ts";

/** Between two saves within a batch, in milliseconds. */
const saveEvery = 100;

/** Rendezvous of the engine, which has events, and the loop, which asks for them. */
interface Exchange<E> {
  /** Resolves once the loop has asked for the event after this one. */
  readonly put: (event: E) => Promise<void>;
  readonly take: () => Promise<IteratorResult<E, undefined>>;
  readonly close: (failure?: { readonly error: unknown }) => void;
}

/** Thrown into the engine when the loop has been left. */
class Left extends Error {}

const makeExchange = <E>(): Exchange<E> => {
  let asked: { resolve: (result: IteratorResult<E, undefined>) => void; reject: (error: unknown) => void } | undefined;
  let offered: { event: E; done: () => void; left: (error: Left) => void } | undefined;
  let given: { done: () => void; left: (error: Left) => void } | undefined;
  let closed: { readonly failure: { readonly error: unknown } | undefined } | undefined;
  const meet = (): void => {
    if (asked === undefined || offered === undefined) return;
    const { resolve } = asked;
    const { event } = offered;
    [given, offered, asked] = [offered, undefined, undefined];
    resolve({ done: false, value: event });
  };
  return {
    put: (event) =>
      new Promise((done, left) => {
        if (closed !== undefined) {
          left(new Left());
          return;
        }
        offered = { event, done, left };
        meet();
      }),
    take: () =>
      new Promise((resolve, reject) => {
        if (closed !== undefined) {
          const { failure } = closed;
          closed = { failure: undefined };
          if (failure === undefined) resolve({ done: true, value: undefined });
          else reject(failure.error);
          return;
        }
        asked = { resolve, reject };
        given?.done();
        given = undefined;
        meet();
      }),
    close: (failure) => {
      if (closed !== undefined) return;
      closed = { failure: asked === undefined ? failure : undefined };
      if (failure === undefined) asked?.resolve({ done: true, value: undefined });
      else asked?.reject(failure.error);
      given?.left(new Left());
      offered?.left(new Left());
    },
  };
};

/** The events of a log, one by one. */
export const iterate = <E extends LoggedEvent>(access: LogAccess<E>, options: SubscribeOptions<string>): AsyncIterable<E> => ({
  [Symbol.asyncIterator]: () => {
    const exchange = makeExchange<E>();
    const leaving = new AbortController();
    const stop = (): void => {
      leaving.abort();
      exchange.close();
    };
    let savedAt = 0;
    const save = async (cursor: Cursor): Promise<void> => {
      await options.cursor?.save(cursor);
      savedAt = performance.now();
    };
    const handle: BatchHandler<E> = async (batch, cursorAfter) => {
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
    let running: Promise<void> | undefined;
    const run = async (): Promise<void> => {
      options.signal?.addEventListener("abort", stop, { once: true });
      if (options.signal?.aborted === true) stop();
      try {
        await runSubscription(access, options, handle, leaving.signal);
        exchange.close();
      } catch (error) {
        exchange.close(error instanceof Left || leaving.signal.aborted ? undefined : { error });
      } finally {
        options.signal?.removeEventListener("abort", stop);
      }
    };
    return {
      next: () => {
        running ??= run();
        return exchange.take();
      },
      return: async () => {
        stop();
        await running;
        return { done: true, value: undefined };
      },
    };
  },
});
