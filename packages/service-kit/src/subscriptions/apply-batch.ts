import { Cause, Effect } from "effect";
import { CompiledQuery } from "kysely";
import { Transaction, transaction, type Database } from "../database/database.ts";
import { StorageError, storageErrorOf } from "../database/storage-error.ts";
import { lockCursor, moveCursor, type StoredCursor } from "./cursor-store.ts";
import { applyEvent, PoisonEvent, type EncodedEvent, type Projection } from "./projection.ts";

const query = (text: string, values: ReadonlyArray<unknown>) =>
  Transaction.use(({ kysely }) =>
    Effect.tryPromise({ try: () => kysely.executeQuery(CompiledQuery.raw(text, [...values])), catch: storageErrorOf }),
  );

const isParked = `select 1 from parked_event where subscription = $1 and source = $2 and aggregate_id = $3 limit 1`;
const park = `insert into parked_event (subscription, source, position, aggregate_id, event, reason) values ($1, $2, $3, $4, $5, $6)
  on conflict (subscription, source, position) do nothing`;

/** Infrastructure is never poison: the same event may pass when the database is back. */
const isPoison = (error: StorageError | PoisonEvent): boolean => error instanceof PoisonEvent || error.kind === "unexpected" || error.kind === "constraint";

const reasonOf = (error: StorageError | PoisonEvent): string =>
  error instanceof PoisonEvent ? error.reason : error.cause instanceof Error ? error.cause.message : String(error.cause);

/** Applies one event, or parks it when it cannot be applied or stands behind one of its aggregate that could not. */
const applyOrPark = (projection: Projection, event: EncodedEvent): Effect.Effect<boolean, StorageError, Transaction> =>
  Effect.gen(function* () {
    const parkBecause = (reason: string) =>
      Effect.as(query(park, [projection.name, projection.source, event.position, event.subject, JSON.stringify(event), reason]), true);
    const behind = yield* query(isParked, [projection.name, projection.source, event.subject]);
    if (behind.rows.length > 0) return yield* parkBecause("waits behind an earlier event of its aggregate");
    yield* query("savepoint one_event", []);
    return yield* Effect.matchEffect(Effect.sandbox(applyEvent(projection, event)), {
      onSuccess: () => Effect.as(query("release savepoint one_event", []), false),
      onFailure: (cause) => {
        const found = Cause.findErrorOption(cause);
        const error = found._tag === "Some" ? found.value : new PoisonEvent({ reason: Cause.pretty(cause) });
        // Only a StorageError can be no poison.
        if (!isPoison(error)) return Effect.fail(error as StorageError);
        return Effect.andThen(query("rollback to savepoint one_event", []), parkBecause(reasonOf(error)));
      },
    });
  });

const attempt = <A>(run: () => Promise<A>) => Effect.tryPromise({ try: run, catch: storageErrorOf });

/** What became of a batch. */
export interface BatchResult {
  readonly applied: number;
  readonly parked: number;
  readonly cursor: StoredCursor;
}

/**
 * Applies a batch in one transaction that also moves the cursor: both happen or neither. Events that another replica
 * has applied meanwhile are passed over.
 */
export const applyBatch = (projection: Projection, events: ReadonlyArray<EncodedEvent>, after: StoredCursor): Effect.Effect<BatchResult, StorageError, Database> =>
  transaction(
    Effect.gen(function* () {
      const { kysely } = yield* Transaction;
      const cursor = yield* attempt(() => lockCursor(kysely, projection.name, projection.source));
      if (cursor.logId !== null && cursor.logId !== after.logId) return { applied: 0, parked: 0, cursor };
      const fresh = events.filter((event) => event.position > cursor.position);
      let parked = 0;
      for (const event of fresh) if (projection.handlers[event.type] !== undefined && (yield* applyOrPark(projection, event))) parked += 1;
      const reached = after.position > cursor.position ? after : cursor;
      yield* attempt(() => moveCursor(kysely, projection.name, projection.source, reached));
      return { applied: fresh.length - parked, parked, cursor: reached };
    }),
  );
