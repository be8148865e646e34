import { Problem } from "@cpts/api/Problem";
import { prevention } from "@cpts/api/Prevention";
import type { NewSession, Postponement, SessionCancellation, SessionPatch } from "@cpts/api/SessionEndpoints";
import type { ActionProgress } from "@cpts/domain/ActionConduct";
import type { CptsId } from "@cpts/domain/Cpts";
import type { ActionId } from "@cpts/domain/PreventionAction";
import type { Session, SessionId } from "@cpts/domain/Session";
import { sessionCancelled, sessionPlanned } from "@cpts/domain/SessionEvents";
import * as Domain from "@cpts/domain/SessionPlanning";
import { statement } from "@cpts/service-kit/database/statement";
import { record } from "@cpts/service-kit/events/log/record";
import { Ids } from "@cpts/service-kit/ids";
import { today } from "@cpts/service-kit/time/today";
import { Effect } from "effect";
import { read, write } from "../database/tables.ts";
import { bornTexts, requireSeen, type Unusual } from "../warnings/warning.ts";
import { actionCancelled } from "./faults.ts";
import { outsideTerritory } from "./queries.ts";
import { columnsOf } from "./rows.ts";
import { comingTo, overlapsWhenMoved, promoteWaiting } from "./sign-ups.ts";
import { decided, lockSession, storeChange, storeSession } from "./writing.ts";

const ofAction = statement<[id: string], { readonly cpts_id: CptsId; readonly state: string; readonly progress: ActionProgress | null }>(
  "select a.cpts_id, a.state, (select c.progress from action_conduct c where c.action_id = a.id) as progress from action a where a.id = $1 for share of a",
);
const openStatement = statement<[action: string], { readonly id: SessionId }>("select id from session where action_id = $1 and state in ('planned', 'postponed') order by starts_at, id for update");
const awaitedStatement = statement<[action: string], { readonly sessions: number; readonly people: number }>(
  `select count(distinct s.id)::integer as sessions, count(distinct u.professional_id)::integer as people
   from session s left join session_sign_up u on u.session_id = s.id and u.state <> 'withdrawn' where s.action_id = $1 and s.state in ('planned', 'postponed')`,
);

/** Where and when a session takes place: outside the territory, or while those who come are elsewhere, is to be known. */
const requirePlaceSeen = (session: Session, isMoved: boolean, acknowledged: (typeof NewSession.Type)["acknowledged"]) =>
  Effect.gen(function* () {
    const texts = bornTexts([[["place", "address"], session.place.address]], yield* today);
    const overlaps = isMoved ? yield* overlapsWhenMoved(session) : [];
    yield* requireSeen([...(yield* outsideTerritory(session)), ...texts, ...overlaps], acknowledged);
  });

const requireReasonSeen = ({ acknowledged, reason }: typeof SessionCancellation.Type) =>
  Effect.flatMap(today, (now) => requireSeen(bornTexts([[["reason"], reason]], now), acknowledged));

/** Plans a session of an action. Where it is outside the territory, whoever plans it has said to know. */
export const planSession = (actionId: ActionId, { acknowledged, ...input }: typeof NewSession.Type) =>
  Effect.gen(function* () {
    const [action] = yield* read((db) => ofAction(db, actionId));
    if (action === undefined) return yield* new Problem({ type: "not-found" });
    if (action.progress === "cancelled") return yield* actionCancelled();
    // The platform's ids are UUIDs.
    const id = (yield* (yield* Ids).next) as SessionId;
    const session = yield* decided(Domain.planSession({ id, actionId, cptsId: action.cpts_id }, input));
    yield* requirePlaceSeen(session, false, acknowledged);
    yield* write((db) => db.insertInto("session").values({ ...columnsOf(session), is_public: action.state !== "planned" }).execute());
    yield* record(prevention.events.sessionPlanned, { aggregateId: id, aggregateVersion: 1, data: sessionPlanned(session) });
    return id;
  });

/** Changes a session from the version that the caller has read; more places are given to those who wait. */
export const changeSession = (id: SessionId, { acknowledged, ...patch }: typeof SessionPatch.Type, ifMatch: number) =>
  Effect.gen(function* () {
    const { session: before } = yield* lockSession(id);
    if (before.version !== ifMatch)
      return yield* new Problem({
        type: "version-conflict",
        detail: { fr: `La séance en est à la version ${before.version}. Relisez-la, puis refaites votre modification.`, en: `The session is at version ${before.version}. Read it again, then make your change anew.` },
      });
    const after = yield* decided(Domain.changeSession(before, patch));
    const isMoved = after.startsAt !== before.startsAt || after.endsAt !== before.endsAt;
    if (patch.place !== undefined || isMoved) yield* requirePlaceSeen(after, isMoved, acknowledged);
    yield* storeChange(before, after);
    if (patch.capacity !== undefined) yield* promoteWaiting(after);
  });

/** Puts a session off, to other times or to a date still to be found. */
export const postponeSession = (id: SessionId, body: typeof Postponement.Type) =>
  Effect.gen(function* () {
    const { session: before } = yield* lockSession(id);
    yield* requireReasonSeen(body);
    const { end, start } = body;
    const after = yield* decided(Domain.postponeSession(before, body.reason, start === undefined || end === undefined ? null : { start, end }));
    if (start !== undefined) yield* requirePlaceSeen(after, true, body.acknowledged);
    yield* storeChange(before, after);
  });

const tellCancelled = (after: Session) =>
  Effect.gen(function* () {
    yield* storeSession(after);
    const data = sessionCancelled(after, yield* today, yield* comingTo(after.id));
    yield* record(prevention.events.sessionCancelled, { aggregateId: after.id, aggregateVersion: after.version, data });
  });

/** Cancels a session. Its sign-ups stay, and the event says by their ids who must be told. */
export const cancelSession = (id: SessionId, body: typeof SessionCancellation.Type) =>
  Effect.gen(function* () {
    const { session: before } = yield* lockSession(id);
    yield* requireReasonSeen(body);
    yield* tellCancelled(yield* decided(Domain.cancelSession(before, body.reason)));
  });

/** What the cancellation of an action takes along, to be known before. */
export const sessionsLost = (actionId: ActionId) =>
  Effect.map(read((db) => awaitedStatement(db, actionId)), ([found = { sessions: 0, people: 0 }]): ReadonlyArray<Unusual> =>
    found.sessions === 0
      ? []
      : [
          {
            code: "sessions-cancelled-too",
            path: ["to"],
            message: {
              fr: `annuler cette action annule aussi ses séances à venir : ${found.sessions}, avec ${found.people} inscrits à prévenir`,
              en: `to cancel this action cancels its sessions to come too: ${found.sessions}, with ${found.people} signed up to be told`,
            },
          },
        ],
  );

/** Cancels the sessions of an action that is cancelled, for its reason. The action is held meanwhile: no other is planned. */
export const cancelSessionsOf = (actionId: ActionId, reason: string) =>
  Effect.gen(function* () {
    for (const { id } of yield* write((db) => openStatement(db, actionId))) {
      const { session } = yield* lockSession(id);
      yield* tellCancelled(yield* decided(Domain.cancelSession(session, reason)));
    }
  });
