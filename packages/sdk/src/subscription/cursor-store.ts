/**
 * Where a subscriber keeps how far it has come: one cursor for each source it follows.
 *
 * @since 0.1.0
 */
import type { Cursor } from "./logged-event.ts";

/** Keeps the cursors of one subscription, one for each source. */
export interface CursorStore {
  /** The cursor of a source; null before the first `save`. */
  readonly load: (source: string) => Promise<Cursor | null>;
  /** Keeps a cursor as that of its source. */
  readonly save: (cursor: Cursor) => Promise<void>;
  /** Forgets the cursor of a source, or of all: the way out of `LogChanged`, with what was built from the events. */
  readonly clear: (source?: string) => Promise<void>;
  /**
   * Keeps a cursor to start from unless there is one already, and gives the one that is kept. For stores that several processes
   * share; the others `save` it.
   */
  readonly begin?: (cursor: Cursor) => Promise<Cursor>;
}

/** Keeps cursors as long as the process lives: for tests, and for subscribers that rebuild at each start. */
export const memoryCursor = (...initial: ReadonlyArray<Cursor>): CursorStore => {
  const kept = new Map(initial.map((cursor) => [cursor.source, cursor]));
  return {
    load: (source) => Promise.resolve(kept.get(source) ?? null),
    save: (cursor) => {
      kept.set(cursor.source, cursor);
      return Promise.resolve();
    },
    clear: (source) => {
      if (source === undefined) kept.clear();
      else kept.delete(source);
      return Promise.resolve();
    },
  };
};
