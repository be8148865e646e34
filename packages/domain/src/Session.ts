/**
 * A session of an action: where and when people come, and how many professionals are needed to receive them.
 *
 * Its times are those of a clock in Paris, kept as said and as the instants they are. No person of the public is ever named.
 *
 * @example
 * ```ts
 * import * as Session from "@cpts/domain/Session";
 * import { Schema } from "effect";
 *
 * const body = {
 *   place: { commune: "37003", address: "Salle des fêtes" },
 *   start: { date: "2026-10-13", time: "09:00" },
 *   end: { date: "2026-10-13", time: "12:30" },
 *   professions: [{ profession: "60", count: 2 }]
 * };
 * Schema.is(Session.NewSession)(body); // => true
 * ```
 */
import { Schema } from "effect";
import { CommuneCode } from "./Cog.ts";
import { CptsId } from "./Cpts.ts";
import { Instant } from "./EventEnvelope.ts";
import { freeText } from "./FreeText.ts";
import { platformId } from "./internal/platformId.ts";
import { Code } from "./OpenCode.ts";
import { ParisMoment } from "./ParisTime.ts";
import { ActionId } from "./PreventionAction.ts";

/** Identity of a session. Issue: `platform-id.format`. */
export const SessionId = platformId("SessionId", "Identity of a session on the platform").pipe(Schema.brand("SessionId"));

/** Identity of a session. */
export type SessionId = typeof SessionId.Type;

/**
 * `planned`: it will take place. `postponed`: its old date is off, a new one is not known. `cancelled`: it will not take place.
 * `held`: it took place, and its results are known. The last two are final; results may be corrected.
 */
export const SessionState = Schema.Literals(["planned", "postponed", "cancelled", "held"]).annotate({ title: "SessionState", description: "Where a session stands" });

/** Where a session stands. */
export type SessionState = typeof SessionState.Type;

const address = freeText({ max: 300, title: "Address", description: "Where in the commune" });

/** Why a session is moved or cancelled. */
export const SessionReason = freeText({ max: 500, title: "SessionReason", description: "Why, for those who were to come: never a person" });

/** A place: a commune, and where in it as far as is known. */
export const SessionPlace = Schema.Struct({ commune: CommuneCode, address: Schema.NullOr(address) }).annotate({
  identifier: "SessionPlace",
  title: "SessionPlace",
  description: "Where a session takes place",
});

/** A place. */
export type SessionPlace = typeof SessionPlace.Type;

/** More professionals than a session has ever had. */
const mostPlaces = 1_000;
const places = Schema.Int.pipe(Schema.check(Schema.isBetween({ minimum: 1, maximum: mostPlaces }, { message: "session-capacity.range" })));

/** How many professionals can be received: beyond, they wait. Issue: `session-capacity.range` (1 to 1,000). */
export const SessionCapacity = places.annotate({ title: "SessionCapacity", description: "How many professionals can take part" });

/** How many of a profession are needed (TRE_G15). Issue: `session-capacity.range`. */
export const ProfessionNeed = Schema.Struct({ profession: Code, count: places }).annotate({
  identifier: "ProfessionNeed",
  title: "ProfessionNeed",
  description: "How many of a profession are needed",
});

/** How many of a profession are needed. */
export type ProfessionNeed = typeof ProfessionNeed.Type;

const eachOnce = (needs: ReadonlyArray<ProfessionNeed>) => {
  const seen = new Set<string>();
  return needs.flatMap(({ profession }, index) => (seen.size === seen.add(profession).size ? [{ path: [index, "profession"], issue: "session-professions.repeated" }] : []));
};

/** The professions needed, each once. Issues: `session-professions.too-many`, `session-professions.repeated`. */
export const ProfessionNeeds = Schema.Array(ProfessionNeed)
  .annotate({ title: "ProfessionNeeds", description: "The professions needed, each once" })
  .pipe(Schema.check(Schema.isMaxLength(30, { message: "session-professions.too-many" }), Schema.makeFilter(eachOnce)));

const placeInput = Schema.Struct({ commune: CommuneCode, address: Schema.optionalKey(address) });

/** What it takes to plan a session. Without a capacity everyone may come. */
export const NewSession = Schema.Struct({
  place: placeInput,
  start: ParisMoment,
  end: ParisMoment,
  capacity: Schema.optionalKey(SessionCapacity),
  professions: Schema.optionalKey(ProfessionNeeds),
}).annotate({ identifier: "NewSession", title: "NewSession", description: "What it takes to plan a session" });

/** What it takes to plan a session. */
export type NewSession = typeof NewSession.Type;

/** What to change in a session: absent keys stay, `null` clears. Issue: `session-patch.empty`. */
export const SessionPatch = Schema.Struct({
  place: Schema.optionalKey(placeInput),
  start: Schema.optionalKey(ParisMoment),
  end: Schema.optionalKey(ParisMoment),
  capacity: Schema.optionalKey(Schema.NullOr(SessionCapacity)),
  professions: Schema.optionalKey(ProfessionNeeds),
})
  .annotate({ title: "SessionPatch", description: "What to change in a session" })
  .pipe(Schema.check(Schema.makeFilter((patch: object) => Object.keys(patch).length > 0 || "session-patch.empty", { identifier: "SessionPatch" })));

/** What to change in a session. */
export type SessionPatch = typeof SessionPatch.Type;

/** A postponement gives both times, or neither. */
export const timesTogether = Schema.makeFilter(
  ({ end, start }: { readonly start?: unknown; readonly end?: unknown }) => (start === undefined) === (end === undefined) || { path: [start === undefined ? "start" : "end"], issue: "session-postponement.half" },
);

/** A session put off: to other times, or to a date still to be found. Issue: `session-postponement.half`. */
export const SessionPostponement = Schema.Struct({ reason: SessionReason, start: Schema.optionalKey(ParisMoment), end: Schema.optionalKey(ParisMoment) })
  .annotate({ title: "SessionPostponement", description: "A session put off" })
  .pipe(Schema.check(timesTogether));

/** A session put off. */
export type SessionPostponement = typeof SessionPostponement.Type;

/**
 * A session as it is kept. `startsAt` and `endsAt` are the instants of `start` and `end`. `version` counts all changes from 1,
 * `sequence` those that calendars must be told (date, place, state) from 0 (RFC 5545, section 3.8.7.4).
 */
export const Session = Schema.Struct({
  id: SessionId,
  actionId: ActionId,
  cptsId: CptsId,
  state: SessionState,
  place: SessionPlace,
  start: ParisMoment,
  end: ParisMoment,
  startsAt: Instant,
  endsAt: Instant,
  capacity: Schema.NullOr(SessionCapacity),
  professions: ProfessionNeeds,
  reason: Schema.NullOr(SessionReason).annotate({ description: "Why it was moved or cancelled" }),
  sequence: Schema.Int.annotate({ description: "Counts the changes that calendars are told, from 0" }).pipe(Schema.check(Schema.isGreaterThanOrEqualTo(0, { message: "session-sequence.range" }))),
  version: Schema.Int.annotate({ description: "Counts the changes, from 1" }).pipe(Schema.check(Schema.isGreaterThanOrEqualTo(1, { message: "version.range" }))),
}).annotate({ identifier: "PreventionSession", title: "Session", description: "A session of an action" });

/** A session as it is kept. */
export type Session = typeof Session.Type;
