import { afterEach, beforeEach, expect, it } from "vitest";
import { connect } from "../connect.ts";
import { eventAt, eventsUpTo } from "../fixtures/events.ts";
import { type FeedServer, startFeedServer } from "../fixtures/feed-server.ts";
import { memoryCursor } from "./cursor-store.ts";
import type { SubscribeOptions } from "./subscribe-options.ts";

let server: FeedServer;
beforeEach(async () => {
  server = await startFeedServer();
});
afterEach(() => server.close());

/** The first positions that a subscription is given. */
const firstOf = async (count: number, options: SubscribeOptions<never>): Promise<ReadonlyArray<number>> => {
  const positions: Array<number> = [];
  for await (const { position } of connect({ urls: { registry: server.url } }).registry.subscribe(options)) {
    positions.push(position);
    if (positions.length === count) break;
  }
  return positions;
};
const hour = (hours: number): string => new Date(Date.UTC(2026, 0, 1, hours)).toISOString();

it("is the first event ever unless told otherwise", async () => {
  server.append(...eventsUpTo(3));
  expect(await firstOf(2, {})).toEqual([1, 2]);
  expect(await firstOf(2, { from: "beginning" })).toEqual([1, 2]);
});

it("is a place in the log, such as the cursor that a snapshot gives", async () => {
  server.append(...eventsUpTo(9));
  expect(await firstOf(2, { from: { logId: "log-one-1", position: 5 } })).toEqual([6, 7]);
  expect(await firstOf(1, { from: { source: "registry", logId: "log-one-1", position: 8 } })).toEqual([9]);
  await expect(firstOf(1, { from: { logId: "log-of-before", position: 5 } })).rejects.toMatchObject({ _tag: "LogChanged", source: "registry" });
});

it("is never the cursor of another source", async () => {
  await expect(firstOf(1, { from: { source: "directory", logId: "log-one-1", position: 5 } })).rejects.toThrow("directory");
});

it("is what comes next, once the log can be read", async () => {
  server.append(...eventsUpTo(9));
  server.faults.push(0, 503);
  const next = firstOf(1, { from: "now" });
  await expect.poll(() => server.asked.some(({ url }) => url.includes("wait=5"))).toBe(true);
  server.append(eventAt(10));
  expect(await next).toEqual([10]);
});

it("is an instant: the first position at or after it, as text or as a Date", async () => {
  server.append(...[1, 4, 2, 6].map((hours, index) => ({ ...eventAt(index + 1), time: hour(hours) })));
  expect(await firstOf(3, { from: { instant: hour(2) } })).toEqual([2, 3, 4]);
  expect(await firstOf(1, { from: { instant: new Date(hour(5)) } })).toEqual([4]);
});

it("is what comes next where nothing happened since the instant", async () => {
  server.append(...eventsUpTo(2).map((event) => ({ ...event, time: hour(1) })));
  const next = firstOf(1, { from: { instant: hour(5) } });
  await expect.poll(() => server.asked.some(({ url }) => url.includes("wait=5"))).toBe(true);
  server.append({ ...eventAt(3), time: hour(6) });
  expect(await next).toEqual([3]);
});

it("is kept at once: who dies before the first event misses none of those that came meanwhile", async () => {
  server.append(...eventsUpTo(3));
  for (const from of ["now", { instant: "2027-01-01T00:00:00Z" }, { logId: "log-one-1", position: 3 }] as const) {
    const cursor = memoryCursor();
    const dying = new AbortController();
    const nothing = firstOf(1, { from, cursor, signal: dying.signal });
    await expect.poll(async () => (await cursor.load("registry"))?.position).toBe(3);
    dying.abort();
    expect(await nothing).toEqual([]);
    server.append(eventAt(4), eventAt(5));
    expect(await firstOf(2, { from, cursor })).toEqual([4, 5]);
    server.log.events.splice(3);
  }
});

it("gives way to the cursor that is kept, whatever it is", async () => {
  server.append(...eventsUpTo(9));
  for (const from of ["beginning", "now", { instant: "2020-01-01T00:00:00Z" }, { logId: "log-one-1", position: 2 }] as const) {
    const cursor = memoryCursor({ source: "registry", logId: "log-one-1", position: 6 });
    expect(await firstOf(1, { from, cursor })).toEqual([7]);
  }
});
