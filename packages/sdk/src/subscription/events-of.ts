/**
 * The subscriptions of a client, over the engine: as batches for a handler, or one by one for `for await`.
 *
 * @since 0.1.0
 */
import { backOff, pause } from "../pause.ts";
import type { Cursor, LoggedEvent } from "./logged-event.ts";
import { beginningOf } from "./logged-event.ts";
import type { Feed } from "./feed.ts";
import { follow } from "./follow.ts";
import type { LiveLane } from "./live-lane.ts";
import { LogChanged } from "./log-changed.ts";
import type { SubscribeOptions } from "./subscribe-options.ts";

/** Handles a batch; the cursor is kept by whoever follows. */
export type BatchHandler<E extends LoggedEvent> = (batch: ReadonlyArray<E>, cursorAfter: Cursor) => Promise<void>;

/** How a client reaches a log. */
export interface LogAccess<E extends LoggedEvent> {
  readonly source: string;
  readonly feed: Feed<E>;
  readonly isFatal: (error: unknown) => boolean;
}

/** Between attempts to read the head of a log, in milliseconds. */
const span = { first: 100, longest: 15_000 };

/** The newest event there is; as patient as `follow`. Null when the signal aborts. */
const headOf = async <E extends LoggedEvent>({ source, feed, isFatal }: LogAccess<E>, signal: AbortSignal): Promise<Cursor | null> => {
  for (let attempt = 1; !signal.aborted; attempt++) {
    try {
      const { head, logId } = await feed({ after: 0, limit: 1, wait: 0, signal });
      return { source, logId, position: head };
    } catch (error) {
      if (!signal.aborted && isFatal(error)) throw error;
      await pause(backOff(attempt, span), signal).catch(() => undefined);
    }
  }
  return null;
};

const startOf = async <E extends LoggedEvent>(access: LogAccess<E>, options: SubscribeOptions<string>, signal: AbortSignal): Promise<Cursor | null> => {
  const kept = await options.cursor?.load();
  if (kept !== undefined && kept !== null) return kept;
  const { from = "beginning" } = options;
  if (from === "beginning") return beginningOf(access.source);
  if (from === "now") return headOf(access, signal);
  return { source: access.source, logId: from.logId, position: from.position };
};

const laneOf = async (options: SubscribeOptions<string>): Promise<LiveLane | undefined> => {
  if (options.live !== undefined || options.nats === undefined) return options.live;
  const { natsLane } = await import("../nats.ts");
  return natsLane(options.nats);
};

/**
 * Hands every event to `handle`, in batches, until `signal` aborts. Keeping the cursor is left to `handle`. Rejects with
 * `LogChanged`, with what `handle` rejects with, or with a refusal of the feed.
 */
export const runSubscription = async <E extends LoggedEvent>(
  access: LogAccess<E>,
  options: SubscribeOptions<string>,
  handle: BatchHandler<E>,
  signal: AbortSignal,
): Promise<void> => {
  const cursor = await startOf(access, options, signal);
  if (cursor === null || signal.aborted) return;
  const end = await follow({
    ...access,
    live: await laneOf(options),
    cursor,
    handle,
    signal,
    types: options.types,
    batchSize: options.batchSize,
    onState: options.onState,
  });
  if (end._tag === "LogChanged") throw new LogChanged(end);
};
