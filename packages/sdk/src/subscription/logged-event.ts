/**
 * An event with its place in the log of its service: all that following a log has to know of it.
 *
 * @since 0.1.0
 */

/** The members of an event (CloudEvents 1.0 JSON) that the engine reads. */
export interface LoggedEvent {
  /** The service whose log it is. */
  readonly source: string;
  readonly type: string;
  /** Random name of the log; another one after a restore. */
  readonly logid: string;
  /** 1, 2, 3... without a gap within one log. */
  readonly position: number;
}

/** How far a subscription has come. `logId` is null before the log has been met. */
export interface Cursor {
  readonly source: string;
  readonly logId: string | null;
  /** The position of the last event that was handled; 0 before the first. */
  readonly position: number;
}

/** Before the first event of a log. */
export const beginningOf = (source: string): Cursor => ({ source, logId: null, position: 0 });

/** True of what has the members above. What a broker carries can be anything. */
export const isLoggedEvent = (value: unknown): value is LoggedEvent =>
  typeof value === "object" &&
  value !== null &&
  "source" in value &&
  typeof value.source === "string" &&
  "type" in value &&
  typeof value.type === "string" &&
  "logid" in value &&
  typeof value.logid === "string" &&
  "position" in value &&
  Number.isSafeInteger(value.position);
