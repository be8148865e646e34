import { Problem } from "@cpts/api/Problem";
import { prevention } from "@cpts/api/Prevention";
import type { NewResults } from "@cpts/api/SessionEndpoints";
import type { SessionResultsView } from "@cpts/api/SessionViews";
import type { Session, SessionId } from "@cpts/domain/Session";
import { sessionHeld } from "@cpts/domain/SessionEvents";
import { holdSession } from "@cpts/domain/SessionPlanning";
import { reachedOf, shownResults, type SessionResults } from "@cpts/domain/SessionResults";
import { statement } from "@cpts/service-kit/database/statement";
import { record } from "@cpts/service-kit/events/log/record";
import { today } from "@cpts/service-kit/time/today";
import { Clock, Effect } from "effect";
import { read, write } from "../database/tables.ts";
import { isKnownProfessional } from "../members/queries.ts";
import { bornTexts, requireSeen } from "../warnings/warning.ts";
import { encodedResults } from "./rows.ts";
import { unknownProfessional } from "./sign-ups.ts";
import { decided, lockSession, storeSession } from "./writing.ts";

type History = (typeof SessionResultsView.Encoded)["history"];

const historyStatement = statement<[session: string], History[number]>(
  `select number, recorded_on as "recordedOn", reason, by_age as "byAge", reached, screened, referred from session_result where session_id = $1 order by number desc`,
);
const attendanceStatement = statement<[session: string], { readonly id: string }>("select professional_id as id from session_attendance where session_id = $1 order by professional_id");
const erasedStatement = statement<[session: string], { readonly count: number }>("select attendance_erased as count from session where id = $1");
const countStatement = statement<[session: string], { readonly count: number }>("select count(*)::integer as count from session_result where session_id = $1");

const reasonNeeded = new Problem({
  type: "invalid-request",
  faults: [{ in: "body", path: ["reason"], code: "reason-needed", message: { fr: "cette séance a déjà des résultats : dites pourquoi ils changent", en: "this session has results already: say why they change" } }],
});

const storeAttendance = (id: SessionId, attendance: NonNullable<(typeof NewResults.Type)["attendance"]>) =>
  Effect.gen(function* () {
    for (const [index, professionalId] of attendance.entries()) if (!(yield* isKnownProfessional(professionalId))) return yield* unknownProfessional(["attendance", index]);
    yield* write((db) => db.deleteFrom("session_attendance").where("session_id", "=", id).execute());
    if (attendance.length > 0) yield* write((db) => db.insertInto("session_attendance").values(attendance.map((one) => ({ session_id: id, professional_id: one }))).execute());
  });

/** The session as it stands once it has results: held now, or a version later where they are corrected. */
const heldNow = (session: Session, corrects: boolean) =>
  corrects ? Effect.succeed({ ...session, version: session.version + 1 }) : Effect.flatMap(Clock.currentTimeMillis, (now) => decided(holdSession(session, now)));

/** Keeps what a session came to, beside all that was said of it before, and who came. */
export const recordResults = (id: SessionId, { acknowledged, attendance, reason, ...counts }: typeof NewResults.Type) =>
  Effect.gen(function* () {
    const { session } = yield* lockSession(id);
    const corrects = session.state === "held";
    if (corrects && reason === undefined) return yield* reasonNeeded;
    const on = yield* today;
    yield* requireSeen(bornTexts([[["reason"], reason]], on), acknowledged);
    const after = yield* heldNow(session, corrects);
    const results: SessionResults = counts;
    const { byAge, referred, screened } = encodedResults(results);
    const [before] = yield* write((db) => countStatement(db, id));
    const row = { session_id: id, number: (before?.count ?? 0) + 1, recorded_on: on, reason: reason ?? null, by_age: JSON.stringify(byAge), reached: reachedOf(results), screened, referred };
    yield* write((db) => db.insertInto("session_result").values(row).execute());
    if (attendance !== undefined) yield* storeAttendance(id, attendance);
    yield* storeSession(after);
    yield* record(prevention.events.sessionHeld, { aggregateId: id, aggregateVersion: after.version, data: sessionHeld(after, on, shownResults(results), corrects) });
  });

/** What was recorded of a session, exactly. */
export const findResults = (id: SessionId) =>
  read(async (db): Promise<typeof SessionResultsView.Encoded> => {
    const [history, attendance, erased] = await Promise.all([historyStatement(db, id), attendanceStatement(db, id), erasedStatement(db, id)]);
    return { history, attendance: attendance.map((one) => one.id), attendanceErased: erased[0]?.count ?? 0 };
  });
