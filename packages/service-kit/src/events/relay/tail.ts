import { sourceOf } from "@cpts/domain/EventEnvelope";
import type { Pending } from "../log/seal.ts";
import type { EncodedFeedPage } from "../log/reader.ts";

type EncodedEvent = EncodedFeedPage["events"][number];

/** What is kept: far more than is ever under way at once. */
const capacity = 256;

/** The end of the log as far as this process has written it, in memory. */
export interface Tail {
  /** Takes what a transaction has committed. */
  readonly add: (committed: Pending) => void;
  /** The events right behind a position, without a gap; null when this process does not know what comes there. */
  readonly pageAfter: (position: number, limit: number) => EncodedFeedPage | null;
}

/**
 * Keeps what this process committed last, so that it need not be read back: a round trip less between the commit and the
 * broker. Whatever else is in the log, of other replicas or of earlier, is read from there.
 */
export const makeTail = (source: string): Tail => {
  const events = new Map<number, EncodedEvent>();
  let head = 0;
  return {
    add: ({ events: recorded, position: last }) => {
      if (last === null) return;
      for (const [index, event] of recorded.entries()) {
        const position = last.position - recorded.length + 1 + index;
        events.set(position, {
          specversion: "1.0",
          id: event.id,
          source: sourceOf(source),
          type: event.type,
          subject: event.aggregateId,
          time: event.occurredAt,
          datacontenttype: "application/json",
          data: event.data,
          logid: last.logId,
          position,
          aggregateversion: event.aggregateVersion,
          ...(event.traceparent === null ? {} : { traceparent: event.traceparent }),
        });
      }
      head = Math.max(head, last.position);
      for (const position of events.keys()) {
        if (events.size <= capacity) break;
        events.delete(position);
      }
    },
    pageAfter: (position, limit) => {
      const page: Array<EncodedEvent> = [];
      for (let event = events.get(position + 1); event !== undefined && page.length < limit; event = events.get(position + 1 + page.length)) page.push(event);
      const last = page.at(-1);
      return last === undefined ? null : { source, logId: last.logid, head, scannedTo: last.position, events: page };
    },
  };
};
