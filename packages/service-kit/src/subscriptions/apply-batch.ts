import { Data, Effect } from "effect";
import { attempt, tables, Transaction, transaction, type Database } from "../database/database.ts";
import { soleRow, statement } from "../database/statement.ts";
import type { StorageError } from "../database/storage-error.ts";
import { failpointEffect } from "../failpoint.ts";
import { applyEvents } from "./apply-events.ts";
import { lockCursor, moveCursor, type StoredCursor } from "./cursor-store.ts";
import type { EncodedEvent, Projection } from "./projection.ts";

/** The stored cursor is not where the batch begins: somebody rebuilt the projection or moved the cursor meanwhile. */
export class CursorMoved extends Data.TaggedError("CursorMoved")<{ readonly cursor: StoredCursor }> {}

/** So many aggregates were parked lately that the fault is ours: going on would park the whole log. */
export class TooManyParked extends Data.TaggedError("TooManyParked")<{ readonly aggregates: number }> {}

const { write } = tables<unknown>();

const maxParked = 20;
const parkedLately = statement<[subscription: string, source: string], { readonly aggregates: number }>(
  `select count(distinct aggregate_id) as aggregates from parked_event
  where subscription = $1 and source = $2 and parked_at > now() - interval '5 minutes'`,
);

/** What became of a batch. */
export interface BatchResult {
  readonly applied: number;
  readonly parked: number;
  readonly cursor: StoredCursor;
}

const stopAboveLimit = (projection: Projection): Effect.Effect<void, StorageError | TooManyParked, Transaction> =>
  Effect.flatMap(
    write(async (db) => soleRow(await parkedLately(db, projection.name, projection.source))),
    ({ aggregates }) => (aggregates > maxParked ? Effect.fail(new TooManyParked({ aggregates })) : Effect.void),
  );

/**
 * Applies a batch in one transaction that also moves the cursor: both happen or neither. Events that another replica
 * has applied meanwhile are passed over.
 */
export const applyBatch = (
  projection: Projection,
  events: ReadonlyArray<EncodedEvent>,
  after: StoredCursor,
): Effect.Effect<BatchResult, StorageError | CursorMoved | TooManyParked, Database> =>
  transaction(
    Effect.gen(function* () {
      const { kysely } = yield* Transaction;
      const cursor = yield* attempt(() => lockCursor(kysely, projection.name, projection.source));
      const fresh = events.filter((event) => event.position > cursor.position);
      const begins = fresh[0]?.position ?? after.position + 1;
      if ((cursor.logId !== null && cursor.logId !== after.logId) || begins > cursor.position + 1) return yield* new CursorMoved({ cursor });
      yield* failpointEffect("before-apply");
      const parked = yield* applyEvents(projection, fresh);
      if (parked > 0) yield* stopAboveLimit(projection);
      const reached = after.position > cursor.position ? after : { ...cursor, logId: after.logId };
      yield* attempt(() => moveCursor(kysely, projection.name, projection.source, reached));
      yield* failpointEffect("after-apply-before-commit");
      return { applied: fresh.length - parked, parked, cursor: reached };
    }),
  ).pipe(Effect.tap(() => failpointEffect("after-apply-commit")));
