/**
 * Where a subscription starts: where it stopped, else where it is told to.
 *
 * @since 0.1.0
 */
import { backOff, pause } from "../pause.ts";
import type { CursorStore } from "./cursor-store.ts";
import type { Feed, FeedPage } from "./feed.ts";
import { beginningOf, type Cursor, type LoggedEvent } from "./logged-event.ts";

/** A place in a log: a `Cursor`, or one of the source that is followed. */
export interface LogPlace {
  readonly source?: string | undefined;
  /** Null only at the beginning, before the log has been met. */
  readonly logId: string | null;
  /** The position of the last event that is not wanted any more. */
  readonly position: number;
}

/** The first event that happened at or after an instant (RFC 3339 in UTC), in the order of positions. */
export interface SinceInstant {
  readonly instant: string | Date;
}

/** Where to start: the first event ever, what comes next, an instant, or a place such as the cursor of a snapshot. */
export type StartingPoint = "beginning" | "now" | SinceInstant | LogPlace;

/** How a client reaches a log. */
export interface LogAccess<E extends LoggedEvent> {
  readonly source: string;
  readonly feed: Feed<E>;
  readonly isFatal: (error: unknown) => boolean;
}

/** Between attempts to read the log, in milliseconds. */
const span = { first: 100, longest: 15_000 };

/** Reads the log until it answers; as patient as `follow`. Null when the signal aborts. */
const ask = async <E extends LoggedEvent>({ feed, isFatal }: LogAccess<E>, since: string | undefined, signal: AbortSignal): Promise<FeedPage<E> | null> => {
  for (let attempt = 1; !signal.aborted; attempt++) {
    try {
      return await feed({ after: 0, since, limit: 1, wait: 0, signal });
    } catch (error) {
      if (!signal.aborted && isFatal(error)) throw error;
      await pause(backOff(attempt, span), signal).catch(() => undefined);
    }
  }
  return null;
};

const resolve = async <E extends LoggedEvent>(access: LogAccess<E>, from: StartingPoint, signal: AbortSignal): Promise<Cursor | null> => {
  const { source } = access;
  if (from === "beginning") return beginningOf(source);
  if (from !== "now" && "position" in from) {
    if (from.source !== undefined && from.source !== source) throw new TypeError(`a cursor of ${from.source} is no place in the log of ${source}`);
    return { source, logId: from.logId, position: from.position };
  }
  const since = from === "now" ? undefined : from.instant;
  const page = await ask(access, since instanceof Date ? since.toISOString() : since, signal);
  if (page === null) return null;
  const first = since === undefined ? undefined : page.events[0];
  return { source, logId: page.logId, position: first === undefined ? page.head : first.position - 1 };
};

/**
 * Where to start: the cursor that is kept, else `from`, which is kept at once, so that a subscriber that dies before its first event
 * does not start elsewhere the next time. Null when the signal aborts before it is known.
 */
export const startOf = async <E extends LoggedEvent>(
  access: LogAccess<E>,
  { cursor: store, from }: { readonly cursor: CursorStore | undefined; readonly from: StartingPoint },
  signal: AbortSignal,
): Promise<Cursor | null> => {
  const kept = await store?.load(access.source);
  if (kept !== undefined && kept !== null) return kept;
  const start = await resolve(access, from, signal);
  if (start === null || store === undefined) return start;
  if (store.begin !== undefined) return store.begin(start);
  // The beginning is the beginning the next time too.
  if (start.logId !== null) await store.save(start);
  return start;
};
