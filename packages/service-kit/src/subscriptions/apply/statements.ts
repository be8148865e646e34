import type { CompiledQuery } from "kysely";
import { type EncodedEvent, type Handler, PoisonEvent, type Projection, type Together } from "../projection.ts";

/** Whether it only writes. */
export const onlyWrites = (handler: Handler | undefined): boolean => handler === undefined || handler.statements !== undefined;

/** Events by what learns them together, in the order of the log; `undefined` has those that are applied one by one. */
export const byTogether = (projection: Projection, events: ReadonlyArray<EncodedEvent>): ReadonlyMap<Together | undefined, ReadonlyArray<EncodedEvent>> =>
  Map.groupBy(events, ({ type }) => projection.handlers[type]?.together);

/** What events write one by one. */
export const writtenBy = (projection: Projection, events: ReadonlyArray<EncodedEvent>): ReadonlyArray<CompiledQuery> | PoisonEvent => {
  const all: Array<CompiledQuery> = [];
  for (const event of events) {
    const statements = projection.handlers[event.type]?.statements?.(event) ?? [];
    if (statements instanceof PoisonEvent) return statements;
    all.push(...statements);
  }
  return all;
};

/** What events write, when all of them only write; null when one has to read first, or is poison. */
export const statementsOf = (projection: Projection, events: ReadonlyArray<EncodedEvent>): ReadonlyArray<CompiledQuery> | null => {
  // Asked before any payload is looked at, as it would be once more.
  if (!events.every(({ type }) => onlyWrites(projection.handlers[type]))) return null;
  try {
    const written = [...byTogether(projection, events)].map(([together, of]) => together?.statements?.(of) ?? writtenBy(projection, of));
    return written.some((statements) => statements instanceof PoisonEvent) ? null : written.flatMap((statements) => (statements instanceof PoisonEvent ? [] : statements));
  } catch {
    // A defect of a handler is poison as well: found again, and parked, by who looks with care.
    return null;
  }
};
