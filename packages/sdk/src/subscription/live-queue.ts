/**
 * Events that came over the live lane and wait for their turn, of bounded number: when there are too many it keeps
 * none and says that it missed some, for the feed has them all.
 *
 * @since 0.1.0
 */
import { judgeEvent } from "./judge-event.ts";
import type { Cursor, LoggedEvent } from "./logged-event.ts";

/** What a queue has for a cursor. */
export interface Taken<E extends LoggedEvent> {
  /** Events that follow the cursor without a gap. */
  readonly batch: ReadonlyArray<E>;
  /** The lane knows of something that the cursor has not seen: the feed has to be read. */
  readonly behind: boolean;
}

/** A bounded queue. */
export interface LiveQueue<E extends LoggedEvent> {
  readonly offer: (event: E) => void;
  /** Takes what follows the cursor, drops what it has passed, keeps the rest. */
  readonly take: (cursor: Cursor, limit: number) => Taken<E>;
  readonly clear: () => void;
  /** Events that wait. */
  readonly size: () => number;
}

/** A queue of at most `capacity` events. */
export const makeLiveQueue = <E extends LoggedEvent>(capacity: number): LiveQueue<E> => {
  let waiting: Array<E> = [];
  let overflowed = false;
  return {
    offer: (event) => {
      if (waiting.length < capacity) {
        waiting.push(event);
        return;
      }
      waiting = [];
      overflowed = true;
    },
    take: (cursor, limit) => {
      const batch: Array<E> = [];
      const kept: Array<E> = [];
      let at = cursor;
      for (const event of waiting) {
        const verdict = judgeEvent(at, event);
        if (verdict === "next" && batch.length < limit) {
          batch.push(event);
          at = { ...at, position: event.position };
        } else if (verdict !== "seen") {
          kept.push(event);
        }
      }
      waiting = kept;
      const behind = overflowed || (batch.length === 0 && kept.length > 0);
      overflowed = false;
      return { batch, behind };
    },
    clear: () => {
      waiting = [];
    },
    size: () => waiting.length,
  };
};
