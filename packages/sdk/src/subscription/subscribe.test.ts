import { Effect, Stream } from "effect";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { connect } from "../connect.ts";
import { connect as connectEffect } from "../effect.ts";
import { eventAt, eventsUpTo, upTo } from "../fixtures/events.ts";
import { type FeedServer, startFeedServer } from "../fixtures/feed-server.ts";
import { memoryCursor } from "./cursor-store.ts";

let server: FeedServer;
beforeEach(async () => {
  server = await startFeedServer();
});
afterEach(() => server.close());

const registryOf = (url: string) => connect({ urls: { registry: url } }).registry;

/** The positions of the first events of a subscription. */
const take = async (count: number, events: AsyncIterable<{ readonly position: number }>): Promise<ReadonlyArray<number>> => {
  const positions: Array<number> = [];
  for await (const { position } of events) {
    positions.push(position);
    if (positions.length === count) break;
  }
  return positions;
};

describe("for await over a subscription", () => {
  it("gives every event since the first, and the next ones as they come", async () => {
    server.append(...eventsUpTo(1_200));
    const positions: Array<number> = [];
    for await (const { position } of registryOf(server.url).subscribe()) {
      positions.push(position);
      if (position >= 1_200) server.append(eventAt(position + 1));
      if (position === 1_205) break;
    }
    expect(positions).toEqual(upTo(1_205));
  });

  it("gets through a feed that breaks and is busy", async () => {
    server.append(...eventsUpTo(3));
    server.faults.push(0, 503, 429, 500);
    expect(await take(3, registryOf(server.url).subscribe())).toEqual([1, 2, 3]);
    expect(server.asked).toHaveLength(5);
  });

  it("gives an event again when the loop was left in the middle of it, and not when the next one was asked for", async () => {
    server.append(...eventsUpTo(9));
    const cursor = memoryCursor();
    expect(await take(4, registryOf(server.url).subscribe({ cursor }))).toEqual([1, 2, 3, 4]);
    expect(await cursor.load("registry")).toEqual({ source: "registry", logId: "log-one-1", position: 3 });
    expect(await take(2, registryOf(server.url).subscribe({ cursor }))).toEqual([4, 5]);
  });

  it("gives only the types asked for", async () => {
    server.append(...eventsUpTo(9));
    expect(await take(3, registryOf(server.url).subscribe({ types: ["cpts.registry.territory.changed.v1"] }))).toEqual([3, 6, 9]);
  });

  it("ends quietly when its signal aborts, even while it waits", async () => {
    const stop = new AbortController();
    server.append(eventAt(1));
    const positions = take(99, registryOf(server.url).subscribe({ signal: stop.signal }));
    await expect.poll(() => server.asked.some(({ url }) => url.includes("after=1"))).toBe(true);
    stop.abort();
    expect(await positions).toEqual([1]);
    expect(await take(9, registryOf(server.url).subscribe({ signal: stop.signal }))).toEqual([]);
  });

  it("gives no event again that was in hand when its signal aborted, for its turn ended well", async () => {
    const stop = new AbortController();
    server.append(...eventsUpTo(9));
    const cursor = memoryCursor();
    const positions: Array<number> = [];
    for await (const { position } of registryOf(server.url).subscribe({ cursor, signal: stop.signal })) {
      if (position === 4) stop.abort();
      positions.push(position);
    }
    expect(positions).toEqual([1, 2, 3, 4]);
    expect((await cursor.load("registry"))?.position).toBe(4);
  });

  it("gives an event again when its turn ended in a throw", async () => {
    server.append(...eventsUpTo(9));
    const cursor = memoryCursor();
    const failing = async (): Promise<void> => {
      for await (const { position } of registryOf(server.url).subscribe({ cursor })) if (position === 3) throw new Error("full");
    };
    await expect(failing()).rejects.toThrow("full");
    expect(await take(1, registryOf(server.url).subscribe({ cursor }))).toEqual([3]);
  });

  it("throws LogChanged when the log was restored, and refusals at once", async () => {
    server.append(...eventsUpTo(2, "log-two-2"));
    server.log.logId = "log-two-2";
    const cursor = memoryCursor({ source: "registry", logId: "log-one-1", position: 40 });
    await expect(take(1, registryOf(server.url).subscribe({ cursor }))).rejects.toMatchObject({ _tag: "LogChanged", logId: "log-two-2", head: 2 });
    server.faults.push(403);
    await expect(take(1, registryOf(server.url).subscribe())).rejects.toMatchObject({ _tag: "CptsProblem", status: 403 });
  });
});

describe("a stream of Effect", () => {
  it("gives the decoded events of known types, and lets go of the feed at its end", async () => {
    server.append(eventAt(1), { ...eventAt(2), type: "cpts.registry.cpts.not-yet-known.v1" }, eventAt(4 - 1));
    server.log.events[2] = { ...eventAt(3), type: "cpts.registry.cpts.changed.v1" };
    const { registry } = connectEffect({ urls: { registry: server.url } });
    const events = await Effect.runPromise(Stream.runCollect(Stream.take(registry.events(), 2)));
    expect(events.map(({ position }) => position)).toEqual([1, 3]);
  });

  it("fails with the tag of what went wrong", async () => {
    server.faults.push(401);
    const { registry } = connectEffect({ urls: { registry: server.url } });
    const failed = Stream.runDrain(registry.events()).pipe(Effect.as(0), Effect.catchTag("CptsProblem", ({ status }) => Effect.succeed(status)));
    expect(await Effect.runPromise(failed)).toBe(401);
  });
});
