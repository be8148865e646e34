import { Cause, Effect } from "effect";
import { tables, type Transaction } from "../../database/database.ts";
import { statement } from "../../database/statement.ts";
import type { StorageError } from "../../database/storage-error.ts";
import { applyEvent, PoisonEvent, type EncodedEvent, type Projection } from "../projection.ts";
import { applyTogether } from "./together.ts";

/** Why an event could not be applied. */
export interface Poison {
  readonly reason: string;
  /** It will never pass as it is: trying again is of no use. */
  readonly isFinal: boolean;
}

/** The first of some events that could not be applied. */
export interface FailedEvent extends Poison {
  readonly index: number;
}

const maxReason = 1_000;
const { write } = tables<unknown>();
const control = (words: string) => write(statement<[], never>(words));

/** Infrastructure and a faulty deployment are never poison: the same event may pass when the database is back, or has its tables. */
const isPoison = (error: StorageError | PoisonEvent): boolean => error instanceof PoisonEvent || error.kind === "unexpected" || error.kind === "constraint";

/**
 * Without what is quoted, but for names of the database: PostgreSQL and `JSON.parse` quote the value that they refuse, and reasons
 * are shown to those who may not read the payload. A value may hold quotes itself: all is left out up to the last one.
 */
export const withoutValues = (text: string): string =>
  text.replaceAll(/(\b(?:constraint|relation|table|column|index|type|function|schema) "[^"]*")|".*"|".*$/gsu, (_, name?: string) => name ?? '"…"').slice(0, maxReason);

const textOf = (cause: unknown): string => withoutValues(cause instanceof Error ? cause.message : String(cause));

const poisonOf = (cause: Cause.Cause<StorageError | PoisonEvent>): Poison | null => {
  const found = Cause.findErrorOption(cause);
  if (found._tag === "None") return Cause.hasInterruptsOnly(cause) ? null : { reason: textOf(Cause.squash(cause)), isFinal: false };
  const error = found.value;
  if (!isPoison(error)) return null;
  // What a schema expected names a field in quotes; it never has the value.
  return error instanceof PoisonEvent ? { reason: error.reason.slice(0, maxReason), isFinal: true } : { reason: textOf(error.cause), isFinal: false };
};

/** Does it in a savepoint; undoes it and gives the poison when that is why it failed. */
const inSavepoint = <A>(work: Effect.Effect<void, StorageError | PoisonEvent, Transaction>, poisoned: (poison: Poison) => A): Effect.Effect<A | null, StorageError, Transaction> =>
  Effect.andThen(
    control("savepoint events"),
    Effect.matchCauseEffect(work, {
      onSuccess: () => Effect.as(control("release savepoint events"), null),
      onFailure: (cause) => {
        const poison = poisonOf(cause);
        // What is no poison is a StorageError, or the caller's interruption.
        if (poison === null) return Effect.failCause(cause as Cause.Cause<StorageError>);
        return Effect.as(control("rollback to savepoint events"), poisoned(poison));
      },
    }),
  );

/** Applies all of these events in one savepoint, one after the other; when one is poison, none of them, and says which. */
const applyAll = (projection: Projection, events: ReadonlyArray<EncodedEvent>): Effect.Effect<FailedEvent | null, StorageError, Transaction> =>
  Effect.gen(function* () {
    let index = 0;
    const work = Effect.forEach(
      events,
      (event, place) => {
        index = place;
        return applyEvent(projection, event);
      },
      { discard: true },
    );
    return yield* inSavepoint(work, (poison) => ({ ...poison, index }));
  });

/** Applies events up to the first that is poison, at the price of applying those before it twice. */
const applyStretch = (projection: Projection, events: ReadonlyArray<EncodedEvent>): Effect.Effect<FailedEvent | null, StorageError, Transaction> =>
  Effect.gen(function* () {
    if (events.length > 1 && (yield* inSavepoint(applyTogether(projection, events), (poison) => poison)) === null) return null;
    let failed: FailedEvent | null = null;
    // A failure undoes those before it: they are applied again without it.
    for (let end = events.length; end > 0; end = failed.index) {
      const again: FailedEvent | null = yield* applyAll(projection, events.slice(0, end));
      if (again === null) return failed;
      failed = again;
    }
    return failed;
  });

/**
 * Applies events in their order up to the first that is poison; gives that one, null when all were applied. A savepoint holds
 * `stretch` events: many where nothing is poison, few where much may be.
 */
export const applyUpToPoison = (projection: Projection, events: ReadonlyArray<EncodedEvent>, stretch = 500): Effect.Effect<FailedEvent | null, StorageError, Transaction> =>
  Effect.gen(function* () {
    for (let start = 0; start < events.length; start += stretch) {
      const failed = yield* applyStretch(projection, events.slice(start, start + stretch));
      if (failed !== null) return { ...failed, index: start + failed.index };
    }
    return null;
  });
