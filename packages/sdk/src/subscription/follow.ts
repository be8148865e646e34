/**
 * Follows the log of a service: every event once and in order, from wherever the cursor stands, for ever.
 *
 * It catches up from the feed, then listens to the live lane if there is one. An event is handled when it is the next
 * one, dropped when the cursor has passed it, and anything else is a gap that the feed fills: so duplicates, disorder,
 * lost messages and a missing broker all end in the same state. While the lane is silent the feed is asked now and
 * then; without a lane the feed is asked to wait for the next event. The engine keeps nothing: the handler stores the
 * cursor together with its effect.
 *
 * @example
 * ```ts
 * import { beginningOf, follow } from "@cpts/sdk/subscription"
 *
 * const stop = new AbortController()
 * const seen: Array<number> = []
 * const end = await follow({
 *   source: "registry",
 *   cursor: beginningOf("registry"),
 *   feed: async () => ({
 *     source: "registry", logId: "log-1", head: 1,
 *     events: [{ source: "registry", type: "cpts.registry.cpts.registered.v1", logid: "log-1", position: 1 }]
 *   }),
 *   handle: async (batch) => {
 *     seen.push(...batch.map((event) => event.position))
 *     stop.abort()
 *   },
 *   signal: stop.signal
 * })
 * seen // => [1]
 * end._tag // => "Stopped"
 * ```
 *
 * @since 0.1.0
 */
import { sourceOf } from "@cpts/domain/EventEnvelope";
import type { Feed } from "./feed.ts";
import { followLoop, type Lane } from "./follow-loop.ts";
import type { LiveLane } from "./live-lane.ts";
import { makeLiveQueue } from "./live-queue.ts";
import { type Cursor, isLoggedEvent, type LoggedEvent } from "./logged-event.ts";
import type { SubscriptionState } from "./subscription-state.ts";
import { makeWakeUp } from "./wake-up.ts";

/** What to follow, and what to do with it. */
export interface FollowOptions<E extends LoggedEvent> {
  /** The service whose log is followed. */
  readonly source: string;
  readonly feed: Feed<E>;
  readonly live?: LiveLane | undefined;
  /** Where to start; `beginningOf(source)` for everything. */
  readonly cursor: Cursor;
  /**
   * Handles the next events, without a gap, and keeps `cursorAfter` with their effect. Called with an empty batch when
   * `types` left nothing of it: the cursor has moved all the same.
   */
  readonly handle: (batch: ReadonlyArray<E>, cursorAfter: Cursor) => Promise<void>;
  /** Ends the subscription after the batch in hand. */
  readonly signal: AbortSignal;
  /** Only these types are handled. All are followed: positions have no gap. */
  readonly types?: ReadonlyArray<string> | undefined;
  /** Events of a batch at most; 500 by default. */
  readonly batchSize?: number | undefined;
  /** The feed is asked after this time of silence on the live lane, in milliseconds; 5 000 by default. */
  readonly pollMs?: number | undefined;
  /** How long the feed may wait for the next event when there is no live lane, in seconds; 5 by default: a connection that fell silent is noticed no later than a time-out after it. */
  readonly waitSeconds?: number | undefined;
  /** Between attempts to read the feed, in milliseconds; doubling from 100 to 15 000 by default, with jitter. */
  readonly retryMs?: { readonly first: number; readonly longest: number } | undefined;
  readonly onState?: ((state: SubscriptionState) => void) | undefined;
  /** What to do when `handle` rejects: try the same batch again, or end with its error. Ends by default. */
  readonly onHandleError?: ((error: unknown, attempt: number, batch: ReadonlyArray<E>) => Promise<"retry" | "stop">) | undefined;
  /** Failures of the feed that time does not heal, such as a refused permission: ends with the error. None by default. */
  readonly isFatal?: ((error: unknown) => boolean) | undefined;
}

/** How a subscription ended. Where `handle` gave up, `follow` rejects with its error instead. */
export type Followed =
  | { readonly _tag: "Stopped"; readonly cursor: Cursor }
  /** The log is another one, or shorter than the cursor: what was built from it has to be rebuilt. */
  | { readonly _tag: "LogChanged"; readonly cursor: Cursor; readonly logId: string; readonly head: number };

/** Follows a log until the signal aborts, the log changes or the handler gives up. */
export const follow = async <E extends LoggedEvent>(options: FollowOptions<E>): Promise<Followed> => {
  const { source, signal } = options;
  const batchSize = options.batchSize ?? 500;
  const wakeUp = makeWakeUp();
  const queue = makeLiveQueue<E>(2 * batchSize);
  const lane: Lane = { open: false, reopened: false, interrupt: undefined };
  const leaving = new AbortController();
  const listening = options.live?.open(
    source,
    (event) => {
      // The handler decodes the payload: only the place in the log matters here.
      if (isLoggedEvent(event) && event.source === sourceOf(source)) queue.offer(event as E);
      wakeUp.ring();
    },
    (state) => {
      lane.open = state === "open";
      lane.reopened ||= lane.open;
      if (lane.open) lane.interrupt?.();
      wakeUp.ring();
    },
    leaving.signal,
  );
  const released = listening?.catch((error: unknown) => {
    lane.open = false;
    wakeUp.ring();
    if (!signal.aborted) options.onState?.({ _tag: "LaneLost", error });
  });
  try {
    return await followLoop({ options, batchSize, queue, wakeUp, lane });
  } finally {
    leaving.abort();
    await released;
  }
};
