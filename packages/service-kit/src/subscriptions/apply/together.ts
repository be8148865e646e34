import { type Cause, Effect, Exit } from "effect";
import type { Transaction } from "../../database/database.ts";
import type { StorageError } from "../../database/storage-error.ts";
import { applyEvent, type EncodedEvent, type PoisonEvent, type Projection } from "../projection.ts";

/** Aggregates whose events are under way at once on the one connection. */
const concurrency = 128;

const byAggregate = (events: ReadonlyArray<EncodedEvent>): ReadonlyArray<ReadonlyArray<EncodedEvent>> => {
  const groups = new Map<string, Array<EncodedEvent>>();
  for (const event of events) {
    const group = groups.get(event.subject);
    if (group === undefined) groups.set(event.subject, [event]);
    else group.push(event);
  }
  return [...groups.values()];
};

/**
 * Applies events without waiting for each: those of one aggregate in their order, the aggregates side by side. What may
 * be parked apart may be applied apart: a projection that cared for the order of two aggregates would be wrong after any
 * parked event. Ends when nothing is under way any more, with the first failure if there is one.
 */
export const applyTogether = (projection: Projection, events: ReadonlyArray<EncodedEvent>): Effect.Effect<void, StorageError | PoisonEvent, Transaction> =>
  Effect.gen(function* () {
    const failures: Array<Cause.Cause<StorageError | PoisonEvent>> = [];
    const applyGroup = (group: ReadonlyArray<EncodedEvent>) =>
      Effect.map(Effect.exit(Effect.forEach(group, (event) => (failures.length === 0 ? applyEvent(projection, event) : Effect.void), { discard: true })), (exit) => {
        // Answers come in the order of the statements: the failures after the first are its echoes.
        if (Exit.isFailure(exit)) failures.push(exit.cause);
      });
    yield* Effect.forEach(byAggregate(events), applyGroup, { concurrency, discard: true });
    const [first] = failures;
    if (first !== undefined) yield* Effect.failCause(first);
  });
