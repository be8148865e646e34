/**
 * Reads a page of a log and says what it means for a cursor.
 *
 * @since 0.1.0
 */
import type { Feed, FeedPage } from "./feed.ts";
import { judgeEvent } from "./judge-event.ts";
import type { Cursor, LoggedEvent } from "./logged-event.ts";

/** What a page means. */
export type Reading<E extends LoggedEvent> =
  | { readonly _tag: "Next"; readonly batch: ReadonlyArray<E>; readonly logId: string; readonly head: number }
  | { readonly _tag: "LogChanged"; readonly logId: string; readonly head: number }
  | { readonly _tag: "Failed"; readonly error: unknown };

/** A page that is not the continuation of the log: a fault of the service or of what stands before it. */
class NotThePage extends Error {}

const nextOf = <E extends LoggedEvent>(cursor: Cursor, page: FeedPage<E>, limit: number): ReadonlyArray<E> => {
  const batch: Array<E> = [];
  let at: Cursor = { ...cursor, logId: page.logId };
  for (const event of page.events) {
    const verdict = judgeEvent(at, event);
    if (verdict === "beyond") throw new NotThePage(`the feed of ${cursor.source} gives ${event.logid}:${event.position} after ${page.logId}:${at.position}`);
    if (verdict === "next" && batch.length < limit) {
      batch.push(event);
      at = { ...at, position: event.position };
    }
  }
  if (batch.length === 0 && page.head > cursor.position) throw new NotThePage(`the feed of ${cursor.source} gives nothing after ${cursor.position} of ${page.head}`);
  return batch;
};

/** Reads the page behind the cursor. Never rejects. */
export const readPage = async <E extends LoggedEvent>(
  feed: Feed<E>,
  cursor: Cursor,
  request: { readonly limit: number; readonly wait: number; readonly signal: AbortSignal },
): Promise<Reading<E>> => {
  try {
    const page = await feed({ after: cursor.position, ...request });
    if (page.source !== cursor.source) throw new NotThePage(`the feed of ${cursor.source} is the one of ${page.source}`);
    const { head, logId } = page;
    if ((cursor.logId !== null && cursor.logId !== logId) || head < cursor.position) return { _tag: "LogChanged", logId, head };
    return { _tag: "Next", batch: nextOf(cursor, page, request.limit), logId, head };
  } catch (error) {
    return { _tag: "Failed", error };
  }
};
