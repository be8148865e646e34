import type { EventType } from "@cpts/api/EventType";
import { Problem } from "@cpts/api/Problem";
import { Effect } from "effect";
import type { Kysely } from "kysely";
import { attempt, Transaction, transaction } from "../database/database.ts";
import { storageErrorOf, type StorageError } from "../database/storage-error.ts";
import { Nudges } from "../events/log/nudges.ts";
import { head } from "../events/log/reader.ts";
import type { Erasure } from "../files/erasures.ts";
import { eraseSubject } from "../files/store.ts";
import type { Clash, Portability } from "./declaration.ts";
import { portablesOf } from "./export.ts";
import { makeKnown } from "./put-events.ts";
import type { IsErased } from "./put-rows.ts";
import { readArchive, type Taken } from "./reader.ts";
import { refusalOf } from "./refusals.ts";
import { query } from "./rows.ts";

/** What a service is, as far as an import needs it. */
export interface Imported<R> {
  readonly name: string;
  readonly events: Readonly<Record<string, EventType>>;
  readonly portability: Portability<R>;
}

/** Whoever sends may take this long between two lines, and a statement this long for some of them. */
const patience = "select set_config('idle_in_transaction_session_timeout', '60000', true), set_config('statement_timeout', '120000', true), set_config('timezone', 'UTC', true), set_config('datestyle', 'ISO', true)";

/** A reference that is not here, as PostgreSQL tells it (class 23503). */
const missingOf = (cause: unknown): Clash | null => {
  const { code, constraint, table } = cause as { readonly code?: unknown; readonly constraint?: unknown; readonly table?: unknown };
  return code === "23503" ? { place: [String(table)], code: "missing-reference", about: String(constraint) } : null;
};

const failureOf = (cause: unknown): Problem | StorageError => {
  if (cause instanceof Problem) return cause;
  const missing = missingOf(cause);
  return missing === null ? storageErrorOf(cause) : refusalOf([missing]);
};

const erasedHere = (db: Kysely<unknown>, ids: Iterable<string>) =>
  query<Erasure & { readonly mark: string | null }>(db, `select subject_id as "subjectId", erased_at as "erasedAt", mark from erasure where subject_id = any($1::text[])`, [[...ids]]);

const uuid = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/gu;

/** Rows about somebody who was erased here stay as they are here. */
const isErasedIn = (db: Kysely<unknown>): IsErased => async (rows) => {
  if (rows.length === 0) return [];
  const ids = rows.map((row) => JSON.stringify(row).match(uuid) ?? []);
  const erased = new Set((await erasedHere(db, ids.flat())).map(({ subjectId }) => subjectId));
  return ids.map((those) => those.some((id) => erased.has(id)));
};

/** Erases again whoever was erased here, and came back with the archive: nobody sees them in between. */
const keepOut = <R>({ keeping }: Portability<R>, { ids }: Taken) =>
  Effect.gen(function* () {
    const { kysely } = yield* Transaction;
    const known = yield* attempt(() => erasedHere(kysely, ids));
    const others = keeping === undefined ? [] : yield* keeping.erasedAmong([...ids]);
    const all = [...known.map(({ mark, ...one }): Erasure => ({ ...one, ...(mark === null ? {} : { mark }) })), ...others.filter(({ subjectId }) => !known.some((one) => one.subjectId === subjectId))];
    for (const erasure of all) {
      yield* eraseSubject(erasure.subjectId, erasure);
      if (keeping !== undefined) yield* Effect.orDie(keeping.eraseAgain(erasure));
    }
    return all.length;
  });

/**
 * Takes an archive in: rows, files, events and what is to happen, in one transaction, or nothing. Again it finds everything here and
 * changes nothing.
 */
export const importArchive = <R>({ events, name, portability }: Imported<R>, body: ReadableStream<Uint8Array>) =>
  transaction(
    Effect.gen(function* () {
      const { announce } = yield* Nudges;
      const { afterCommit, kysely } = yield* Transaction;
      const taken = yield* Effect.tryPromise({
        try: async () => {
          await query(kysely, patience);
          const begin = async (cptsId: string): Promise<void> => void (await query(kysely, "select pg_advisory_xact_lock(7713, hashtext($1))", [cptsId]));
          return readArchive(kysely, body, { service: name, portables: await portablesOf(kysely, portability), isKnown: makeKnown(events), isErased: isErasedIn(kysely), begin });
        },
        catch: failureOf,
      });
      const settled = portability.settle === undefined || taken.clashes.length > 0 ? [] : yield* portability.settle(taken.cptsId);
      const clashes = [...taken.clashes, ...settled];
      if (clashes.length > 0) return yield* Effect.fail(refusalOf(clashes));
      const erased = yield* keepOut(portability, taken);
      afterCommit.push(announce);
      return { ...taken, erased };
    }),
  ).pipe(Effect.flatMap((taken) => Effect.map(head, (at) => ({ ...taken, ...at }))));

