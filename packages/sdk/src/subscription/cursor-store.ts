/**
 * Where a subscriber keeps how far it has come.
 *
 * @since 0.1.0
 */
import type { Cursor } from "./logged-event.ts";

/** Keeps the cursor of one subscription. */
export interface CursorStore {
  /** Null before the first `save`. */
  readonly load: () => Promise<Cursor | null>;
  readonly save: (cursor: Cursor) => Promise<void>;
}

/** Keeps the cursor as long as the process lives: for tests, and for subscribers that rebuild at each start. */
export const memoryCursor = (initial: Cursor | null = null): CursorStore => {
  let kept = initial;
  return {
    load: () => Promise.resolve(kept),
    save: (cursor) => {
      kept = cursor;
      return Promise.resolve();
    },
  };
};
