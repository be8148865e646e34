import { Problem } from "@cpts/api/Problem";
import { prevention } from "@cpts/api/Prevention";
import type { NewSession, Postponement, SessionCancellation, SessionPatch } from "@cpts/api/SessionEndpoints";
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
import { bornTexts, requireSeen } from "../warnings/warning.ts";
import { outsideTerritory } from "./queries.ts";
import { columnsOf } from "./rows.ts";
import { comingTo, promoteWaiting } from "./sign-ups.ts";
import { decided, lockSession, storeChange, storeSession } from "./writing.ts";

const ofAction = statement<[id: string], { readonly cpts_id: CptsId; readonly state: string }>("select cpts_id, state from action where id = $1 for share");

const requirePlaceSeen = (session: Session, acknowledged: (typeof NewSession.Type)["acknowledged"]) =>
  Effect.gen(function* () {
    const texts = bornTexts([[["place", "address"], session.place.address]], yield* today);
    yield* requireSeen([...(yield* outsideTerritory(session)), ...texts], acknowledged);
  });

const requireReasonSeen = ({ acknowledged, reason }: typeof SessionCancellation.Type) =>
  Effect.flatMap(today, (now) => requireSeen(bornTexts([[["reason"], reason]], now), acknowledged));

/** Plans a session of an action. Where it is outside the territory, whoever plans it has said to know. */
export const planSession = (actionId: ActionId, { acknowledged, ...input }: typeof NewSession.Type) =>
  Effect.gen(function* () {
    const [action] = yield* read((db) => ofAction(db, actionId));
    if (action === undefined) return yield* new Problem({ type: "not-found" });
    // The platform's ids are UUIDs.
    const id = (yield* (yield* Ids).next) as SessionId;
    const session = yield* decided(Domain.planSession({ id, actionId, cptsId: action.cpts_id }, input));
    yield* requirePlaceSeen(session, acknowledged);
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
    if (patch.place !== undefined || patch.start !== undefined) yield* requirePlaceSeen(after, acknowledged);
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
    if (start !== undefined) yield* requirePlaceSeen(after, body.acknowledged);
    yield* storeChange(before, after);
  });

/** Cancels a session. Its sign-ups stay, and the event says by their ids who must be told. */
export const cancelSession = (id: SessionId, body: typeof SessionCancellation.Type) =>
  Effect.gen(function* () {
    const { session: before } = yield* lockSession(id);
    yield* requireReasonSeen(body);
    const after = yield* decided(Domain.cancelSession(before, body.reason));
    yield* storeSession(after);
    const data = sessionCancelled(after, yield* today, yield* comingTo(id));
    yield* record(prevention.events.sessionCancelled, { aggregateId: id, aggregateVersion: after.version, data });
  });
