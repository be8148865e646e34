/**
 * The loop of a subscription: what is next on the live lane, else what the feed has, else sleep.
 *
 * @since 0.1.0
 */
import { backOff } from "../pause.ts";
import type { Followed, FollowOptions } from "./follow.ts";
import type { LiveQueue } from "./live-queue.ts";
import type { Cursor, LoggedEvent } from "./logged-event.ts";
import { readPage, type Reading } from "./read-page.ts";
import type { SubscriptionState } from "./subscription-state.ts";
import type { WakeUp } from "./wake-up.ts";

/** What is known of the live lane. */
export interface Lane {
  open: boolean;
  /** It opened since the feed was read last: what happened before is in the feed only. */
  reopened: boolean;
  /** Cuts short the waiting at the feed. */
  interrupt: (() => void) | undefined;
}

/** What a subscription works with. */
export interface Running<E extends LoggedEvent> {
  readonly options: FollowOptions<E>;
  readonly batchSize: number;
  readonly queue: LiveQueue<E>;
  readonly wakeUp: WakeUp;
  readonly lane: Lane;
}

interface Progress {
  cursor: Cursor;
  /** Something may be in the feed that the cursor has not seen. */
  behind: boolean;
  /** The lane told of an event that the cursor has not seen. */
  told: boolean;
  failures: number;
  /** How often in a row the lane told of something that the feed did not have. */
  fruitless: number;
  /** The feed is not read again before this time. */
  notBefore: number;
  /** The feed is read at this time if the lane stays silent. */
  silentUntil: number;
}

/** Between attempts to read the feed, in milliseconds, unless told otherwise. */
const span = { first: 100, longest: 15_000 };

/** A service that does not wait when asked to is asked again after this time at most, in milliseconds. */
const unwaited = 1_000;

/** Hands a batch to the handler until it takes it; the cursor stays where it was when the subscription stops meanwhile. */
const hand = async <E extends LoggedEvent>(options: FollowOptions<E>, progress: Progress, batch: ReadonlyArray<E>, logId: string): Promise<void> => {
  const cursorAfter: Cursor = { source: options.source, logId, position: batch.at(-1)?.position ?? progress.cursor.position };
  const wanted = options.types === undefined ? batch : batch.filter((event) => options.types?.includes(event.type));
  for (let attempt = 1; ; attempt++) {
    try {
      await options.handle(wanted, cursorAfter);
      progress.cursor = cursorAfter;
      return;
    } catch (error) {
      const decision = (await options.onHandleError?.(error, attempt, wanted)) ?? "stop";
      if (decision === "stop") throw error;
      if (options.signal.aborted) return;
    }
  }
};

/** Reports changes of state, and every failure. */
const reporter = (onState: ((state: SubscriptionState) => void) | undefined) => {
  let last = "";
  return (state: SubscriptionState): void => {
    if (state._tag === last && state._tag !== "FeedUnavailable") return;
    last = state._tag;
    onState?.(state);
  };
};

/** Reads the feed; waits there for the next event when nothing is known to be missing. */
const readFeed = async <E extends LoggedEvent>({ options, batchSize, lane }: Running<E>, progress: Progress): Promise<Reading<E> | "interrupted"> => {
  const { signal } = options;
  const polling = new AbortController();
  const interrupt = (): void => polling.abort();
  signal.addEventListener("abort", interrupt, { once: true });
  const wait = progress.behind ? 0 : (options.waitSeconds ?? 5);
  if (wait > 0) lane.interrupt = interrupt;
  try {
    const reading = await readPage(options.feed, progress.cursor, { limit: batchSize, wait, signal: polling.signal });
    return reading._tag === "Failed" && polling.signal.aborted ? "interrupted" : reading;
  } finally {
    lane.interrupt = undefined;
    signal.removeEventListener("abort", interrupt);
  }
};

const noteReading = <E extends LoggedEvent>({ options, queue }: Running<E>, progress: Progress, reading: Reading<E> & { readonly _tag: "Next" }, since: number): void => {
  const { pollMs = 5_000 } = options;
  const now = performance.now();
  const gave = reading.batch.length > 0;
  const inVain = progress.told && !gave;
  if (inVain) queue.clear();
  progress.fruitless = inVain ? progress.fruitless + 1 : 0;
  progress.failures = 0;
  progress.notBefore = inVain ? now + backOff(progress.fruitless, { first: 50, longest: pollMs }) : progress.behind || gave ? 0 : since + Math.min(unwaited, pollMs);
  progress.silentUntil = inVain ? progress.notBefore : now + pollMs;
  progress.told = false;
};

/** Runs a subscription to its end. */
export const followLoop = async <E extends LoggedEvent>(running: Running<E>): Promise<Followed> => {
  const { batchSize, lane, options, queue, wakeUp } = running;
  const { signal } = options;
  const report = reporter(options.onState);
  const progress: Progress = { cursor: options.cursor, behind: true, told: false, failures: 0, fruitless: 0, notBefore: 0, silentUntil: 0 };
  while (!signal.aborted) {
    if (progress.cursor.logId !== null) {
      const { batch, behind } = queue.take(progress.cursor, batchSize);
      if (batch.length > 0) {
        await hand(options, progress, batch, progress.cursor.logId);
        progress.silentUntil = performance.now() + (options.pollMs ?? 5_000);
        continue;
      }
      progress.told ||= behind;
    }
    const now = performance.now();
    progress.behind ||= progress.told || lane.reopened || (lane.open && now >= progress.silentUntil);
    lane.reopened = false;
    const listening = lane.open && !progress.behind;
    if (listening) report({ _tag: "Live", position: progress.cursor.position });
    if (listening || now < progress.notBefore) {
      await wakeUp.sleep((listening ? progress.silentUntil : progress.notBefore) - now, signal);
      continue;
    }
    if (!progress.behind) report({ _tag: "Waiting", position: progress.cursor.position });
    const reading = await readFeed(running, progress);
    if (reading === "interrupted") continue;
    if (reading._tag === "LogChanged") return { ...reading, cursor: progress.cursor };
    if (reading._tag === "Failed") {
      if (options.isFatal?.(reading.error) === true) throw reading.error;
      progress.failures += 1;
      const retryInMs = Math.round(backOff(progress.failures, options.retryMs ?? span));
      progress.notBefore = performance.now() + retryInMs;
      report({ _tag: "FeedUnavailable", attempt: progress.failures, retryInMs, error: reading.error });
      continue;
    }
    noteReading(running, progress, reading, now);
    if (reading.batch.length > 0) {
      if (progress.behind) report({ _tag: "CatchingUp", position: progress.cursor.position, head: reading.head });
      await hand(options, progress, reading.batch, reading.logId);
    } else {
      progress.cursor = { ...progress.cursor, logId: reading.logId };
    }
    progress.behind = progress.cursor.position < reading.head;
  }
  return { _tag: "Stopped", cursor: progress.cursor };
};
