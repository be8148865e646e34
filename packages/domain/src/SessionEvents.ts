/**
 * What the prevention service tells of sessions: planned, changed, cancelled, held. Ids and public facts: the texts people type
 * stay in the service, counts are those that everyone may see, and only a cancellation names, by ids, who must be told.
 *
 * @example
 * ```ts
 * import * as SessionEvents from "@cpts/domain/SessionEvents";
 *
 * "professionalIds" in SessionEvents.SessionCancelled.fields; // => true
 * "address" in SessionEvents.SessionPlanned.fields; // => false
 * ```
 */
import { Schema } from "effect";
import { CommuneCode } from "./Cog.ts";
import { LocalDate } from "./LocalDate.ts";
import { ProfessionalId } from "./Professional.ts";
import { Session, type SessionState } from "./Session.ts";
import { ShownResults } from "./SessionResults.ts";

const { actionId, capacity, cptsId, endsAt, id: sessionId, professions, sequence, startsAt } = Session.fields;
const ofSession = { sessionId, actionId, cptsId };

/** A session is planned. */
export const SessionPlanned = Schema.Struct({ ...ofSession, startsAt, endsAt, commune: CommuneCode, capacity, professions, sequence }).annotate({
  identifier: "SessionPlanned",
  title: "SessionPlanned",
  description: "A session is planned",
});

/** A session is planned. */
export type SessionPlanned = typeof SessionPlanned.Type;

/** A text of a session that no event holds. */
export const SessionText = Schema.Literals(["address", "reason"]).annotate({ title: "SessionText", description: "A text of a session" });

/** A session has changed, is put off, or has a date again: only what differs, with its new value; texts by their names. */
export const SessionChanged = Schema.Struct({
  ...ofSession,
  sequence,
  state: Schema.optionalKey(Schema.Literals(["planned", "postponed"])),
  startsAt: Schema.optionalKey(startsAt),
  endsAt: Schema.optionalKey(endsAt),
  commune: Schema.optionalKey(CommuneCode),
  capacity: Schema.optionalKey(capacity),
  professions: Schema.optionalKey(professions),
  texts: Schema.optionalKey(Schema.Array(SessionText).annotate({ description: "Texts that changed" })),
}).annotate({ identifier: "SessionChanged", title: "SessionChanged", description: "A session has changed" });

/** A session has changed. */
export type SessionChanged = typeof SessionChanged.Type;

/** A session will not take place. */
export const SessionCancelled = Schema.Struct({
  ...ofSession,
  sequence,
  on: LocalDate,
  professionalIds: Schema.Array(ProfessionalId).annotate({ description: "Those who were to come, or waited: they must be told" }),
}).annotate({ identifier: "SessionCancelled", title: "SessionCancelled", description: "A session will not take place" });

/** A session will not take place. */
export type SessionCancelled = typeof SessionCancelled.Type;

/** A session took place; told again, with all its counts, when they are corrected. */
export const SessionHeld = Schema.Struct({
  ...ofSession,
  sequence,
  on: LocalDate.annotate({ description: "Day on which the results were recorded" }),
  results: ShownResults,
  corrects: Schema.Boolean.annotate({ description: "Whether results told before are corrected" }),
}).annotate({ identifier: "SessionHeld", title: "SessionHeld", description: "A session took place" });

/** A session took place. */
export type SessionHeld = typeof SessionHeld.Type;

const ids = (session: Session) => ({ sessionId: session.id, actionId: session.actionId, cptsId: session.cptsId });

/** What is told of the content of a session. */
const content = (session: Session) => ({
  startsAt: session.startsAt,
  endsAt: session.endsAt,
  commune: session.place.commune,
  capacity: session.capacity,
  professions: session.professions,
});

/** The payload of a plan. */
export const sessionPlanned = (session: Session): SessionPlanned => ({ ...ids(session), ...content(session), sequence: session.sequence });

const isOnTheWay = (state: SessionState): state is "planned" | "postponed" => state === "planned" || state === "postponed";

/** The payload of a change. */
export const sessionChanged = (before: Session, after: Session): SessionChanged => {
  const was: Readonly<Record<string, unknown>> = content(before);
  const differs = Object.entries(content(after)).filter(([field, value]) => JSON.stringify(value) !== JSON.stringify(was[field]));
  const texts = [...(before.place.address === after.place.address ? [] : (["address"] as const)), ...(before.reason === after.reason ? [] : (["reason"] as const))];
  return {
    ...ids(after),
    sequence: after.sequence,
    ...(before.state !== after.state && isOnTheWay(after.state) ? { state: after.state } : {}),
    ...Object.fromEntries(differs),
    ...(texts.length === 0 ? {} : { texts }),
  };
};

/** The payload of a cancellation. */
export const sessionCancelled = (session: Session, on: LocalDate, professionalIds: ReadonlyArray<ProfessionalId>): SessionCancelled => ({
  ...ids(session),
  sequence: session.sequence,
  on,
  professionalIds,
});

/** The payload of a session that took place. */
export const sessionHeld = (session: Session, on: LocalDate, results: ShownResults, corrects: boolean): SessionHeld => ({ ...ids(session), sequence: session.sequence, on, results, corrects });
