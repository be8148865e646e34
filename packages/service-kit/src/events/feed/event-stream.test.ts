import { connect, type Socket } from "node:net";
import { once } from "node:events";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import type { Resource } from "@cpts/domain/Access";
import { Effect } from "effect";
import { streamLimits, type StreamLimits } from "../../http/streams.ts";
import { openEventSource, type EventSourceReader } from "../../testing/event-source.ts";
import { addEvents } from "../../testing/many-events.ts";
import { sample, sampleEndpoints, officer } from "../../testing/sample.fixture.ts";
import { sampleService } from "../../testing/sample-service.fixture.ts";
import { serviceProcess } from "../../testing/service-process.ts";
import { testService, type TestService } from "../../testing/test-service.ts";
import { watchedServer } from "../../testing/watched-server.ts";
import { feedBinding } from "./binding.ts";

const { service, token } = await sampleService();
const url = await service.listen();

const make = (title: string) => service.send("POST", "/v1/things", { token, json: { title } });
const head = async (): Promise<number> => (await service.send("GET", "/v1/events?limit=1")).json.head;
const open = async (query = "", headers: Readonly<Record<string, string>> = {}, base = url): Promise<EventSourceReader> => {
  const reader = await openEventSource(`${base}/v1/events${query}`, headers);
  onTestFinished(() => reader.cut());
  return reader;
};
const openStreams = async (of: Pick<TestService, "send"> = service): Promise<string | undefined> => /^cpts_feed_streams\{.*\} (\d+)$/mu.exec((await of.send("GET", "/metrics")).text)?.[1];
const positionsOf = (events: ReadonlyArray<{ readonly data: { readonly position: number } }>): ReadonlyArray<number> => events.map(({ data }) => data.position);
const from = (first: number, count: number): ReadonlyArray<number> => Array.from({ length: count }, (_, index) => first + index);

/** The sample with limits that a test can reach, and a log whose visibility the test decides. */
const impatient = (limits: Partial<StreamLimits>, log: () => Resource = () => ({ kind: "events", visibility: "public" })) => ({
  ...sample,
  bindings: () => [...sample.bindings(undefined as never).filter(({ endpoint }) => endpoint !== sampleEndpoints.events), feedBinding("sample", sampleEndpoints.events, () => Effect.sync(log))],
  layer: () => streamLimits(limits),
});
const started = async (...options: Parameters<typeof impatient>): Promise<TestService> => {
  const made = await testService(impatient(...options));
  onTestFinished(() => made.stop());
  return made;
};

/** A reader that asks and then takes nothing. */
const openStalled = async (base: string, reader: string): Promise<Socket> => {
  const { hostname, port } = new URL(base);
  const socket = connect(Number(port), hostname);
  onTestFinished(() => void socket.destroy());
  await once(socket, "connect");
  socket.pause();
  socket.write(`GET /v1/events HTTP/1.1\r\nHost: ${hostname}\r\nAccept: text/event-stream\r\nx-reader: ${reader}\r\n\r\n`);
  return socket;
};

describe("the log as an event stream", () => {
  test("gives every event in order while eight writers write, each as the feed gives it", async () => {
    const before = await head();
    const reader = await open(`?after=${before}`);
    expect([reader.status, reader.headers.get("content-type")]).toEqual([200, "text/event-stream"]);
    const writing = Promise.all(from(0, 8).map(async (writer) => { for (const turn of from(0, 15)) await make(`${writer} ${turn}`); }));
    const events = await reader.take(120);
    await writing;
    expect(positionsOf(events)).toEqual(from(before + 1, 120));
    const page = await service.send("GET", `/v1/events?after=${before}&limit=500`);
    expect(events.map(({ data }) => data)).toEqual(page.json.events);
    for (const { data, event, id } of events) expect([id, event]).toEqual([`${data.logid}:${data.position}`, data.type]);
  });

  test("goes on after the last event that arrived when the connection was cut, whatever `after` says", async () => {
    await addEvents(service.database.url, 350, 50);
    const seen: Array<number> = [];
    let last: string | undefined;
    const all = await head();
    for (const share of [1, 99, 150, all]) {
      const reader = await open("?after=0", last === undefined ? {} : { "last-event-id": last });
      const events = await reader.take(Math.min(share, all - seen.length));
      reader.cut();
      seen.push(...positionsOf(events));
      last = events.at(-1)?.id;
    }
    expect(seen).toEqual(from(1, all));
  });

  test("of another log, or beyond the head, is refused for good: 409, which ends an EventSource", async () => {
    const position = await head();
    const { logId } = (await service.send("GET", "/v1/events?limit=1")).json;
    const refused = async (query: string, headers: Readonly<Record<string, string>>) => {
      const { json, status, headers: answered } = await service.send("GET", `/v1/events${query}`, { headers: { accept: "text/event-stream", ...headers } });
      return [status, json.type, answered.get("content-type")];
    };
    const changed = [409, "/problems/log-changed", "application/problem+json"];
    expect(await refused("", { "last-event-id": `0198c0de-0000-7000-8000-00000000aaaa:${position}` })).toEqual(changed);
    expect(await refused("", { "last-event-id": `${logId}:${position + 1}` })).toEqual(changed);
    expect(await refused(`?after=${position + 1}`, {})).toEqual(changed);
    expect((await refused("", { "last-event-id": "yesterday" }))[0]).toBe(400);
    expect((await open("", { "last-event-id": `${logId}:${position}` })).status).toBe(200);
  });

  test("is for those who ask for it: others get a page, and a HEAD opens nothing", async () => {
    const accepted = async (accept: string, method = "GET") => (await fetch(`${url}/v1/events?after=${await head()}`, { method, headers: { accept }, signal: AbortSignal.timeout(60_000) })).headers.get("content-type");
    expect(await accepted("application/json, text/event-stream;q=0.5")).toBe("application/json");
    expect(await accepted("*/*")).toBe("application/json");
    expect(await accepted("text/event-stream", "HEAD")).toBe("text/event-stream");
    await expect.poll(() => openStreams()).toBe("0");
  });

  test("frees everything when its reader goes away", async () => {
    const readers = await Promise.all(from(0, 20).map(() => open()));
    expect(await openStreams()).toBe("20");
    for (const reader of readers) reader.cut();
    await expect.poll(() => openStreams()).toBe("0");
    expect(service.log.filter(({ message }) => message === "stream ended").at(-1)).toMatchObject({ kind: "feed", how: "gone", route: "/v1/events" });
  });
});

describe("a slow reader", () => {
  test("of 10,000 events has no more than a page of them in memory, holds up nobody, and misses nothing", async () => {
    const own = await started({});
    await addEvents(own.database.url, 10_000);
    const server = await watchedServer(own.running);
    onTestFinished(() => server.close());
    const slow = await openStalled(server.url, "slow");
    let most = 0;
    const watch = setInterval(() => (most = Math.max(most, server.waitingFor("slow"))), 1);
    const others = await Promise.all(from(0, 3).map(async () => (await open("", {}, server.url)).take(10_000)));
    for (const events of others) expect(positionsOf(events)).toEqual(from(1, 10_000));
    clearInterval(watch);
    const page = (await own.send("GET", "/v1/events?limit=100")).text.length;
    // The kernel holds what it holds; this process one page, and what the socket takes before it asks to wait.
    expect(most).toBeGreaterThan(0);
    expect(most).toBeLessThan(2 * page);
    expect(server.waitingFor("slow")).toBeLessThan(2 * page);
    let text = "";
    slow.on("data", (bytes) => (text += bytes.toString("latin1")));
    slow.resume();
    await expect.poll(() => text.includes('"position":10000,'), { timeout: 30_000 }).toBe(true);
    expect([...text.matchAll(/^id: .*:(\d+)$/gmu)].map(([, position]) => Number(position))).toEqual(from(1, 10_000));
  });

  test("that takes nothing at all is dropped, and goes on by its last id", async () => {
    const own = await started({ stallMs: 300 });
    await addEvents(own.database.url, 10_000);
    const server = await watchedServer(own.running);
    onTestFinished(() => server.close());
    const stalled = await openStalled(server.url, "stalled");
    await expect.poll(() => own.log.find(({ message }) => message === "stream ended")).toMatchObject({ how: "stalled" });
    await expect.poll(() => server.waitingFor("stalled")).toBe(-1);
    expect(await openStreams(own)).toBe("0");
    let text = "";
    stalled.on("data", (bytes) => (text += bytes.toString("latin1"))).on("error", () => {});
    stalled.resume();
    await once(stalled, "close");
    const last = [...text.matchAll(/^id: (.*)\n(?:.*\n){2}\n/gmu)].at(-1)?.[1] ?? "";
    const position = Number(last.split(":")[1]);
    expect(position).toBeGreaterThan(0);
    expect(position).toBeLessThan(10_000);
    const rest = await (await open("", { "last-event-id": last }, server.url)).take(10_000 - position);
    expect(positionsOf(rest)).toEqual(from(position + 1, 10_000 - position));
  });
});

describe("the limits of event streams", () => {
  test("of one process: one more is asked to come back, until another ends", async () => {
    const own = await started({ most: { feed: 2, snapshot: 2 } });
    const base = await own.listen();
    const [first] = [await open("", {}, base), await open("", {}, base)];
    const refused = await open("", {}, base);
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([503, "5"]);
    first.cut();
    await expect.poll(() => openStreams(own)).toBe("1");
    expect((await open("", {}, base)).status).toBe(200);
  });

  test("of the server are for requests: a quiet stream outlives them, says so now and then, and gives the next event", async () => {
    const own = await started({ heartbeatMs: 60, lookMs: 30 });
    const server = await watchedServer(own.running, { requestTimeout: 100, headersTimeout: 50, keepAliveTimeout: 50, connectionsCheckingInterval: 20 });
    onTestFinished(() => server.close());
    const reader = await open("", {}, server.url);
    for (const _ of from(0, 6)) await reader.comment();
    await own.send("POST", "/v1/things", { token: await own.token(officer), json: { title: "at last" } });
    expect(positionsOf(await reader.take(1))).toEqual([1]);
  });

  test("of its reader's rights: it is refused without them, and ends when they do", async () => {
    let visibility: "public" | "private" = "private";
    const own = await started({ recheckMs: 1, lookMs: 20 }, () => ({ kind: "events", visibility }));
    const base = await own.listen();
    expect((await open("", {}, base)).status).toBe(404);
    expect((await open("", { authorization: `Bearer ${await own.token(officer)}` }, base)).status).toBe(404);
    const allowed = { authorization: `Bearer ${await own.token({ role: "service-account", scope: "registry:events" })}` };
    expect((await open("", allowed, base)).status).toBe(200);
    visibility = "public";
    const reader = await open("", {}, base);
    expect(reader.status).toBe(200);
    visibility = "private";
    expect(await reader.next()).toBeNull();
  });
});

describe("a service that stops", () => {
  const main = join(import.meta.dirname, "..", "..", "testing", "sample-main.fixture.ts");

  test("ends its streams at once, the stalled ones too; their readers go on at another replica", async () => {
    const own = await testService(sample);
    onTestFinished(() => own.stop());
    await addEvents(own.database.url, 10_000);
    const process = serviceProcess(main, own.environment);
    onTestFinished(() => void process.child.kill("SIGKILL"));
    const base = await process.url;
    const stalled = await openStalled(base, "stalled");
    stalled.on("error", () => {});
    const quiet = await open("?after=10000", {}, base);
    const reader = await open("?after=9990", {}, base);
    const seen = await reader.take(10);
    process.child.kill("SIGTERM");
    expect([await quiet.next(), await reader.next()]).toEqual([null, null]);
    expect(await process.exited).toEqual({ code: 0, signal: null });
    const other = await open("", { "last-event-id": seen.at(-1)?.id ?? "" }, await own.listen());
    await own.send("POST", "/v1/things", { token: await own.token(officer), json: { title: "after" } });
    expect(positionsOf(await other.take(1))).toEqual([10_001]);
  });
});
