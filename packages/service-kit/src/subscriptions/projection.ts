import { decoderOf, isKnownType } from "@cpts/api/DecodeEvent";
import { type EventType, lineageOf, type ReadOf } from "@cpts/api/EventType";
import type { EventEnvelope } from "@cpts/domain/EventEnvelope";
import { Data, Effect } from "effect";
import type { Transaction } from "../database/database.ts";
import type { StorageError } from "../database/storage-error.ts";

/** An event as it travels. */
export type EncodedEvent = typeof EventEnvelope.Encoded;

/** An event that can never be applied as it is: its payload is not what its type says. */
export class PoisonEvent extends Data.TaggedError("PoisonEvent")<{ readonly reason: string }> {}

type Apply = (event: EncodedEvent) => Effect.Effect<void, StorageError | PoisonEvent, Transaction>;

/**
 * What a service keeps of another's log: which events change which tables. It promises that
 * - the rows it ends with are the same whatever order the events of **different** aggregates are applied in. Those of one
 *   aggregate come in their order; the aggregates are applied side by side, and one that is parked comes much later. A
 *   handler that reads or writes what another aggregate wrote (a total, a uniqueness, "the newest of all") breaks this unless
 *   it comes out the same either way: an upsert that keeps the higher version, a sum, a set;
 * - an event changes rows of the service's own database only, through the transaction it is given: it may be undone and
 *   applied again.
 */
export interface Projection {
  /** Name of the subscription, unique in the service. */
  readonly name: string;
  /** The service whose log is followed. */
  readonly source: string;
  /** Tables that hold nothing but this projection: emptied and filled again by a rebuild. */
  readonly tables: ReadonlyArray<string>;
  readonly handlers: Readonly<Record<string, Apply>>;
}

/**
 * Says what one type of event does. The payload is read as tolerantly as readers do (see `@cpts/api/Evolution`): unknown
 * fields are left out, a code of tomorrow is `{ _tag: "Unknown", code }`. Events of the versions that `definition` upcasts
 * are given as its own; so a projection handles the newest version it knows, and no other of the same lineage.
 */
export const on = <E extends EventType>(
  definition: E,
  apply: (data: ReadOf<E>, event: EncodedEvent) => Effect.Effect<void, StorageError, Transaction>,
): Readonly<Record<string, Apply>> => {
  const decode = decoderOf<EventType>([definition]);
  const handler: Apply = (event) => {
    const read = decode(event);
    if (read._tag === "UnreadableEvent") return Effect.fail(new PoisonEvent({ reason: `the payload does not fit ${read.type}: ${read.reason}` }));
    // The one definition that was asked for has read it.
    return read._tag === "Event" ? apply(read.data as ReadOf<E>, event) : Effect.void;
  };
  return Object.fromEntries(lineageOf(definition).map(({ type }) => [type, handler]));
};

/**
 * True of an event whose type or major version is newer than this code: nobody here can say what it means. It is passed
 * over and counted; once the service knows it, a rebuild makes up for it.
 */
export const isBeyond = (projection: Projection, { type }: EncodedEvent): boolean => projection.handlers[type] === undefined && !isKnownType(type);

/** Applies one event; types that the projection does not handle change nothing. */
export const applyEvent = (projection: Projection, event: EncodedEvent): Effect.Effect<void, StorageError | PoisonEvent, Transaction> =>
  projection.handlers[event.type]?.(event) ?? Effect.void;
