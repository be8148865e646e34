import { type Cause, Effect, Exit } from "effect";
import type { Transaction } from "../../database/database.ts";
import type { StorageError } from "../../database/storage-error.ts";
import { applyEvent, type EncodedEvent, type PoisonEvent, type Projection, send } from "../projection.ts";
import { byTogether, onlyWrites, writtenBy } from "./statements.ts";

/** Aggregates whose events are under way at once on the one connection. */
const concurrency = 128;

type Work = Effect.Effect<void, StorageError | PoisonEvent, Transaction>;

/** One by one: those of one aggregate in their order, the aggregates side by side, each waiting for what it reads. What only writes waits for nothing. */
const oneByOne = (projection: Projection, events: ReadonlyArray<EncodedEvent>, hasFailed: () => boolean): ReadonlyArray<Work> => {
  const aggregates = [...Map.groupBy(events, ({ subject }) => subject).values()];
  const reading = aggregates.filter((group) => !group.every(({ type }) => onlyWrites(projection.handlers[type])));
  const readers = new Set(reading.map(([first]) => first?.subject));
  const written = events.filter(({ subject }) => !readers.has(subject));
  return [
    Effect.suspend(() => send(writtenBy(projection, written))),
    ...reading.map((group) => Effect.forEach(group, (event) => (hasFailed() ? Effect.void : applyEvent(projection, event)), { discard: true })),
  ];
};

/**
 * Applies events without waiting for each: those of one aggregate in their order, the aggregates side by side. What may
 * be parked apart may be applied apart: a projection that cared for the order of two aggregates would be wrong after any
 * parked event. Ends when nothing is under way any more, with the first failure if there is one.
 */
export const applyTogether = (projection: Projection, events: ReadonlyArray<EncodedEvent>): Work =>
  Effect.gen(function* () {
    const failures: Array<Cause.Cause<StorageError | PoisonEvent>> = [];
    const works = [...byTogether(projection, events)].flatMap(([together, of]) => (together === undefined ? oneByOne(projection, of, () => failures.length > 0) : [together.apply(of)]));
    const toItsEnd = (work: Work) =>
      Effect.map(Effect.exit(work), (exit) => {
        // Answers come in the order of the statements: the failures after the first are its echoes.
        if (Exit.isFailure(exit)) failures.push(exit.cause);
      });
    yield* Effect.forEach(works, toItsEnd, { concurrency, discard: true });
    const [first] = failures;
    if (first !== undefined) yield* Effect.failCause(first);
  });
