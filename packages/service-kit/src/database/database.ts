import { Context, Effect, Exit, Layer, Option, Schedule } from "effect";
import { Kysely, PostgresDialect } from "kysely";
import type { Pool } from "pg";
import { sealAndCommit, type Pending } from "../events/log/seal.ts";
import { failpoint } from "../failpoint.ts";
import { beginTransaction } from "./pipelined-transaction.ts";
import { makePool, type PoolOptions } from "./pool.ts";
import { makeQuickReads } from "./quick-reads.ts";
import { sendQuickReads } from "./statement.ts";
import { StorageError, storageErrorOf } from "./storage-error.ts";

/** The connection pool of a service, by Kysely. Which tables it has, each service says with {@link tables}. */
export class Database extends Context.Service<Database, { readonly kysely: Kysely<unknown>; readonly pool: Pool }>()(
  "@cpts/service-kit/Database",
) {}

/** The transaction under way. Its presence in a type says: call me inside {@link transaction}. */
export class Transaction extends Context.Service<
  Transaction,
  {
    readonly kysely: Kysely<unknown>;
    /** What the commit will add to the event log and keep of the answer. */
    readonly pending: Pending;
    /** Run once the commit is known to have happened. */
    readonly afterCommit: Array<(committed: Pending) => void>;
  }
>()("@cpts/service-kit/Transaction") {}

export const layer = (options: PoolOptions) =>
  Layer.effect(
    Database,
    Effect.acquireRelease(
      Effect.sync(() => {
        const pool = makePool(options);
        const kysely = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
        sendQuickReads(kysely, makeQuickReads(pool));
        return Database.of({ pool, kysely });
      }),
      ({ kysely }) => Effect.promise(() => kysely.destroy()),
    ),
  );

/** Runs a statement; its failure is a {@link StorageError}. */
export const attempt = <A>(run: (signal: AbortSignal) => Promise<A>): Effect.Effect<A, StorageError> => Effect.tryPromise({ try: run, catch: storageErrorOf });

const unconnected = new PostgresDialect({ pool: () => Promise.reject(new Error("statements are built here, and sent elsewhere")) });

/** Typed access to the tables of one service: `read` joins the transaction under way if there is one, `write` needs one, `build` sends nothing. */
export const tables = <DB>() => ({
  /** For statements that somebody else sends: `build.insertInto(...).compile()`. */
  build: new Kysely<DB>({ dialect: unconnected }),
  read: <A>(query: (db: Kysely<DB>) => Promise<A>): Effect.Effect<A, StorageError, Database> =>
    Effect.flatMap(Effect.serviceOption(Transaction), (current) =>
      // Each service's Kysely has that service's tables: the type says which.
      Option.isSome(current)
        ? attempt(() => query(current.value.kysely as Kysely<DB>))
        : Database.use(({ kysely }) => attempt(() => query(kysely as Kysely<DB>))),
    ),
  write: <A>(query: (db: Kysely<DB>) => Promise<A>): Effect.Effect<A, StorageError, Transaction> =>
    Transaction.use(({ kysely }) => attempt(() => query(kysely as Kysely<DB>))),
});

const once = <A, E, R>(effect: Effect.Effect<A, E, R>) =>
  Database.use(({ kysely }) =>
    Effect.acquireUseRelease(
      attempt(() => beginTransaction(kysely)),
      (trx) => {
        const current = Transaction.of({ kysely: trx.kysely, pending: { events: [], answer: null, position: null }, afterCommit: [] });
        return Effect.flatMap(Effect.provideService(effect, Transaction, current), (value) =>
          Effect.as(
            // A caller who hangs up now must not leave the outcome open.
            Effect.uninterruptible(
              attempt(async () => {
                await sealAndCommit(trx, current.pending);
                if (current.pending.events.length > 0) await failpoint("after-commit");
                for (const notify of current.afterCommit) notify(current.pending);
              }),
            ),
            value,
          ),
        );
      },
      (trx) => Effect.promise(() => trx.rollback()),
    ),
  );

const isConflict = (error: unknown): boolean => error instanceof StorageError && error.kind === "conflict";

/**
 * Runs the effect in one transaction: committed when it succeeds, rolled back when it fails, dies or is interrupted.
 * A transaction already under way is joined. Serialization conflicts and deadlocks are tried again.
 */
export const transaction = <A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A, E | StorageError, Exclude<R, Transaction> | Database> =>
  Effect.flatMap(Effect.serviceOption(Transaction), (current) =>
    Option.isSome(current)
      ? Effect.provideService(effect, Transaction, current.value)
      : Effect.retry(once(effect), { while: isConflict, times: 3, schedule: Schedule.exponential("10 millis") }),
  );

/** True when the database answers. */
export const isReachable: Effect.Effect<boolean, never, Database> = Effect.map(
  Effect.exit(Database.use(({ pool }) => attempt(() => pool.query("select 1")))),
  Exit.isSuccess,
);
