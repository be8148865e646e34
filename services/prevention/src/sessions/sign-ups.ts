import { Problem } from "@cpts/api/Problem";
import type { NewSignUp, Withdrawal } from "@cpts/api/SessionEndpoints";
import type { SignUpView } from "@cpts/api/SessionViews";
import type { ProfessionalId } from "@cpts/domain/Professional";
import type { Session, SessionId } from "@cpts/domain/Session";
import { isOpen } from "@cpts/domain/SessionPlanning";
import { promoted, stateOfNewcomer, type SignUp } from "@cpts/domain/SessionSignUp";
import { loadCommunes } from "@cpts/reference-data";
import { statement } from "@cpts/service-kit/database/statement";
import { today } from "@cpts/service-kit/time/today";
import { Effect } from "effect";
import { read, write } from "../database/tables.ts";
import { isKnownProfessional, standingsOf } from "../members/queries.ts";
import { standingFaults } from "../members/standing.ts";
import { requireSeen, type Unusual } from "../warnings/warning.ts";
import { closed, overlapping, overlappingThen } from "./faults.ts";
import { sessionById, sessionOfRow } from "./rows.ts";
import { lockSession } from "./writing.ts";

interface Row {
  readonly professional_id: ProfessionalId;
  readonly number: number;
  readonly state: SignUp["state"];
  readonly signed_up_on: string;
}

const signUpsStatement = statement<[session: string, after: number, limit: number], Row>(
  "select professional_id, number, state, signed_up_on from session_sign_up where session_id = $1 and number > $2 order by number limit $3",
);
const elsewhereStatement = statement<[professional: string, session: string, from: string, to: string], { readonly id: string }>(
  `select s.id from session_sign_up u join session s on s.id = u.session_id
   where u.professional_id = $1 and u.state <> 'withdrawn' and s.id <> $2 and s.state = 'planned' and s.starts_at < $4::timestamptz and s.ends_at > $3::timestamptz
   order by s.starts_at, s.id limit 1`,
);

const elsewhereThenStatement = statement<[session: string, from: string, to: string], { readonly professional_id: ProfessionalId; readonly id: string }>(
  `select distinct on (u.professional_id) u.professional_id, s.id from session_sign_up mine
   join session_sign_up u on u.professional_id = mine.professional_id and u.session_id <> mine.session_id and u.state <> 'withdrawn'
   join session s on s.id = u.session_id
   where mine.session_id = $1 and mine.state <> 'withdrawn' and s.state = 'planned' and s.starts_at < $3::timestamptz and s.ends_at > $2::timestamptz
   order by u.professional_id, s.starts_at, s.id limit 50`,
);

const all = 1_000_000;

const signUpsOf = (id: SessionId) =>
  Effect.map(
    write((db) => signUpsStatement(db, id, 0, all)),
    (rows): ReadonlyArray<SignUp & { readonly on: string }> => rows.map((row) => ({ professionalId: row.professional_id, number: row.number, state: row.state, on: row.signed_up_on })),
  );

/** Those who come or wait, in their turn. */
export const comingTo = (id: SessionId) => Effect.map(signUpsOf(id), (signUps) => signUps.filter(({ state }) => state !== "withdrawn").map(({ professionalId }) => professionalId));

/** Gives the places that are free to those who wait, in their turn. */
export const promoteWaiting = ({ capacity, id }: Pick<Session, "capacity" | "id">) =>
  Effect.gen(function* () {
    const next = promoted(yield* signUpsOf(id), capacity);
    if (next.length > 0) yield* write((db) => db.updateTable("session_sign_up").set({ state: "confirmed" }).where("session_id", "=", id).where("professional_id", "in", next).execute());
  });

/** The request names somebody of whom the directory has not told, or not yet. */
export const unknownProfessional = (path: ReadonlyArray<string | number>): Problem =>
  new Problem({
    type: "unknown-reference",
    retryAfterSeconds: 1,
    faults: [{ in: "body", path, code: "unknown-professional", message: { fr: "cette personne n'est pas connue ici, ou pas encore", en: "this person is not known here, or not yet" } }],
  });

const membershipOf = (session: Session, id: ProfessionalId) =>
  Effect.gen(function* () {
    const standing = (yield* standingsOf([id], session.cptsId, session.start.date)).get(id) ?? "not-a-member";
    return yield* standingFaults(standing, session.start.date, ["professionalId"]);
  });

const overlapOf = (session: Session, id: ProfessionalId) =>
  Effect.gen(function* () {
    const [other] = yield* read((db) => elsewhereStatement(db, id, session.id, session.startsAt, session.endsAt));
    const [row] = other === undefined ? [] : yield* read((db) => sessionById(db, other.id));
    if (row === undefined) return [];
    const name = (yield* Effect.promise(loadCommunes)).territorial(row.commune)?.nom ?? row.commune;
    return [{ code: "overlap", path: ["professionalId"], message: overlapping(row.id, sessionOfRow(row), name) }];
  });

/** Of those who come to a session that moves, who is at another one then: fifty at most. */
export const overlapsWhenMoved = (after: Session) =>
  Effect.gen(function* () {
    const found: Array<Unusual> = [];
    for (const { id, professional_id: who } of yield* read((db) => elsewhereThenStatement(db, after.id, after.startsAt, after.endsAt))) {
      const [row] = yield* read((db) => sessionById(db, id));
      if (row === undefined) continue;
      const name = (yield* Effect.promise(loadCommunes)).territorial(row.commune)?.nom ?? row.commune;
      found.push({ code: "overlap", path: ["start"], message: overlappingThen(who, id, sessionOfRow(row), name) });
    }
    return found;
  });

const viewsOf = (session: Session, signUps: ReadonlyArray<SignUp & { readonly on: string }>) =>
  Effect.map(
    standingsOf(signUps.map(({ professionalId }) => professionalId), session.cptsId, session.start.date),
    (standings) =>
      signUps.map(({ number, on, professionalId, state }): typeof SignUpView.Encoded => ({ professionalId, number, state, signedUpOn: on, membership: standings.get(professionalId) ?? "not-a-member" })),
  );

const viewOf = (session: Session, id: ProfessionalId) =>
  Effect.gen(function* () {
    const [view] = yield* viewsOf(session, (yield* signUpsOf(session.id)).filter(({ professionalId }) => professionalId === id));
    if (view === undefined) return yield* new Problem({ type: "not-found" });
    return view;
  });

/** Signs somebody up: a place while there is one, else the waiting list. */
export const signUp = (id: SessionId, { acknowledged, professionalId }: typeof NewSignUp.Type) =>
  Effect.gen(function* () {
    const { session } = yield* lockSession(id);
    if (!isOpen(session.state)) return yield* closed(session.state);
    if (!(yield* isKnownProfessional(professionalId))) return yield* unknownProfessional(["professionalId"]);
    const before = yield* signUpsOf(id);
    if (before.some((one) => one.professionalId === professionalId && one.state !== "withdrawn"))
      return yield* new Problem({
        type: "already-exists",
        faults: [{ in: "body", path: ["professionalId"], code: "signed-up", message: { fr: "cette personne est déjà inscrite", en: "this person is signed up already" } }],
      });
    yield* requireSeen([...(yield* membershipOf(session, professionalId)), ...(yield* overlapOf(session, professionalId))], acknowledged);
    const confirmed = before.filter(({ state }) => state === "confirmed").length;
    const content = { number: Math.max(0, ...before.map(({ number }) => number)) + 1, state: stateOfNewcomer(session.capacity, confirmed), signed_up_on: yield* today };
    yield* write((db) =>
      db
        .insertInto("session_sign_up")
        .values({ session_id: id, professional_id: professionalId, ...content })
        .onConflict((conflict) => conflict.columns(["session_id", "professional_id"]).doUpdateSet(content))
        .execute(),
    );
    return yield* viewOf(session, professionalId);
  });

/** Takes somebody back; the first who waits takes the place. */
export const withdraw = (id: SessionId, { professionalId }: typeof Withdrawal.Type) =>
  Effect.gen(function* () {
    const { session } = yield* lockSession(id);
    if (!isOpen(session.state)) return yield* closed(session.state);
    const signUps = yield* signUpsOf(id);
    if (!signUps.some((one) => one.professionalId === professionalId)) return yield* unknownProfessional(["professionalId"]);
    yield* write((db) => db.updateTable("session_sign_up").set({ state: "withdrawn" }).where("session_id", "=", id).where("professional_id", "=", professionalId).execute());
    yield* promoteWaiting(session);
    return yield* viewOf(session, professionalId);
  });

/** A page of the sign-ups of a session, in their order. */
export const signUpsAfter = (id: SessionId, after: number, limit: number) =>
  Effect.gen(function* () {
    const [row] = yield* read((db) => sessionById(db, id));
    if (row === undefined) return yield* new Problem({ type: "not-found" });
    const rows = yield* read((db) => signUpsStatement(db, id, after, limit));
    return yield* viewsOf(sessionOfRow(row), rows.map(({ number, professional_id: professionalId, signed_up_on: on, state }) => ({ professionalId, number, state, on })));
  });
