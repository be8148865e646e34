import { withClient } from "@cpts/testing/database";

const batch = 500;

/** Adds that many events to the log of a service, each with a text of that length, much faster than through its API. */
export const addEvents = (url: string, count: number, length = 1_000): Promise<void> =>
  withClient(url, async (client) => {
    for (let added = 0; added < count; added += batch) {
      const events = Array.from({ length: Math.min(batch, count - added) }, () => {
        const id = crypto.randomUUID();
        return { id, type: "cpts.sample.thing.made.v1", aggregateId: id, aggregateVersion: 1, occurredAt: "2026-01-01T00:00:00.000Z", traceparent: null, data: { thingId: id, title: "x".repeat(length) } };
      });
      await client.query("select append_events($1)", [JSON.stringify(events)]);
    }
  });
