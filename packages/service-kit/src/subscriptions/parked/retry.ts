import { Effect } from "effect";
import { attempt, Transaction, transaction, type Database } from "../../database/database.ts";
import type { StorageError } from "../../database/storage-error.ts";
import { lockCursor } from "../cursor-store.ts";
import { isDue, noteFailure, parkedAggregates, readQueue, releaseEvents } from "./events.ts";
import { applyUpToPoison } from "../apply/poison.ts";
import type { Projection } from "../projection.ts";

/** What became of the parked events of an aggregate. */
export interface Retried {
  readonly applied: number;
  /** The event that still cannot be applied, before which the others wait; null when nothing of the aggregate is parked any more. */
  readonly stuck: { readonly aggregateId: string; readonly position: number; readonly eventId: string; readonly reason: string } | null;
}

/** Applies what is parked of an aggregate, in order, up to the first that fails. Needs the cursor's row. */
const replay = (projection: Projection, aggregateId: string): Effect.Effect<Retried, StorageError, Transaction> =>
  Effect.gen(function* () {
    const { kysely } = yield* Transaction;
    const queue = yield* attempt(() => readQueue(kysely, projection, aggregateId));
    const failed = yield* applyUpToPoison(projection, queue.map(({ event }) => event));
    const row = failed === null ? undefined : queue[failed.index];
    yield* attempt(() => releaseEvents(kysely, projection, aggregateId, row?.event.position ?? Number.MAX_SAFE_INTEGER));
    if (failed === null || row === undefined) return { applied: queue.length, stuck: null };
    yield* attempt(() => noteFailure(kysely, projection, row, failed));
    return { applied: failed.index, stuck: { aggregateId, position: row.event.position, eventId: row.event.id, reason: failed.reason } };
  });

/** Tries an aggregate again whose time has come, in a transaction of its own. The subscription waits meanwhile. */
export const retryDue = (projection: Projection, aggregateId: string): Effect.Effect<Retried, StorageError, Database> =>
  transaction(
    Effect.gen(function* () {
      const { kysely } = yield* Transaction;
      yield* attempt(() => lockCursor(kysely, projection.name, projection.source));
      if (!(yield* attempt(() => isDue(kysely, projection, aggregateId)))) return { applied: 0, stuck: null };
      return yield* replay(projection, aggregateId);
    }),
  );

/** Tries parked aggregates again, all or one, in the transaction under way: for operators, whatever the attempts so far. */
export const retryParked = (projection: Projection, aggregateId: string | undefined): Effect.Effect<ReadonlyArray<Retried>, StorageError, Transaction> =>
  Effect.gen(function* () {
    const { kysely } = yield* Transaction;
    yield* attempt(() => lockCursor(kysely, projection.name, projection.source));
    const aggregates = aggregateId === undefined ? yield* attempt(() => parkedAggregates(kysely, projection)) : [aggregateId];
    return yield* Effect.forEach(aggregates, (one) => replay(projection, one));
  });
