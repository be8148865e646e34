/**
 * The subscriptions of a client, over the engine: one source or several, for a handler or for `for await`.
 *
 * @since 0.1.0
 */
import { Drained } from "./drained.ts";
import { follow } from "./follow.ts";
import { type EventHandler, handOver, makeTurn } from "./hand-over.ts";
import type { LiveLane } from "./live-lane.ts";
import { LogChanged } from "./log-changed.ts";
import type { Cursor, LoggedEvent } from "./logged-event.ts";
import { type LogAccess, type StartingPoint, startOf } from "./starting-point.ts";
import type { FollowingOptions, FromOf, RetryOptions } from "./subscribe-options.ts";

/** Handles a batch; the cursor is kept by whoever follows. */
export type BatchHandler<E extends LoggedEvent> = (batch: ReadonlyArray<E>, cursorAfter: Cursor) => Promise<void>;

/** Any options of a subscription. */
export interface AnyOptions extends FollowingOptions<string> {
  readonly from?: FromOf<string> | StartingPoint | undefined;
}

const isStartingPoint = (from: FromOf<string> | StartingPoint): from is StartingPoint =>
  typeof from === "string" || (typeof from === "object" && ("position" in from || "instant" in from));

const fromOf = (from: AnyOptions["from"], source: string): StartingPoint => {
  if (from === undefined) return "beginning";
  return isStartingPoint(from) ? from : (from[source] ?? "beginning");
};

const laneOf = async (options: AnyOptions): Promise<LiveLane | undefined> => {
  if (options.live !== undefined || options.nats === undefined) return options.live;
  const { natsLane } = await import("../nats.ts");
  return natsLane(options.nats);
};

/**
 * Hands every event of a source to the handler that `makeHandler` gives for the start, in batches, until `signal` aborts. Keeping the
 * cursor is left to that handler. Rejects with `LogChanged`, with what the handler rejects with, or with a refusal of the feed.
 */
export const runSubscription = async <E extends LoggedEvent>(
  access: LogAccess<E>,
  options: AnyOptions,
  makeHandler: (start: Cursor) => BatchHandler<E>,
  signal: AbortSignal,
): Promise<void> => {
  const cursor = await startOf(access, { cursor: options.cursor, from: fromOf(options.from, access.source) }, signal);
  if (cursor === null || signal.aborted) return;
  try {
    const end = await follow({
      ...access,
      live: await laneOf(options),
      cursor,
      handle: makeHandler(cursor),
      signal,
      types: options.types,
      batchSize: options.batchSize,
      onState: (state) => options.onState?.(state, access.source),
    });
    if (end._tag === "LogChanged") throw new LogChanged(end);
  } catch (error) {
    if (!(error instanceof Drained)) throw error;
  }
};

/** Runs something for each source until the signal aborts or one of them fails; the others are drained then. Rejects with the first failure. */
export const forEachSource = async <E extends LoggedEvent>(
  accesses: ReadonlyArray<LogAccess<E>>,
  run: (access: LogAccess<E>, signal: AbortSignal) => Promise<void>,
  signal: AbortSignal | undefined,
): Promise<void> => {
  const leaving = new AbortController();
  const leave = (): void => leaving.abort();
  if (signal?.aborted === true) leave();
  signal?.addEventListener("abort", leave, { once: true });
  const failures: Array<unknown> = [];
  const runOne = (access: LogAccess<E>): Promise<void> =>
    run(access, leaving.signal).catch((error: unknown) => {
      failures.push(error);
      leave();
    });
  await Promise.all(accesses.map(runOne));
  signal?.removeEventListener("abort", leave);
  if (failures.length > 0) throw failures[0];
};

/** Hands the events of sources to a handler, a batch of one source at a time, keeping the cursor of each. */
export const handleEvents = <E extends LoggedEvent>(
  accesses: ReadonlyArray<LogAccess<E>>,
  options: AnyOptions & RetryOptions,
  handle: EventHandler<E>,
): Promise<void> => {
  const turn = makeTurn();
  return forEachSource(
    accesses,
    (access, signal) => runSubscription(access, options, (start) => handOver(start, options, { handle, signal, turn }), signal),
    options.signal,
  );
};
