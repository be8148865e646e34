import { envelopeOf, type EncodedEnvelope } from "../log/envelope.ts";
import type { EncodedFeedPage } from "../log/reader.ts";
import type { Pending } from "../log/seal.ts";

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
  const events = new Map<number, EncodedEnvelope>();
  let head = 0;
  return {
    add: ({ events: recorded, position: last }) => {
      if (last === null) return;
      for (const [index, event] of recorded.entries()) {
        const position = last.position - recorded.length + 1 + index;
        events.set(position, envelopeOf(source, event, { logId: last.logId, position }));
      }
      head = Math.max(head, last.position);
      for (const position of events.keys()) {
        if (events.size <= capacity) break;
        events.delete(position);
      }
    },
    pageAfter: (position, limit) => {
      const page: Array<EncodedEnvelope> = [];
      for (let event = events.get(position + 1); event !== undefined && page.length < limit; event = events.get(position + 1 + page.length)) page.push(event);
      const last = page.at(-1);
      return last === undefined ? null : { source, logId: last.logid, head, scannedTo: last.position, events: page };
    },
  };
};
