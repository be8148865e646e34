import { Effect } from "effect";
import { tables, type Transaction } from "../../database/database.ts";
import type { StorageError } from "../../database/storage-error.ts";
import { type Aside, asideOf, maxParkedAggregates, parkEvent, queueEvents } from "../parked/events.ts";
import { applyUpToPoison } from "./poison.ts";
import type { EncodedEvent, Projection } from "../projection.ts";

/** Events of a savepoint once one of the batch was poison: each poison costs applying those before it in its savepoint twice. */
const shortStretch = 16;

const { write } = tables<unknown>();

/** What became of some events. */
export interface Applied {
  /** Events that were parked: poison, and what stands behind it. */
  readonly parked: number;
  /** The event that was one parked aggregate too many: nothing behind it was looked at. Null when all were. */
  readonly cutAt: number | null;
}

/**
 * Applies events in their order, in the transaction under way. A poison event is parked, and later events of its aggregate queue
 * behind it; what an operator gave up is passed over. As long as nothing is poisonous all of them cost one savepoint. Given what
 * stands aside, it ends at the event that parks one aggregate too many; else, for rebuilds, it goes to the end whatever is parked.
 */
export const applyEvents = (projection: Projection, events: ReadonlyArray<EncodedEvent>, known?: Aside): Effect.Effect<Applied, StorageError, Transaction> =>
  Effect.gen(function* () {
    const handled = events.filter(({ type }) => projection.handlers[type] !== undefined);
    if (handled.length === 0) return { parked: 0, cutAt: null };
    const aside = known ?? (yield* write((db) => asideOf(db, projection, handled)));
    const blocked = new Set(aside.blocked);
    let room = known === undefined ? Number.POSITIVE_INFINITY : maxParkedAggregates - aside.parkedLately;
    let parked = 0;
    let stretch: number | undefined;
    let rest = handled.filter(({ id }) => !aside.dropped.has(id));
    while (rest.length > 0) {
      const free = rest.filter(({ subject }) => !blocked.has(subject));
      const failed = yield* applyUpToPoison(projection, free, stretch);
      const poison = failed === null ? undefined : free[failed.index];
      const end = poison === undefined ? rest.length : rest.indexOf(poison);
      const behind = rest.slice(0, end).filter(({ subject }) => blocked.has(subject));
      yield* write((db) => queueEvents(db, projection, behind));
      parked += behind.length;
      if (failed === null || poison === undefined) break;
      yield* write((db) => parkEvent(db, projection, poison, failed));
      parked += 1;
      stretch = shortStretch;
      room -= 1;
      if (room < 0) return { parked, cutAt: poison.position };
      blocked.add(poison.subject);
      rest = rest.slice(end + 1);
    }
    return { parked, cutAt: null };
  });
