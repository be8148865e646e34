import { sourceOf, type EventEnvelope } from "@cpts/domain/EventEnvelope";
import type { LogPosition, PendingEvent } from "./seal.ts";

export type EncodedEnvelope = typeof EventEnvelope.Encoded;

/** An event of this service's log as it travels, whether it is read from the log or still known from its commit. */
export const envelopeOf = (source: string, event: PendingEvent, { logId, position }: LogPosition): EncodedEnvelope => ({
  specversion: "1.0",
  id: event.id,
  source: sourceOf(source),
  type: event.type,
  subject: event.aggregateId,
  time: event.occurredAt,
  datacontenttype: "application/json",
  data: event.data,
  logid: logId,
  position,
  aggregateversion: event.aggregateVersion,
  ...(event.traceparent === null ? {} : { traceparent: event.traceparent }),
});
