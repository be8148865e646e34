/**
 * How a session is planned, moved, cancelled and held.
 *
 * @example
 * ```ts
 * import * as SessionPlanning from "@cpts/domain/SessionPlanning";
 *
 * SessionPlanning.isOpen("postponed"); // => true
 * SessionPlanning.isOpen("held"); // => false
 * ```
 */
import { Result, Schema } from "effect";
import type { CptsId } from "./Cpts.ts";
import { LocalDate } from "./LocalDate.ts";
import { LocalTime } from "./LocalTime.ts";
import { instantText, resolve, type ParisMoment } from "./ParisTime.ts";
import type { ActionId } from "./PreventionAction.ts";
import { SessionState, type NewSession, type Session, type SessionId, type SessionPatch, type SessionPlace } from "./Session.ts";

const at = { path: Schema.Array(Schema.String) };

/** What is wrong with the times of a session, and where: `end` when it is not after the start. */
export const SessionTimeProblem = Schema.Union([
  Schema.TaggedStruct("TimeSkipped", { ...at, date: LocalDate, time: LocalTime, next: LocalTime }),
  Schema.TaggedStruct("TimeRepeated", { ...at, date: LocalDate, time: LocalTime }),
  Schema.TaggedStruct("EndNotAfterStart", at),
  Schema.TaggedStruct("TooLong", { ...at, mostDays: Schema.Int }),
]).annotate({ title: "SessionTimeProblem", description: "What is wrong with the times of a session" });

/** What is wrong with the times of a session. */
export type SessionTimeProblem = typeof SessionTimeProblem.Type;

/** The times of a session are no times, every reason at once. */
export class SessionTimesRefused extends Schema.TaggedError<SessionTimesRefused>()("SessionTimesRefused", { problems: Schema.Array(SessionTimeProblem) }) {}

/** The session has reached a state from which this is not possible. */
export class SessionClosed extends Schema.TaggedError<SessionClosed>()("SessionClosed", { state: SessionState }) {}

/** Nothing was held before it began. */
export class SessionNotBegun extends Schema.TaggedError<SessionNotBegun>()("SessionNotBegun", { startsAt: Schema.String }) {}

/** A postponed session has no date to be held on: it is given one first. */
export class SessionWithoutDate extends Schema.TaggedError<SessionWithoutDate>()("SessionWithoutDate", {}) {}

/** Longer than that it is several sessions. */
const mostDays = 3;

type Times = Pick<Session, "start" | "end" | "startsAt" | "endsAt">;

const timesOf = (start: ParisMoment, end: ParisMoment): Result.Result<Times, SessionTimesRefused> => {
  const problems: Array<SessionTimeProblem> = [];
  const named = (["start", "end"] as const).map((name) => {
    const resolved = resolve(name === "start" ? start : end);
    if (Result.isSuccess(resolved)) return resolved.success;
    const { failure } = resolved;
    const said = { path: [name, "time"], date: failure.date, time: failure.time };
    problems.push(failure._tag === "TimeSkipped" ? { _tag: "TimeSkipped", ...said, next: failure.next } : { _tag: "TimeRepeated", ...said });
    return null;
  });
  const [first, last] = named;
  if (!first || !last) return Result.fail(new SessionTimesRefused({ problems }));
  if (last.at <= first.at) return Result.fail(new SessionTimesRefused({ problems: [{ _tag: "EndNotAfterStart", path: ["end"] }] }));
  if (last.at - first.at > mostDays * 86_400_000) return Result.fail(new SessionTimesRefused({ problems: [{ _tag: "TooLong", path: ["end"], mostDays }] }));
  return Result.succeed({ start: first.moment, end: last.moment, startsAt: instantText(first.at), endsAt: instantText(last.at) });
};

/** Whether a session may still change: planned, or waiting for a new date. */
export const isOpen = (state: SessionState): boolean => state === "planned" || state === "postponed";

const placeOf = ({ address, commune }: NewSession["place"]): SessionPlace => ({ commune, address: address ?? null });

/** Of which action and CPTS a session is. The identity comes from outside: the domain draws no number. */
export interface SessionOwner {
  readonly id: SessionId;
  readonly actionId: ActionId;
  readonly cptsId: CptsId;
}

/** The session that a plan makes. */
export const planSession = (owner: SessionOwner, input: NewSession): Result.Result<Session, SessionTimesRefused> =>
  Result.map(timesOf(input.start, input.end), (times) => ({
    ...owner,
    state: "planned" as const,
    place: placeOf(input.place),
    ...times,
    capacity: input.capacity ?? null,
    professions: input.professions ?? [],
    reason: null,
    sequence: 0,
    version: 1,
  }));

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** What a calendar shows of a session: when one of these differs it must be told. */
const shown = ({ endsAt, place, startsAt, state }: Session) => ({ endsAt, place, startsAt, state });

/** The next version of a session; the same one when nothing differs. */
const next = (before: Session, after: Session): Session =>
  isSame(before, after) ? before : { ...after, version: before.version + 1, sequence: isSame(shown(before), shown(after)) ? before.sequence : before.sequence + 1 };

const whenOpen = <A, E>(session: Session, then: () => Result.Result<A, E>): Result.Result<A, E | SessionClosed> =>
  isOpen(session.state) ? then() : Result.fail(new SessionClosed({ state: session.state }));

/** The session after a change: unchanged (same version) when nothing differs. A new date makes a postponed one planned. */
export const changeSession = (session: Session, patch: SessionPatch): Result.Result<Session, SessionTimesRefused | SessionClosed> =>
  whenOpen(session, () => {
    const isMoved = patch.start !== undefined || patch.end !== undefined;
    return Result.map(timesOf(patch.start ?? session.start, patch.end ?? session.end), (times) =>
      next(session, {
        ...session,
        ...times,
        state: isMoved ? "planned" : session.state,
        reason: isMoved && session.state === "postponed" ? null : session.reason,
        ...(patch.place === undefined ? {} : { place: placeOf(patch.place) }),
        ...(patch.capacity === undefined ? {} : { capacity: patch.capacity }),
        ...(patch.professions === undefined ? {} : { professions: patch.professions }),
      }),
    );
  });

/** The session put off: to new times, or to a date still to be found. */
export const postponeSession = (session: Session, reason: string, to: Pick<Session, "start" | "end"> | null): Result.Result<Session, SessionTimesRefused | SessionClosed> =>
  whenOpen(session, () => {
    if (to === null) return Result.succeed(next(session, { ...session, state: "postponed", reason }));
    return Result.map(timesOf(to.start, to.end), (times) => next(session, { ...session, ...times, state: "planned", reason }));
  });

/** The session that will not take place. Its sign-ups stay: they say who must be told. */
export const cancelSession = (session: Session, reason: string): Result.Result<Session, SessionClosed> =>
  whenOpen(session, () => Result.succeed(next(session, { ...session, state: "cancelled", reason })));

/** The session that took place, at an instant (milliseconds) that is not before its start. */
export const holdSession = (session: Session, now: number): Result.Result<Session, SessionClosed | SessionNotBegun | SessionWithoutDate> =>
  whenOpen<Session, SessionNotBegun | SessionWithoutDate>(session, () => {
    if (session.state === "postponed") return Result.fail(new SessionWithoutDate());
    if (instantText(now) < session.startsAt) return Result.fail(new SessionNotBegun({ startsAt: session.startsAt }));
    return Result.succeed(next(session, { ...session, state: "held" }));
  });
