import type { EventType, PayloadOf } from "@cpts/api/EventType";
import { Clock, Effect, Schema } from "effect";
import { Transaction } from "../../database/database.ts";
import { Ids } from "../../ids.ts";
import { CurrentTraceparent } from "../../telemetry/trace.ts";

/**
 * Adds an event to the transaction under way. It reaches the log with the commit or not at all; a payload that its
 * schema refuses is our defect, not the caller's. Words that people typed are left out (`EventType`): the log cannot be cut.
 */
export const record = <E extends EventType>(
  definition: E,
  event: {
    readonly aggregateId: string;
    readonly aggregateVersion: number;
    readonly data: PayloadOf<E>;
    /** The instant that the caller has already reckoned with, in milliseconds; now when absent. */
    readonly at?: number;
  },
): Effect.Effect<void, never, Transaction | Ids> =>
  Effect.gen(function* () {
    const { pending } = yield* Transaction;
    const id = yield* (yield* Ids).next;
    const written = yield* Effect.orDie(Schema.encodeUnknownEffect(definition.payload)(event.data) as Effect.Effect<unknown, unknown>);
    pending.events.push({
      id,
      type: definition.type,
      aggregateId: event.aggregateId,
      aggregateVersion: event.aggregateVersion,
      occurredAt: new Date(event.at ?? (yield* Clock.currentTimeMillis)).toISOString(),
      traceparent: yield* CurrentTraceparent,
      data: definition.tell(written),
    });
  });
