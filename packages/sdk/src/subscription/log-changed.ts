/**
 * The log that was followed is no more.
 *
 * @since 0.1.0
 */
import type { Cursor } from "./logged-event.ts";

/**
 * The log is another one (a restore, a loss), or shorter than the cursor: positions of before mean nothing in it.
 * What was built from the old one has to be rebuilt: drop it with the cursor (`store.clear(error.source)`) and follow from the beginning.
 */
export class LogChanged extends Error {
  readonly _tag = "LogChanged";
  /** The source whose log it is. */
  readonly source: string;
  /** How far the subscription had come, in the log that is gone. */
  readonly cursor: Cursor;
  /** The log there is now. */
  readonly logId: string;
  readonly head: number;

  constructor(fields: { readonly cursor: Cursor; readonly logId: string; readonly head: number }) {
    super(`the log of ${fields.cursor.source} is now ${fields.logId} (head ${fields.head}); the cursor was at ${fields.cursor.logId}:${fields.cursor.position}`);
    this.name = "LogChanged";
    this.source = fields.cursor.source;
    this.cursor = fields.cursor;
    this.logId = fields.logId;
    this.head = fields.head;
  }
}
