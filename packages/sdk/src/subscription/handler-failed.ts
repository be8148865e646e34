/**
 * A handler gave up on an event.
 *
 * @since 0.1.0
 */

/** The handler rejected every time it was given this event. Everything before it was handled, and the cursor stands there. */
export class HandlerFailed extends Error {
  readonly _tag = "HandlerFailed";
  readonly source: string;
  /** The position of the event; of the first of its batch when nothing was tried again. */
  readonly position: number;
  readonly attempts: number;

  /** `cause` is what the handler rejected with last. */
  constructor(fields: { readonly source: string; readonly position: number; readonly attempts: number; readonly cause: unknown }) {
    super(`the handler failed ${fields.attempts} time(s) at ${fields.source}:${fields.position}: ${String(fields.cause)}`, { cause: fields.cause });
    this.name = "HandlerFailed";
    this.source = fields.source;
    this.position = fields.position;
    this.attempts = fields.attempts;
  }
}
