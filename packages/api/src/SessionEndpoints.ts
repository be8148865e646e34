/**
 * The sessions of actions over HTTP, and the events that tell of them.
 *
 * A request that is unusual but may be right (somebody is elsewhere at that time, a commune outside the territory) is refused
 * with the code of each warning, and accepted once `acknowledged` holds them.
 *
 * @example
 * ```ts
 * import { sessionEndpoints } from "@cpts/api/SessionEndpoints"
 *
 * sessionEndpoints.cancelSession.path // => "/v1/sessions/{id}/cancellation"
 * ```
 *
 * @since 0.1.0
 */
import { Acknowledged } from "@cpts/domain/Acknowledgement";
import { CommuneCode } from "@cpts/domain/Cog";
import { CptsId } from "@cpts/domain/Cpts";
import { LocalDate } from "@cpts/domain/LocalDate";
import { ActionId } from "@cpts/domain/PreventionAction";
import { ProfessionalId } from "@cpts/domain/Professional";
import * as Domain from "@cpts/domain/Session";
import { SessionCancelled, SessionChanged, SessionHeld, SessionPlanned } from "@cpts/domain/SessionEvents";
import { countsInOrder, SessionResults } from "@cpts/domain/SessionResults";
import { Schema } from "effect";
import { endpoint } from "./Endpoint.ts";
import { eventType } from "./EventType.ts";
import { page, pageQuery } from "./Page.ts";
import { SessionItem, SessionResultsView, SessionView, SignUpView } from "./SessionViews.ts";
import { wordReasons } from "./internal/word-reasons.ts";

const acknowledged = Schema.optionalKey(Acknowledged);
const sessionId = Schema.Struct({ id: Domain.SessionId });

/** A session to plan. */
export const NewSession = Schema.Struct({ ...Domain.NewSession.fields, acknowledged }).annotate({ identifier: "NewSession" });

const changesSomething = (patch: object) => Object.keys(patch).some((key) => key !== "acknowledged") || "session-patch.empty";

/** What to change in a session. */
export const SessionPatch = Schema.Struct({ ...Domain.SessionPatch.fields, acknowledged }).pipe(Schema.check(Schema.makeFilter(changesSomething, { identifier: "SessionPatch" })));

/** A session put off: to other times, or to a date still to be found. Issue: `session-postponement.half`. */
export const Postponement = Schema.Struct({ ...Domain.SessionPostponement.fields, acknowledged }).pipe(Schema.check(Domain.timesTogether, Schema.makeFilter(() => true, { identifier: "Postponement" })));

/** Why a session will not take place. */
export const SessionCancellation = Schema.Struct({ reason: Domain.SessionReason, acknowledged }).annotate({ identifier: "SessionCancellation" });

/** What a session came to. Once it has results, they are corrected: `reason` says why. `attendance`: the professionals who came. */
export const NewResults = Schema.Struct({
  ...SessionResults.fields,
  attendance: Schema.optionalKey(Schema.Array(ProfessionalId).pipe(Schema.check(Schema.isMaxLength(1_000), Schema.isUnique()))),
  reason: Schema.optionalKey(Domain.SessionReason),
  acknowledged,
})
  .annotate({ title: "NewResults" })
  .pipe(Schema.check(countsInOrder, Schema.makeFilter(() => true, { identifier: "NewResults" })));

/** Somebody who comes to receive the public. */
export const NewSignUp = Schema.Struct({ professionalId: ProfessionalId, acknowledged }).annotate({ identifier: "NewSignUp" });

/** Somebody who does not come after all. */
export const Withdrawal = Schema.Struct({ professionalId: ProfessionalId }).annotate({ identifier: "Withdrawal" });

const someone = "0198c0de-0000-7000-8000-000000000050";
const morning = { start: { date: "2026-10-13", time: "09:00" }, end: { date: "2026-10-13", time: "12:30" } } as const;
const place = { commune: "37003", address: "Salle des fêtes" } as const;

const writeEndpoints = {
  planSession: endpoint({
    id: "session.plan",
    method: "POST",
    path: "/v1/actions/{id}/sessions",
    params: Schema.Struct({ id: ActionId }),
    body: NewSession,
    response: SessionView,
    status: 201,
    versioned: true,
    problems: ["invalid-request", "illegal-transition"],
    permission: "session.plan",
    summary: { fr: "Planifier une séance d'une action", en: "Plan a session of an action" },
    example: { place, ...morning, capacity: 4, professions: [{ profession: "60", count: 2 }] },
  }),
  changeSession: endpoint({
    id: "session.change",
    method: "PATCH",
    path: "/v1/sessions/{id}",
    params: sessionId,
    body: SessionPatch,
    response: SessionView,
    versioned: true,
    problems: ["invalid-request", "illegal-transition", "version-conflict", "precondition-required"],
    permission: "session.change",
    summary: { fr: "Modifier une séance, ou redonner une date à une séance reportée", en: "Change a session, or give a postponed one a date" },
    example: { capacity: 6 },
  }),
  postponeSession: endpoint({
    id: "session.postpone",
    method: "POST",
    path: "/v1/sessions/{id}/postponement",
    params: sessionId,
    body: Postponement,
    response: SessionView,
    versioned: true,
    problems: ["invalid-request", "illegal-transition"],
    permission: "session.change",
    summary: { fr: "Reporter une séance, à une autre date ou sans date encore", en: "Put off a session, to another date or to none yet" },
    example: { reason: "Vaccins livrés plus tard" },
  }),
  cancelSession: endpoint({
    id: "session.cancel",
    method: "POST",
    path: "/v1/sessions/{id}/cancellation",
    params: sessionId,
    body: SessionCancellation,
    response: SessionView,
    versioned: true,
    problems: ["invalid-request", "illegal-transition"],
    permission: "session.change",
    summary: { fr: "Annuler une séance : les inscriptions restent, pour prévenir", en: "Cancel a session: its sign-ups stay, so that they are told" },
    example: { reason: "Salle fermée" },
  }),
  recordResults: endpoint({
    id: "session.record",
    method: "POST",
    path: "/v1/sessions/{id}/results",
    params: sessionId,
    body: NewResults,
    response: SessionResultsView,
    status: 201,
    problems: ["invalid-request", "illegal-transition", "unknown-reference"],
    permission: "session-result.record",
    summary: { fr: "Dire ce qu'une séance a donné, en nombres seulement, ou le corriger", en: "Say what a session came to, in counts alone, or correct it" },
    example: { byAge: [{ band: "40-64", count: 24 }, { band: "65-74", count: 31 }], screened: 40, referred: 12 },
  }),
  signUp: endpoint({
    id: "sign-up.record",
    method: "POST",
    path: "/v1/sessions/{id}/sign-ups",
    params: sessionId,
    body: NewSignUp,
    response: SignUpView,
    status: 201,
    problems: ["invalid-request", "illegal-transition", "already-exists", "unknown-reference"],
    permission: "sign-up.record",
    summary: { fr: "Inscrire quelqu'un de l'annuaire, en attente s'il n'y a plus de place", en: "Sign up somebody of the directory, to wait where no place is left" },
    example: { professionalId: someone },
  }),
  withdraw: endpoint({
    id: "sign-up.withdraw",
    method: "POST",
    path: "/v1/sessions/{id}/withdrawals",
    params: sessionId,
    body: Withdrawal,
    response: SignUpView,
    problems: ["invalid-request", "illegal-transition", "unknown-reference"],
    permission: "sign-up.record",
    summary: { fr: "Retirer une inscription : le premier qui attend prend la place", en: "Take back a sign-up: the first who waits takes the place" },
    example: { professionalId: someone },
  }),
};

const listSessions = endpoint({
  id: "session.list",
  method: "GET",
  path: "/v1/sessions",
  query: Schema.Struct({
    ...pageQuery,
    cpts: Schema.optionalKey(CptsId),
    action: Schema.optionalKey(ActionId),
    commune: Schema.optionalKey(CommuneCode),
    state: Schema.optionalKey(Domain.SessionState),
    from: Schema.optionalKey(LocalDate.annotate({ description: "Sessions that start on this day or later" })),
    to: Schema.optionalKey(LocalDate.annotate({ description: "Sessions that start before this day" })),
  }),
  response: page(SessionItem),
  permission: "session.read",
  summary: { fr: "Lister les séances des actions publiées, et des autres que l'on peut voir", en: "List the sessions of published actions, and of those one may see" },
});

/** The endpoints of sessions. */
export const sessionEndpoints = {
  ...writeEndpoints,
  listSessions,
  readSession: endpoint({
    id: "session.read",
    method: "GET",
    path: "/v1/sessions/{id}",
    params: sessionId,
    response: SessionView,
    versioned: true,
    permission: "session.read",
    summary: { fr: "Lire une séance", en: "Read a session" },
  }),
  readResults: endpoint({
    id: "session-result.read",
    method: "GET",
    path: "/v1/sessions/{id}/results",
    params: sessionId,
    response: SessionResultsView,
    permission: "session-result.read",
    summary: { fr: "Ce qu'une séance a donné, exactement, avec ses corrections et qui est venu", en: "What a session came to, exactly, with its corrections and who came" },
  }),
  listSignUps: endpoint({
    id: "sign-up.list",
    method: "GET",
    path: "/v1/sessions/{id}/sign-ups",
    params: sessionId,
    query: Schema.Struct(pageQuery),
    response: page(SignUpView),
    permission: "sign-up.read",
    summary: { fr: "Qui vient à une séance, qui attend, qui s'est retiré", en: "Who comes to a session, who waits, who has withdrawn" },
  }),
};

const ofSession = { sessionId: "0198c0de-0000-7000-8000-000000000060", actionId: "0198c0de-0000-7000-8000-000000000040", cptsId: "0198c0de-0000-7000-8000-000000000001" };
const content = { startsAt: "2026-10-13T07:00:00Z", endsAt: "2026-10-13T10:30:00Z", commune: "37003", capacity: 4, professions: [{ profession: "60", count: 2 }], sequence: 0 } as const;
const ofService = { service: "prevention", aggregate: "session", version: 1 } as const;

/** The events of sessions. */
export const sessionEvents = {
  sessionPlanned: eventType({
    ...ofService,
    event: "planned",
    payload: SessionPlanned,
    summary: { fr: "Une séance est planifiée", en: "A session is planned" },
    example: { ...ofSession, ...content },
  }),
  sessionChanged: eventType({
    ...ofService,
    event: "changed",
    payload: SessionChanged,
    summary: { fr: "Une séance a changé, est reportée, ou a de nouveau une date", en: "A session has changed, is put off, or has a date again" },
    example: { ...ofSession, sequence: 1, state: "postponed", texts: ["reason"] },
  }),
  sessionCancelled: eventType({
    ...ofService,
    event: "cancelled",
    payload: SessionCancelled,
    summary: { fr: "Une séance n'aura pas lieu", en: "A session will not take place" },
    example: { ...ofSession, sequence: 1, on: "2026-10-12", professionalIds: [someone] },
  }),
  sessionHeld: eventType({
    ...ofService,
    event: "held",
    payload: SessionHeld,
    words: { "/results/rule": wordReasons.computed },
    summary: { fr: "Une séance a eu lieu, ou ses résultats sont corrigés", en: "A session took place, or its results are corrected" },
    example: {
      ...ofSession,
      sequence: 1,
      on: "2026-10-13",
      results: { reached: 55, byAge: [{ band: "40-64", count: 24 }, { band: "65-74", count: 31 }], screened: 40, referred: 12, rule: "small-counts-below-11" },
      corrects: false,
    },
  }),
};
