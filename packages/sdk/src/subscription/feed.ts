/**
 * The slow lane that never loses anything: the log of a service over HTTP, page by page.
 *
 * @since 0.1.0
 */
import type { LoggedEvent } from "./logged-event.ts";

/** A page of a log. */
export interface FeedPage<E extends LoggedEvent> {
  readonly source: string;
  readonly logId: string;
  /** Position of the newest event of the log; 0 when it is empty. */
  readonly head: number;
  readonly events: ReadonlyArray<E>;
}

/** What is asked of a feed. */
export interface FeedRequest {
  /** The page starts behind this position. */
  readonly after: number;
  /** Instead of `after`: the page begins with the first event at or after this instant (RFC 3339, UTC). */
  readonly since?: string | undefined;
  /** Events of the page at most. */
  readonly limit: number;
  /** Seconds to wait for a next event when there is none. */
  readonly wait: number;
  readonly signal: AbortSignal;
}

/** Reads one page. A rejection is an interruption: it is tried again. */
export type Feed<E extends LoggedEvent> = (request: FeedRequest) => Promise<FeedPage<E>>;
