import { Data, Effect } from "effect";
import { attempt, Transaction, transaction, type Database } from "../database/database.ts";
import type { StorageError } from "../database/storage-error.ts";
import { failpointEffect } from "../failpoint.ts";
import { applyEvents } from "./apply-events.ts";
import { lockCursor, moveCursor, type StoredCursor } from "./cursor-store.ts";
import { asideOf, isStopped } from "./parked-events.ts";
import { type EncodedEvent, isBeyond, type Projection } from "./projection.ts";

/** The stored cursor is not where the batch begins: somebody rebuilt the projection or moved the cursor meanwhile. */
export class CursorMoved extends Data.TaggedError("CursorMoved")<{ readonly cursor: StoredCursor }> {}

/** So many aggregates were parked within five minutes that nothing more is applied until an operator has dealt with them. */
export class TooManyParked extends Data.TaggedError("TooManyParked")<{ readonly aggregates: number }> {}

/** What became of a batch. */
export interface BatchResult {
  readonly applied: number;
  /** Of those applied, the ones that are beyond what this code knows: they changed nothing. */
  readonly ignored: number;
  readonly parked: number;
  readonly cursor: StoredCursor;
  /** It was not taken to its end: it had one poison aggregate too many. */
  readonly isCut: boolean;
}

/**
 * Applies a batch in one transaction that also moves the cursor: both happen or neither. Events that another replica
 * has applied meanwhile are passed over. With too many aggregates parked together nothing is applied: see {@link isStopped}.
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
      const aside = yield* attempt(() => asideOf(kysely, projection, fresh));
      if (isStopped(aside)) return yield* new TooManyParked({ aggregates: aside.together });
      yield* failpointEffect("before-apply");
      const { cutAt, parked } = yield* applyEvents(projection, fresh, aside);
      const taken = cutAt === null ? fresh.length : fresh.findIndex(({ position }) => position === cutAt) + 1;
      const end = cutAt ?? after.position;
      const reached = end > cursor.position ? { logId: after.logId, position: end } : { ...cursor, logId: after.logId };
      yield* attempt(() => moveCursor(kysely, projection.name, projection.source, reached));
      yield* failpointEffect("after-apply-before-commit");
      const ignored = fresh.slice(0, taken).filter((event) => isBeyond(projection, event)).length;
      return { applied: taken - parked, ignored, parked, cursor: reached, isCut: cutAt !== null };
    }),
  ).pipe(Effect.tap(() => failpointEffect("after-apply-commit")));
