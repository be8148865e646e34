import { sourceOf } from "@cpts/domain/EventEnvelope";
import type { EncodedEvent } from "../subscriptions/projection.ts";

/** An event of the sample's log as it travels, the first of its aggregate. */
export const encodedEvent = ({ data, position, subject, type }: Pick<EncodedEvent, "data" | "position" | "subject" | "type">): EncodedEvent => ({
  specversion: "1.0",
  id: `00000000-0000-7000-8000-${String(position).padStart(12, "0")}`,
  source: sourceOf("sample"),
  type,
  subject,
  time: "2026-11-22T08:00:00.000Z",
  datacontenttype: "application/json",
  data,
  logid: "00000000-0000-4000-8000-000000000000",
  position,
  aggregateversion: 1,
});
