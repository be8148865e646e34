import type { CompiledQuery } from "kysely";
import { type EncodedEvent, PoisonEvent, type Projection } from "../projection.ts";

/** Whether something is read first: asked before any payload is looked at, as it would be once more. */
const readsFirst = (projection: Projection, events: ReadonlyArray<EncodedEvent>): boolean =>
  events.some(({ type }) => projection.handlers[type] !== undefined && projection.handlers[type].statements === undefined);

const writtenBy = (projection: Projection, events: ReadonlyArray<EncodedEvent>): ReadonlyArray<CompiledQuery> | null => {
  const all: Array<CompiledQuery> = [];
  for (const event of events) {
    const statements = projection.handlers[event.type]?.statements?.(event) ?? [];
    if (statements instanceof PoisonEvent) return null;
    all.push(...statements);
  }
  return all;
};

/** What events write, when all of them only write; null when one has to read first, or is poison. */
export const statementsOf = (projection: Projection, events: ReadonlyArray<EncodedEvent>): ReadonlyArray<CompiledQuery> | null => {
  if (readsFirst(projection, events)) return null;
  try {
    return writtenBy(projection, events);
  } catch {
    // A defect of a handler is poison as well: found again, and parked, by who looks with care.
    return null;
  }
};
