import * as fc from "fast-check";
import { expect, it } from "vitest";
import { eventAt, eventsUpTo, upTo } from "../fixtures/events.ts";
import { manualLane } from "../fixtures/manual-lane.ts";
import type { Feed } from "./feed.ts";
import type { Envelope } from "../contracts.ts";
import { follow } from "./follow.ts";
import { makeLiveQueue } from "./live-queue.ts";
import { beginningOf } from "./logged-event.ts";

it("never holds more than its capacity, whatever is offered and taken, and gives what follows the cursor in order", () => {
  const step = fc.oneof(fc.record({ offer: fc.integer({ min: 1, max: 60 }) }), fc.record({ take: fc.integer({ min: 1, max: 8 }) }));
  fc.assert(
    fc.property(fc.array(step, { maxLength: 300 }), fc.integer({ min: 1, max: 12 }), (steps, capacity) => {
      const queue = makeLiveQueue<Envelope>(capacity);
      const taken: Array<number> = [];
      for (const one of steps) {
        if ("offer" in one) queue.offer(eventAt(one.offer));
        else taken.push(...queue.take({ source: "registry", logId: "log-one-1", position: taken.length }, one.take).batch.map(({ position }) => position));
        expect(queue.size()).toBeLessThanOrEqual(capacity);
      }
      expect(taken).toEqual(upTo(taken.length));
    }),
    { numRuns: 500 },
  );
});

it("tells of what it had no room for, so that the feed is read", () => {
  const queue = makeLiveQueue<Envelope>(3);
  for (const event of eventsUpTo(4)) queue.offer(event);
  expect(queue.size()).toBe(0);
  expect(queue.take({ source: "registry", logId: "log-one-1", position: 0 }, 9)).toEqual({ batch: [], behind: true });
});

it("of a slow handler under a fast lane loses nothing in the end", async () => {
  const events = [eventAt(1)];
  const feed: Feed<Envelope> = async ({ after, limit }) => ({ source: "registry", logId: "log-one-1", head: events.length, events: events.slice(after, after + limit) });
  const { lane, opened, publish } = manualLane();
  const stop = new AbortController();
  const handled: Array<number> = [];
  const following = follow<Envelope>({
    source: "registry",
    cursor: beginningOf("registry"),
    feed,
    live: lane,
    batchSize: 10,
    pollMs: 60_000,
    signal: stop.signal,
    handle: async (batch) => {
      // A hundred events come while ten are handled.
      for (const position of upTo(Math.min(5_000, events.length + 100), events.length + 1)) {
        events.push(eventAt(position));
        publish(eventAt(position));
      }
      await new Promise((resolve) => setImmediate(resolve));
      handled.push(...batch.map(({ position }) => position));
      if (handled.length === 5_000) stop.abort();
    },
  });
  await opened;
  await following;
  expect(handled).toEqual(upTo(5_000));
});
