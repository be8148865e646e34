import { Cause, Data, Effect } from "effect";
import { attempt, Transaction, transaction, type Database } from "../../database/database.ts";
import { StorageError } from "../../database/storage-error.ts";
import { failpointEffect } from "../../failpoint.ts";
import { applyEvents } from "./events.ts";
import { advanceCursor, lockCursor, moveCursor, type StoredCursor } from "../cursor-store.ts";
import { asideOf, isStopped, noteAside, standsAside } from "../parked/events.ts";
import { beyondOf, type EncodedEvent, type PoisonEvent, type Projection } from "../projection.ts";
import { applyTogether } from "./together.ts";

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

/** The batch is not the plain case: looked at with care, it may still be applied. */
class NotPlain extends Data.TaggedError("NotPlain")<{}> {}

/**
 * The plain case: the batch begins where the cursor is, nothing was put aside, nothing fails. Two answers are waited for: that
 * of all statements, and that of the commit. Whatever else is found rolls all of it back.
 */
const applyPlainly = (
  projection: Projection,
  events: ReadonlyArray<EncodedEvent>,
  first: EncodedEvent,
  reached: StoredCursor & { readonly logId: string },
): Effect.Effect<BatchResult, StorageError | PoisonEvent | NotPlain, Database> =>
  transaction(
    Effect.gen(function* () {
      const { afterCommit, kysely } = yield* Transaction;
      const advanced = attempt(() => advanceCursor(kysely, projection.name, projection.source, first.position - 1, reached));
      yield* failpointEffect("before-apply");
      const [isPlain] = yield* Effect.all([advanced, applyTogether(projection, events)], { concurrency: "unbounded" });
      if (!isPlain) return yield* new NotPlain();
      afterCommit.push(() => projection.afterCommit?.(events));
      yield* failpointEffect("after-apply-before-commit");
      return { applied: events.length, ignored: beyondOf(projection, events), parked: 0, cursor: reached, isCut: false };
    }),
  );

/** Everything else: the cursor is elsewhere, something was parked or dropped, or an event is poison. */
const applyWithCare = (
  projection: Projection,
  events: ReadonlyArray<EncodedEvent>,
  after: StoredCursor,
): Effect.Effect<BatchResult, StorageError | CursorMoved | TooManyParked, Database> =>
  transaction(
    Effect.gen(function* () {
      const { afterCommit, kysely } = yield* Transaction;
      const cursor = yield* attempt(() => lockCursor(kysely, projection.name, projection.source));
      const fresh = events.filter((event) => event.position > cursor.position);
      const begins = fresh[0]?.position ?? after.position + 1;
      if ((cursor.logId !== null && cursor.logId !== after.logId) || begins > cursor.position + 1) return yield* new CursorMoved({ cursor });
      const aside = yield* attempt(() => asideOf(kysely, projection, fresh));
      noteAside(projection, aside.isAny);
      if (isStopped(aside)) return yield* new TooManyParked({ aggregates: aside.together });
      yield* failpointEffect("before-apply");
      const { cutAt, parked } = yield* applyEvents(projection, fresh, aside);
      const taken = cutAt === null ? fresh.length : fresh.findIndex(({ position }) => position === cutAt) + 1;
      const end = cutAt ?? after.position;
      const reached = end > cursor.position ? { logId: after.logId, position: end } : { ...cursor, logId: after.logId };
      yield* attempt(() => moveCursor(kysely, projection.name, projection.source, reached));
      afterCommit.push(() => projection.afterCommit?.(fresh.slice(0, taken)));
      yield* failpointEffect("after-apply-before-commit");
      return { applied: taken - parked, ignored: beyondOf(projection, fresh.slice(0, taken)), parked, cursor: reached, isCut: cutAt !== null };
    }),
  );

/** What waits for the database or for another transaction fails as it is; what an event or the cursor is the reason of is looked at again. */
const isFault = (error: StorageError | PoisonEvent | NotPlain): error is StorageError => error instanceof StorageError && (error.kind === "unavailable" || error.kind === "conflict");

/**
 * Applies a batch in one transaction that also moves the cursor: both happen or neither. Events that another replica
 * has applied meanwhile are passed over. With too many aggregates parked together nothing is applied: see {@link isStopped}.
 */
export const applyBatch = (
  projection: Projection,
  events: ReadonlyArray<EncodedEvent>,
  after: StoredCursor,
): Effect.Effect<BatchResult, StorageError | CursorMoved | TooManyParked, Database> => {
  const withCare = Effect.suspend(() => applyWithCare(projection, events, after));
  const [first] = events;
  const { logId, position } = after;
  const applied =
    first === undefined || logId === null || standsAside(projection)
      ? withCare
      : Effect.catchCause(applyPlainly(projection, events, first, { logId, position }), (cause) => {
          const found = Cause.findErrorOption(cause);
          if (found._tag === "Some" && isFault(found.value)) return Effect.fail(found.value);
          return Cause.hasInterruptsOnly(cause) ? Effect.interrupt : withCare;
        });
  return Effect.tap(applied, () => failpointEffect("after-apply-commit"));
};
