import { Problem } from "@cpts/api/Problem";
import { prevention } from "@cpts/api/Prevention";
import type { Session, SessionId } from "@cpts/domain/Session";
import { sessionChanged } from "@cpts/domain/SessionEvents";
import { record } from "@cpts/service-kit/events/log/record";
import { Effect, Result } from "effect";
import { write } from "../database/tables.ts";
import { problemOf } from "./faults.ts";
import { columnsOf, lockedSession, resultsOfRow, sessionOfRow } from "./rows.ts";

/** A session held until the transaction ends, with its newest counts: of two writers one waits, then sees the other's version. */
export const lockSession = (id: SessionId) =>
  Effect.flatMap(
    write((db) => lockedSession(db, id)),
    ([row]) => (row === undefined ? Effect.fail(new Problem({ type: "not-found" })) : Effect.succeed({ session: sessionOfRow(row), results: resultsOfRow(row) })),
  );

/** What a rule gives, or the problem it is. */
export const decided = <A>(result: Result.Result<A, Parameters<typeof problemOf>[0]>): Effect.Effect<A, Problem> =>
  Result.isFailure(result) ? Effect.fail(problemOf(result.failure)) : Effect.succeed(result.success);

/** Keeps the new version of a session. */
export const storeSession = (session: Session) => write((db) => db.updateTable("session").set(columnsOf(session)).where("id", "=", session.id).execute());

/** Keeps a change and tells it; one that changes nothing leaves no trace. */
export const storeChange = (before: Session, after: Session) =>
  Effect.gen(function* () {
    if (after.version === before.version) return;
    yield* storeSession(after);
    yield* record(prevention.events.sessionChanged, { aggregateId: after.id, aggregateVersion: after.version, data: sessionChanged(before, after) });
  });
