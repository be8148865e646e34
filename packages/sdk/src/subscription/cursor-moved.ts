/**
 * Somebody else moved a cursor.
 *
 * @since 0.1.0
 */

/** The stored cursor is not where the subscription believes: it was cleared or set back meanwhile. Start the subscription again. */
export class CursorMoved extends Error {
  readonly _tag = "CursorMoved";
  readonly source: string;

  constructor(source: string) {
    super(`the cursor of ${source} was cleared or set back, or never begun`);
    this.name = "CursorMoved";
    this.source = source;
  }
}
