/**
 * Places in a log of events, and the rule by which a subscriber moves along it.
 *
 * Every log numbers its events 1, 2, 3... without hole, and has a `logId` that changes when its history does (restore,
 * loss). So a duplicate, a disorder and a loss are all seen by comparing two integers.
 *
 * @example
 * ```ts
 * import * as Position from "@cpts/domain/Position";
 * import { Schema } from "effect";
 *
 * const at = Schema.decodeUnknownSync(Position.PositionFromString)("registry@0f9c2b7e-log:41");
 * Position.formatPosition(at); // => "registry@0f9c2b7e-log:41"
 * Position.judge(at, { logId: at.logId, position: 42 }); // => "apply"
 * Position.judge(at, { logId: at.logId, position: 45 }); // => { gap: { from: 42, to: 44 } }
 * ```
 */
import { Schema, SchemaTransformation } from "effect";

/** The largest integer of a CloudEvents attribute (CloudEvents 1.0.2, type system: signed 32 bits). */
export const maxPosition = 2_147_483_647;

/** The name of a service that has a log. Issue: `service-name.format`. */
export const ServiceName = Schema.String.annotate({
  title: "ServiceName",
  description: "Name of a service",
  examples: ["registry"],
}).pipe(Schema.check(Schema.isPattern(/^[a-z][0-9a-z]{0,30}(?:-[0-9a-z]{1,30}){0,3}$/u, { message: "service-name.format" })));

/** The identity of a log, renewed when its history changes. Issue: `log-id.format`. */
export const LogId = Schema.String.annotate({
  title: "LogId",
  description: "Identity of a log of events, renewed when its history changes",
  examples: ["0b7e1c52-5b0e-4f0e-9c1d-2a3b4c5d6e7f"],
}).pipe(Schema.check(Schema.isPattern(/^[0-9A-Za-z_-]{8,64}$/u, { message: "log-id.format" })), Schema.brand("LogId"));

/** The identity of a log. */
export type LogId = typeof LogId.Type;

/** The number of an event in its log, from 1; 0 is the place before the first. Issue: `position.range`. */
export const PositionNumber = Schema.Int.annotate({ title: "PositionNumber", description: "Place in a log, 0 before the first event" }).pipe(
  Schema.check(Schema.isBetween({ minimum: 0, maximum: maxPosition }, { message: "position.range" })),
);

/** A place in the log of a service. */
export const Position = Schema.Struct({ source: ServiceName, logId: LogId, position: PositionNumber }).annotate({
  title: "Position",
  description: "A place in the log of a service",
});

/** A place in the log of a service. */
export type Position = typeof Position.Type;

/** `registry@<logId>:<position>`, the value of the headers `Cpts-Position` and `Cpts-After`. */
export const formatPosition = ({ logId, position, source }: { readonly source: string; readonly logId: string; readonly position: number }): string =>
  `${source}@${logId}:${position}`;

const split = (text: string): { readonly source: string; readonly logId: string; readonly position: number } => {
  const at = text.indexOf("@");
  const colon = text.indexOf(":", at);
  return { source: text.slice(0, at), logId: text.slice(at + 1, colon), position: Number(text.slice(colon + 1)) };
};

/** Reads and writes `registry@<logId>:<position>`. Issue: `position.format`. */
export const PositionFromString = Schema.String.annotate({
  title: "PositionFromString",
  description: "A place in the log of a service, <service>@<logId>:<position>",
  examples: ["registry@0b7e1c52-5b0e-4f0e-9c1d-2a3b4c5d6e7f:41"],
}).pipe(
  Schema.check(Schema.isPattern(/^[0-9a-z-]{1,128}@[0-9A-Za-z_-]{8,64}:(?:0|[1-9]\d{0,9})$/u, { message: "position.format" })),
  Schema.decodeTo(Position, SchemaTransformation.transform({ decode: split, encode: formatPosition })),
);

/** How far a subscriber has read a log; 0 when it has read nothing. */
export interface Cursor {
  readonly logId: LogId;
  readonly position: number;
}

/** Where an event stands. */
export interface Incoming {
  readonly logId: LogId;
  readonly position: number;
}

/**
 * What to do with an event: apply it (it is the next one), drop it (it was applied), read the missing ones from the feed first
 * (`from` and `to` included), or start again because the log is another one.
 */
export type Verdict = "apply" | "already-applied" | "log-changed" | { readonly gap: { readonly from: number; readonly to: number } };

/** The cursor rule. */
export const judge = (cursor: Cursor, incoming: Incoming): Verdict => {
  if (incoming.logId !== cursor.logId) return "log-changed";
  if (incoming.position <= cursor.position) return "already-applied";
  if (incoming.position === cursor.position + 1) return "apply";
  return { gap: { from: cursor.position + 1, to: incoming.position - 1 } };
};

/** What the head of a log says to a subscriber: nothing new, events to read, or another history (a head below the cursor included). */
export const judgeHead = (
  cursor: Cursor,
  head: Incoming,
): "up-to-date" | "log-changed" | { readonly gap: { readonly from: number; readonly to: number } } => {
  if (head.logId !== cursor.logId || head.position < cursor.position) return "log-changed";
  return head.position === cursor.position ? "up-to-date" : { gap: { from: cursor.position + 1, to: head.position } };
};

/** The cursor once the event is applied. */
export const advance = (cursor: Cursor, incoming: Incoming): Cursor => ({ logId: cursor.logId, position: incoming.position });
