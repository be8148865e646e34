import type { EventType, PayloadOf } from "@cpts/api/EventType";
import type { EventEnvelope } from "@cpts/domain/EventEnvelope";
import { Data, Effect, Exit, SchemaParser } from "effect";
import type { Transaction } from "../database/database.ts";
import type { StorageError } from "../database/storage-error.ts";

/** An event as it travels. */
export type EncodedEvent = typeof EventEnvelope.Encoded;

/** An event that can never be applied as it is: its payload is not what its type says. */
export class PoisonEvent extends Data.TaggedError("PoisonEvent")<{ readonly reason: string }> {}

type Apply = (event: EncodedEvent) => Effect.Effect<void, StorageError | PoisonEvent, Transaction>;

/** What a service keeps of another's log: which events change which tables. */
export interface Projection {
  /** Name of the subscription, unique in the service. */
  readonly name: string;
  /** The service whose log is followed. */
  readonly source: string;
  /** Tables that hold nothing but this projection: emptied and filled again by a rebuild. */
  readonly tables: ReadonlyArray<string>;
  readonly handlers: Readonly<Record<string, Apply>>;
}

/** Says what one type of event does. The payload is decoded and checked first; unknown fields are ignored. */
export const on = <E extends EventType>(
  definition: E,
  apply: (data: PayloadOf<E>, event: EncodedEvent) => Effect.Effect<void, StorageError, Transaction>,
): Readonly<Record<string, Apply>> => {
  const decode = SchemaParser.decodeUnknownExit(definition.payload);
  return {
    [definition.type]: (event) => {
      const decoded = decode(event.data);
      return Exit.isSuccess(decoded)
        ? apply(decoded.value as PayloadOf<E>, event)
        : Effect.fail(new PoisonEvent({ reason: `the payload does not fit ${definition.type}: ${String(Exit.findErrorOption(decoded).pipe((issue) => (issue._tag === "Some" ? issue.value : "")))}` }));
    },
  };
};

/** Applies one event; types that the projection does not handle change nothing. */
export const applyEvent = (projection: Projection, event: EncodedEvent): Effect.Effect<void, StorageError | PoisonEvent, Transaction> =>
  projection.handlers[event.type]?.(event) ?? Effect.void;
