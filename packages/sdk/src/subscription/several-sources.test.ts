import { afterEach, beforeEach, describe, expect, expectTypeOf, it } from "vitest";
import { connect } from "../connect.ts";
import { eventAt, eventsUpTo, upTo } from "../fixtures/events.ts";
import { type FeedServer, startFeedServer } from "../fixtures/feed-server.ts";
import { memoryCursor } from "./cursor-store.ts";

let registry: FeedServer;
let directory: FeedServer;
beforeEach(async () => {
  registry = await startFeedServer("log-one-1");
  directory = await startFeedServer("log-two-2", "directory");
});
afterEach(async () => {
  await registry.close();
  await directory.close();
});

const both = ["registry", "directory"] as const;
const platform = () => connect({ urls: { registry: registry.url, directory: directory.url } });
const directoryEvents = (last: number, logid = "log-two-2") => eventsUpTo(last, logid, "directory");

/** Positions by source, of so many events. */
const takeFrom = async (count: number, events: AsyncIterable<{ readonly source: string; readonly position: number }>) => {
  const positions: Record<string, Array<number>> = { "/cpts/registry": [], "/cpts/directory": [] };
  let taken = 0;
  for await (const { position, source } of events) {
    positions[source]?.push(position);
    if ((taken += 1) === count) break;
  }
  return positions;
};

describe("one subscription to several sources", () => {
  it("gives each in its order, and lets neither wait for the other's past", async () => {
    registry.append(...eventsUpTo(900));
    directory.append(...directoryEvents(5));
    const positions = await takeFrom(905, platform().subscribe({ sources: both }));
    expect(positions).toEqual({ "/cpts/registry": upTo(900), "/cpts/directory": upTo(5) });
    // The directory's few come long before the registry's many are through: within pages of it, whichever answers first.
    registry.append(...eventsUpTo(6_000).slice(900));
    const early = await takeFrom(3_000, platform().subscribe({ sources: both }));
    expect(early["/cpts/directory"]).toEqual(upTo(5));
  });

  it("keeps a cursor for each, and goes on where each stood", async () => {
    registry.append(...eventsUpTo(4));
    directory.append(...directoryEvents(3));
    const cursor = memoryCursor();
    await takeFrom(6, platform().subscribe({ sources: both, cursor }));
    const left = 7 - ((await cursor.load("registry"))?.position ?? 0) - ((await cursor.load("directory"))?.position ?? 0);
    // The one in hand when the loop was left, and the one never given.
    expect(left).toBe(2);
    registry.append(eventAt(5));
    const rest = await takeFrom(3, platform().subscribe({ sources: both, cursor }));
    expect(Object.values(rest).flat()).toHaveLength(3);
  });

  it("starts each where it is told", async () => {
    registry.append(...eventsUpTo(4));
    directory.append(...directoryEvents(3));
    const from = { registry: { logId: "log-one-1", position: 3 } };
    expect(await takeFrom(4, platform().subscribe({ sources: both, from }))).toEqual({ "/cpts/registry": [4], "/cpts/directory": [1, 2, 3] });
    const since = { instant: "2026-11-22T00:00:00Z" };
    expect(Object.values(await takeFrom(7, platform().subscribe({ sources: both, from: since }))).flat()).toHaveLength(7);
  });

  it("goes on with the others while one is away", async () => {
    await registry.close();
    directory.append(...directoryEvents(3));
    const states: Array<string> = [];
    const onState = ({ _tag }: { readonly _tag: string }, source: string): void => void states.push(`${source} ${_tag}`);
    const positions = await takeFrom(3, platform().subscribe({ sources: both, onState }));
    expect(positions).toEqual({ "/cpts/registry": [], "/cpts/directory": [1, 2, 3] });
    expect(states).toContain("registry FeedUnavailable");
  });

  it("knows what an event holds by its type, whatever its source", async () => {
    const subscribe = async (): Promise<void> => {
      for await (const event of platform().subscribe({ sources: both })) {
        if (event.type === "cpts.registry.cpts.registered.v1") expectTypeOf(event.data.name).toEqualTypeOf<string>();
        // @ts-expect-error -- contracts is not among the sources
        if (event.type === "cpts.contracts.contract.signed.v1") return;
      }
    };
    expectTypeOf(subscribe).returns.resolves.toEqualTypeOf<void>();
  });
});

describe("a handler for several sources", () => {
  it("is given one batch of one source at a time", async () => {
    registry.append(...eventsUpTo(20));
    directory.append(...directoryEvents(20));
    const stop = new AbortController();
    const seen: Record<string, Array<number>> = { registry: [], directory: [] };
    let inHand = 0;
    let most = 0;
    await platform().onEvents({ sources: both, batchSize: 3, signal: stop.signal }, async (batch, { source }) => {
      most = Math.max(most, (inHand += 1));
      expect(new Set(batch.map((event) => event.source))).toEqual(new Set([`/cpts/${source}`]));
      await new Promise((resolve) => setImmediate(resolve));
      seen[source]?.push(...batch.map(({ position }) => position));
      inHand -= 1;
      if (Object.values(seen).flat().length === 40) stop.abort();
    });
    expect(most).toBe(1);
    expect(seen).toEqual({ registry: upTo(20), directory: upTo(20) });
  });

  it("that cannot take one source's events is still given those of the other between its attempts", async () => {
    registry.append(...eventsUpTo(1));
    directory.append(...directoryEvents(5));
    const seen: Array<number> = [];
    let attempts = 0;
    const subscription = platform().onEvents({ sources: both, batchSize: 1, retries: 8, retryMs: { first: 5, longest: 50 } }, async (batch, { source }) => {
      if (source === "registry") {
        attempts += 1;
        throw new Error("no such commune");
      }
      seen.push(...batch.map(({ position }) => position));
    });
    await expect(subscription).rejects.toMatchObject({ _tag: "HandlerFailed", source: "registry", position: 1 });
    expect(attempts).toBe(9);
    expect(seen).toEqual(upTo(5));
  });

  it("is told which log changed, and the others are drained: only that one is rebuilt", async () => {
    registry.append(...eventsUpTo(4));
    directory.append(...directoryEvents(3));
    const cursor = memoryCursor({ source: "directory", logId: "log-of-before", position: 3 });
    const seen: Array<string> = [];
    const run = async (until: number): Promise<void> => {
      const stop = new AbortController();
      await platform().onEvents({ sources: both, cursor, signal: stop.signal }, async (batch, { source }) => {
        for (const { position } of batch) seen.push(`${source} ${position}`);
        if (seen.length >= until) stop.abort();
      });
    };
    const error = await run(99).catch((failure: unknown) => failure);
    expect(error).toMatchObject({ _tag: "LogChanged", source: "directory", logId: "log-two-2" });
    await cursor.clear("directory");
    await run(7);
    expect(seen.toSorted()).toEqual([...upTo(3).map((position) => `directory ${position}`), ...upTo(4).map((position) => `registry ${position}`)]);
    expect([(await cursor.load("registry"))?.position, (await cursor.load("directory"))?.position]).toEqual([4, 3]);
  });
});
