import { Cause, Clock, Effect, Exit } from "effect";
import { v5 } from "uuid";
import { attempt, Transaction, transaction, Database } from "../database/database.ts";
import { soleRow, statement } from "../database/statement.ts";
import { StorageError } from "../database/storage-error.ts";
import { Ids } from "../ids.ts";
import { Nudges } from "../events/log/nudges.ts";
import { errorFields } from "../telemetry/log.ts";
import type { ClockKind, Due } from "./clock.ts";

/** Tries before an entry is put aside: with the pauses between them, about four minutes. */
export const maxAttempts = 8;
const firstRetryMs = 2_000;

interface DueRow extends Omit<Due, "at"> {
  readonly at: string;
  readonly attempts: number;
}

const take = statement<[kinds: ReadonlyArray<string>, now: string], DueRow>(`select id, kind, ref, key, at, attempts from due
  where state = 'waiting' and kind = any($1::text[]) and next_at <= $2 order by next_at, id limit 1 for update`);
const finish = statement<[id: string, now: string], never>(`update due set state = 'done', done_at = $2, reason = null where id = $1`);
// Moved or taken back meanwhile: that attempt was of something else.
const noteFailure = statement<[id: string, at: string, attempts: number, state: string, nextAt: string, reason: string], never>(
  `update due set attempts = $3, state = $4, next_at = $5, reason = $6 where id = $1 and at = $2 and state = 'waiting'`,
);
const outlookStatement = statement<[kinds: ReadonlyArray<string>], { readonly nextAt: string | null; readonly oldest: string | null; readonly parked: number }>(`select
    (select min(next_at) from due where state = 'waiting' and kind = any($1::text[])) as "nextAt",
    (select min(at) from due where state = 'waiting' and kind = any($1::text[])) as oldest,
    (select count(*) from due where state = 'parked') as parked`);

/** The ids that an entry's handler draws: the same at each attempt, and others than any other entry's. */
const idsOf = (due: Due): Ids["Service"] => {
  let ordinal = 0;
  return Ids.of({ next: Effect.sync(() => v5(String((ordinal += 1)), due.id)) });
};

/** What became of the entry whose turn it was. */
export type Worked =
  | { readonly _tag: "Nothing" }
  | { readonly _tag: "Done"; readonly due: Due; readonly now: number }
  | { readonly _tag: "Failed" | "Parked"; readonly due: Due; readonly now: number; readonly reason: string };

const instant = (milliseconds: number): string => new Date(milliseconds).toISOString();

const isInfrastructure = (error: unknown): error is StorageError => error instanceof StorageError && (error.kind === "unavailable" || error.kind === "conflict");

const putAside = (due: Due, attempts: number, now: number, cause: unknown) =>
  Effect.gen(function* () {
    const { kysely } = yield* Database;
    const { error: reason } = errorFields(cause);
    const isLast = attempts >= maxAttempts;
    const nextAt = instant(now + firstRetryMs * 2 ** (attempts - 1));
    yield* attempt(() => noteFailure(kysely, due.id, instant(due.at), attempts, isLast ? "parked" : "waiting", nextAt, reason));
    return { _tag: isLast ? "Parked" : "Failed", due, now, reason } as const;
  });

/**
 * Does the next thing whose time has come, if there is one: its effects, its events and its mark in one transaction. One that
 * fails is tried again later and at last put aside, and holds up no other; a database that is away fails all of this.
 */
export const workNext = <R>(kinds: ReadonlyArray<ClockKind<R>>): Effect.Effect<Worked, StorageError, Exclude<R, Transaction | Ids> | Database | Nudges> => {
  const handlers = new Map(kinds.map((kind) => [kind.kind, kind.handle]));
  const names = [...handlers.keys()];
  return Effect.gen(function* () {
    const now = yield* Clock.currentTimeMillis;
    const { announce } = yield* Nudges;
    let taken: { readonly due: Due; readonly attempts: number } | null = null;
    const step = Effect.gen(function* () {
      const { afterCommit, kysely, pending } = yield* Transaction;
      const [row] = yield* attempt(() => take(kysely, names, instant(now)));
      if (row === undefined) return { _tag: "Nothing" } as const;
      const { attempts, ...entry } = row;
      const due: Due = { ...entry, at: Date.parse(row.at) };
      taken = { due, attempts };
      const handle = handlers.get(due.kind);
      if (handle === undefined) return yield* Effect.die(new Error(`no clock of kind ${due.kind}`));
      yield* Effect.provideService(handle(due), Ids, idsOf(due));
      yield* attempt(() => finish(kysely, due.id, instant(now)));
      if (pending.events.length > 0) afterCommit.push(announce);
      return { _tag: "Done", due, now } as const;
    });
    const exit = yield* Effect.exit(transaction(step));
    if (Exit.isSuccess(exit)) return exit.value;
    const error = Cause.squash(exit.cause);
    // Assigned inside the generator above, which the compiler does not follow.
    const failed = taken as { readonly due: Due; readonly attempts: number } | null;
    if (isInfrastructure(error)) return yield* error;
    if (failed === null || Cause.hasInterruptsOnly(exit.cause)) return yield* Effect.failCause(exit.cause);
    return yield* putAside(failed.due, failed.attempts + 1, now, error instanceof StorageError ? error.cause : error);
  }) as Effect.Effect<Worked, StorageError, Exclude<R, Transaction | Ids> | Database | Nudges>;
};

/** What waits. */
export interface Outlook {
  /** When the next entry is to be looked at; null when none waits. */
  readonly nextAt: number | null;
  /** By how much the oldest waiting entry is late, in milliseconds. */
  readonly lateMs: number;
  readonly parked: number;
}

/** When there is something to do next, and how far behind we are. */
export const outlook = (kinds: ReadonlyArray<string>): Effect.Effect<Outlook, StorageError, Database> =>
  Effect.gen(function* () {
    const { kysely } = yield* Database;
    const now = yield* Clock.currentTimeMillis;
    const { nextAt, oldest, parked } = yield* attempt(async () => soleRow(await outlookStatement(kysely, kinds)));
    return { nextAt: nextAt === null ? null : Date.parse(nextAt), lateMs: oldest === null ? 0 : Math.max(0, now - Date.parse(oldest)), parked };
  });
