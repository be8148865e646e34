import type { EventType } from "@cpts/api/EventType";
import { applyBatch } from "../subscriptions/apply/batch.ts";
import type { Projection } from "../subscriptions/projection.ts";
import type { TestService } from "./test-service.ts";

/** An event of another service, before it has a position. */
export interface Heard {
  readonly definition: EventType;
  readonly subject: string;
  /** Version of its aggregate; its position where that does not matter. */
  readonly version?: number;
  readonly data: unknown;
}

/** The log that all of them are of. */
export const foreignLogId = "0198c0de-0000-7000-8000-00000000bbbb";

/** The event as the feed of a service gives it. */
export const foreignEvent = (source: string, position: number, { data, definition, subject, version = position }: Heard) => ({
  specversion: "1.0" as const,
  id: `0198c0de-0000-7000-8000-${String(position).padStart(12, "0")}`,
  source: `/cpts/${source}`,
  type: definition.type,
  subject,
  time: "2026-01-02T10:00:00.000Z",
  datacontenttype: "application/json" as const,
  logid: foreignLogId,
  position,
  aggregateversion: version,
  data,
});

/** The log of another service as this one hears it: each batch stands where the last one ended. */
export const foreignLog = (service: TestService, projection: Projection) => {
  let position = 0;
  return {
    /** Applies events in the order given; tells how many were parked. */
    hear: async (...events: ReadonlyArray<Heard>): Promise<number> => {
      const batch = events.map((event) => foreignEvent(projection.source, (position += 1), event));
      return (await service.run(applyBatch(projection, batch, { logId: foreignLogId, position }))).parked;
    },
    position: (): string => `${projection.source}@${foreignLogId}:${position}`,
  };
};
