import { afterEach, beforeEach, describe, expect, expectTypeOf, it } from "vitest";
import { connect } from "../connect.ts";
import { eventsUpTo, upTo } from "../fixtures/events.ts";
import { type FeedServer, startFeedServer } from "../fixtures/feed-server.ts";
import { memoryCursor } from "./cursor-store.ts";
import type { BatchPlace } from "./hand-over.ts";

let server: FeedServer;
beforeEach(async () => {
  server = await startFeedServer();
});
afterEach(() => server.close());

const registryOf = (url: string) => connect({ urls: { registry: url } }).registry;
const quick = { first: 1, longest: 4 };

describe("a handler of batches", () => {
  it("is given batches of 500 at most, or fewer when told so, each with its place in the log", async () => {
    server.append(...eventsUpTo(1_100));
    const sizes: Array<number> = [];
    const places: Array<BatchPlace> = [];
    for (const batchSize of [undefined, 400]) {
      const stop = new AbortController();
      await registryOf(server.url).onEvents({ batchSize, signal: stop.signal }, async (batch, place) => {
        sizes.push(batch.length);
        places.push(place);
        if (place.after.position === 1_100) stop.abort();
      });
    }
    expect(sizes).toEqual([500, 500, 100, 400, 400, 300]);
    expect(places[1]).toEqual({
      source: "registry",
      before: { source: "registry", logId: "log-one-1", position: 500 },
      after: { source: "registry", logId: "log-one-1", position: 1_000 },
    });
  });

  it("that fails is given the batch again, one event at a time, until it takes it", async () => {
    server.append(...eventsUpTo(6));
    const stop = new AbortController();
    const cursor = memoryCursor();
    const given: Array<ReadonlyArray<number>> = [];
    let failures = 0;
    await registryOf(server.url).onEvents({ cursor, signal: stop.signal, retryMs: quick }, async (batch, { after }) => {
      given.push(batch.map(({ position }) => position));
      if (batch.some(({ position }) => position === 4) && failures++ < 3) throw new Error("the database is away");
      if (after.position === 6) stop.abort();
    });
    expect(given).toEqual([upTo(6), [1], [2], [3], [4], [4], [4], [5], [6]]);
    expect((await cursor.load("registry"))?.position).toBe(6);
  });

  it("that never takes an event ends the subscription, which names the event and stands before it", async () => {
    server.append(...eventsUpTo(9));
    const cursor = memoryCursor();
    let attempts = 0;
    const subscription = registryOf(server.url).onEvents({ cursor, batchSize: 5, retries: 2, retryMs: quick }, async (batch) => {
      if (!batch.some(({ position }) => position === 7)) return;
      attempts += 1;
      throw new Error("no such commune");
    });
    await expect(subscription).rejects.toMatchObject({ _tag: "HandlerFailed", source: "registry", position: 7, attempts: 3, cause: new Error("no such commune") });
    expect(attempts).toBe(4);
    expect((await cursor.load("registry"))?.position).toBe(6);
  });

  it("that is to be tried once only ends the subscription with its first error, and the batch is given again", async () => {
    server.append(...eventsUpTo(12));
    const cursor = memoryCursor();
    const batches: Array<number> = [];
    const subscription = registryOf(server.url).onEvents({ cursor, batchSize: 5, retries: 0 }, async (batch) => {
      if (batches.length === 2) throw new Error("full");
      batches.push(batch.length);
    });
    await expect(subscription).rejects.toMatchObject({ _tag: "HandlerFailed", position: 11, attempts: 1 });
    expect(batches).toEqual([5, 5]);
    expect((await cursor.load("registry"))?.position).toBe(10);
  });

  it("finishes the batch in hand when the signal aborts, and its cursor is saved before the promise resolves", async () => {
    server.append(...eventsUpTo(12));
    const cursor = memoryCursor();
    const stop = new AbortController();
    const { promise: working, resolve: finish } = Promise.withResolvers<void>();
    let resolved = false;
    const subscription = registryOf(server.url)
      .onEvents({ cursor, batchSize: 5, signal: stop.signal }, async () => {
        stop.abort();
        await working;
      })
      .then(() => {
        resolved = true;
      });
    await expect.poll(() => stop.signal.aborted).toBe(true);
    expect([resolved, await cursor.load("registry")]).toEqual([false, null]);
    finish();
    await subscription;
    expect((await cursor.load("registry"))?.position).toBe(5);
  });

  it("is not tried again once the signal has aborted", async () => {
    server.append(...eventsUpTo(3));
    const cursor = memoryCursor();
    const stop = new AbortController();
    let attempts = 0;
    await registryOf(server.url).onEvents({ cursor, signal: stop.signal, retryMs: { first: 60_000, longest: 60_000 } }, async () => {
      attempts += 1;
      setImmediate(() => stop.abort());
      throw new Error("the database is away");
    });
    expect([attempts, await cursor.load("registry")]).toEqual([1, null]);
  });

  it("is not called for types that it did not ask for, and the cursor passes them", async () => {
    server.append(...eventsUpTo(8));
    const cursor = memoryCursor();
    const stop = new AbortController();
    const given: Array<number> = [];
    const subscription = registryOf(server.url).onEvents({ cursor, batchSize: 2, types: ["cpts.registry.territory.changed.v1"], signal: stop.signal }, async (batch) => {
      given.push(...batch.map(({ position }) => position));
    });
    await expect.poll(async () => (await cursor.load("registry"))?.position).toBe(8);
    stop.abort();
    await subscription;
    expect(given).toEqual([3, 6]);
  });

  it("whose cursor cannot be kept is told so like any other failure", async () => {
    server.append(...eventsUpTo(3));
    const cursor = { ...memoryCursor(), save: () => Promise.reject(new Error("disk full")) };
    await expect(registryOf(server.url).onEvents({ cursor, retries: 1, retryMs: quick }, async () => {})).rejects.toMatchObject({ _tag: "HandlerFailed", position: 1, cause: new Error("disk full") });
  });

  it("knows what an event holds by its type", async () => {
    const subscribe = (): Promise<void> =>
      registryOf(server.url).onEvents({}, async (batch) => {
        for (const event of batch) if (event.type === "cpts.registry.cpts.registered.v1") expectTypeOf(event.data.name).toEqualTypeOf<string>();
      });
    expectTypeOf(subscribe).returns.resolves.toEqualTypeOf<void>();
  });
});

describe("a log that was restored", () => {
  const cursor = memoryCursor();
  const follow = async (until: number): Promise<ReadonlyArray<number>> => {
    const stop = new AbortController();
    const given: Array<number> = [];
    await registryOf(server.url).onEvents({ cursor, signal: stop.signal }, async (batch, { after }) => {
      given.push(...batch.map(({ position }) => position));
      if (after.position >= until) stop.abort();
    });
    return given;
  };

  it("stops the subscription, and clearing the cursor begins the rebuild", async () => {
    server.append(...eventsUpTo(8));
    expect(await follow(8)).toEqual(upTo(8));
    server.log = { logId: "log-two-2", events: [...eventsUpTo(5, "log-two-2")] };
    await expect(follow(9)).rejects.toMatchObject({ _tag: "LogChanged", source: "registry", logId: "log-two-2", head: 5, cursor: { position: 8 } });
    await expect(follow(9)).rejects.toMatchObject({ _tag: "LogChanged" });
    await cursor.clear("registry");
    expect(await follow(5)).toEqual(upTo(5));
  });
});
