import type { CompiledQuery } from "kysely";
import { type EncodedEvent, PoisonEvent, type Projection } from "../projection.ts";

const writtenBy = (projection: Projection, events: ReadonlyArray<EncodedEvent>): ReadonlyArray<CompiledQuery> | null => {
  const all: Array<CompiledQuery> = [];
  for (const event of events) {
    const handler = projection.handlers[event.type];
    if (handler === undefined) continue;
    const statements = handler.statements?.(event);
    if (statements === undefined || statements instanceof PoisonEvent) return null;
    all.push(...statements);
  }
  return all;
};

/** What events write, when all of them only write; null when one has to read first, or is poison. */
export const statementsOf = (projection: Projection, events: ReadonlyArray<EncodedEvent>): ReadonlyArray<CompiledQuery> | null => {
  try {
    return writtenBy(projection, events);
  } catch {
    // A defect of a handler is poison as well: found again, and parked, by who looks with care.
    return null;
  }
};
