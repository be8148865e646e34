import { Cause, Effect } from "effect";
import { tables, type Transaction } from "../database/database.ts";
import { statement } from "../database/statement.ts";
import type { StorageError } from "../database/storage-error.ts";
import { applyEvent, PoisonEvent, type EncodedEvent, type Projection } from "./projection.ts";

const { write } = tables<unknown>();

type Key = [subscription: string, source: string];

const anyParked = statement<Key, unknown>(`select 1 from parked_event where subscription = $1 and source = $2 limit 1`);
const isParked = statement<[...Key, aggregateId: string], unknown>(`select 1 from parked_event where subscription = $1 and source = $2 and aggregate_id = $3 limit 1`);
const park = statement<[...Key, position: number, aggregateId: string, event: string, reason: string], never>(
  `insert into parked_event (subscription, source, position, aggregate_id, event, reason) values ($1, $2, $3, $4, $5, $6)
  on conflict (subscription, source, position) do nothing`,
);
const savepoint = (words: string) => write(statement<[], never>(words));

/** Infrastructure is never poison: the same event may pass when the database is back. */
const isPoison = (error: StorageError | PoisonEvent): boolean => error instanceof PoisonEvent || error.kind === "unexpected" || error.kind === "constraint";

const reasonOf = (error: StorageError | PoisonEvent): string =>
  error instanceof PoisonEvent ? error.reason : error.cause instanceof Error ? error.cause.message : String(error.cause);

/** Does it all or none of it: gives the reason when it was undone because of a poison event, null when it is done. */
const undoPoison = (name: string, effect: Effect.Effect<void, StorageError | PoisonEvent, Transaction>): Effect.Effect<string | null, StorageError, Transaction> =>
  Effect.gen(function* () {
    yield* savepoint(`savepoint ${name}`);
    return yield* Effect.matchCauseEffect(effect, {
      onSuccess: () => Effect.as(savepoint(`release savepoint ${name}`), null),
      onFailure: (cause) => {
        const found = Cause.findErrorOption(cause);
        const error = found._tag === "Some" ? found.value : new PoisonEvent({ reason: Cause.pretty(cause) });
        // Only a StorageError can be no poison.
        return isPoison(error) ? Effect.as(savepoint(`rollback to savepoint ${name}`), reasonOf(error)) : Effect.fail(error as StorageError);
      },
    });
  });

/** Applies one event, or parks it when it cannot be applied or stands behind one of its aggregate that could not. */
const applyOrPark = (projection: Projection, event: EncodedEvent): Effect.Effect<boolean, StorageError, Transaction> =>
  Effect.gen(function* () {
    const { name, source } = projection;
    const behind = yield* write((db) => isParked(db, name, source, event.subject));
    const reason = behind.length > 0 ? "waits behind an earlier event of its aggregate" : yield* undoPoison("one_event", applyEvent(projection, event));
    if (reason === null) return false;
    yield* write((db) => park(db, name, source, event.position, event.subject, JSON.stringify(event), reason));
    return true;
  });

/**
 * Applies events in their order, in the transaction under way; gives the number of those that were parked. As long as
 * nothing is poisonous all of them cost one savepoint.
 */
export const applyEvents = (projection: Projection, events: ReadonlyArray<EncodedEvent>): Effect.Effect<number, StorageError, Transaction> =>
  Effect.gen(function* () {
    const wanted = events.filter(({ type }) => projection.handlers[type] !== undefined);
    if (wanted.length === 0) return 0;
    const parked = yield* write((db) => anyParked(db, projection.name, projection.source));
    const applyAll = Effect.forEach(wanted, (event) => applyEvent(projection, event), { discard: true });
    if (parked.length === 0 && (yield* undoPoison("all_events", applyAll)) === null) return 0;
    let count = 0;
    for (const event of wanted) if (yield* applyOrPark(projection, event)) count += 1;
    return count;
  });
