import { withClient } from "@cpts/testing/database";
import { describe, expect, test } from "vitest";
import { failing } from "../../testing/sample.fixture.ts";
import { sampleService } from "../../testing/sample-service.fixture.ts";
import { verifyChain } from "./verify.ts";

const { service, token } = await sampleService();

const make = (title: string) => service.send("POST", "/v1/things", { token, json: { title } });
const positionOf = (header: string | null): number => Number(header?.split(":")[1]);
const head = async (): Promise<number> => (await service.send("GET", "/v1/events?after=0&limit=1")).json.head;
const eventsAfter = async (position: number): Promise<ReadonlyArray<{ position: number; subject: string; id: string }>> =>
  (await service.send("GET", `/v1/events?after=${position}&limit=500`)).json.events;
const asOwner = (sql: string) => withClient(service.database.ownerUrl, (owner) => owner.query(sql));
const audit = () => service.run(verifyChain);

describe("the event log", () => {
  test("16 concurrent writers get gapless positions, each its own", async () => {
    const before = await head();
    const answers = (await Promise.all(Array.from({ length: 16 }, async () => [await make("a"), await make("b"), await make("c"), await make("d")]))).flat();
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    const positions = answers.map(({ headers }) => positionOf(headers.get("cpts-position"))).toSorted((a, b) => a - b);
    expect(positions).toEqual(Array.from({ length: 64 }, (_, index) => before + 1 + index));
    const byThing = new Map((await eventsAfter(before)).map(({ position, subject }) => [subject, position]));
    for (const { headers, json } of answers) expect(byThing.get(json.id)).toBe(positionOf(headers.get("cpts-position")));
  });

  test("a reader never sees a position before all lower ones", async () => {
    const before = await head();
    let seen = before;
    const writing = Promise.all(Array.from({ length: 16 }, () => make("in order")));
    while (seen < before + 16) {
      const events = await eventsAfter(seen);
      expect(events.map(({ position }) => position)).toEqual(events.map((_, index) => seen + 1 + index));
      seen = events.at(-1)?.position ?? seen;
    }
    await writing;
    expect(seen).toBe(before + 16);
  });

  test("state and event are one fact: a handler that fails after its event leaves neither", async () => {
    const before = await head();
    expect((await make(failing.refused)).status).toBe(409);
    expect((await make(failing.dead)).status).toBe(500);
    for (const title of Object.values(failing)) expect((await service.send("GET", `/v1/things?title=${title}`)).json).toEqual({ count: 0 });
    expect(await head()).toBe(before);
  });

  test("a transaction that rolls back leaves no hole", async () => {
    const before = await head();
    const answers = await Promise.all([make("one"), make(failing.refused), make("two"), make(failing.dead), make("three")]);
    expect(answers.map(({ status }) => status)).toEqual([201, 409, 201, 500, 201]);
    expect((await eventsAfter(before)).map(({ position }) => position)).toEqual([before + 1, before + 2, before + 3]);
  });

  test.each([
    "update event set type = 'other'",
    "delete from event",
    "truncate event",
    "insert into event select position + 1000000, gen_random_uuid(), type, aggregate_id, 99, occurred_at, traceparent, data, hash from event limit 1",
    "update log_head set position = 0",
    "delete from log_head",
    "truncate log_head",
    "insert into log_head values (true, gen_random_uuid(), 0, '')",
  ])("the service's own role may not: %s", async (statement) => {
    await make("kept");
    await expect(withClient(service.database.url, (app) => app.query(statement))).rejects.toMatchObject({ code: "42501" });
  });
});

describe("the feed", () => {
  test("gives a reader who waits at another replica the next event at once", async () => {
    const replica = await service.replica();
    await make("warm");
    for (let index = 0; index < 20; index += 1) {
      const before = await head();
      const waiting = replica.send("GET", `/v1/events?after=${before}&wait=25`);
      const { json } = await make("awaited");
      expect((await waiting).json.events).toMatchObject([{ position: before + 1, subject: json.id }]);
    }
    await replica.stop();
  });

  test("lets a reader wait no longer than asked, and one who is ahead of the log not at all", async () => {
    const last = await head();
    const began = performance.now();
    expect((await service.send("GET", `/v1/events?after=${last}&wait=1`)).json).toMatchObject({ head: last, scannedTo: last, events: [] });
    expect(performance.now() - began).toBeGreaterThan(900);
    expect((await service.send("GET", `/v1/events?after=${last + 5}&wait=20`)).json).toMatchObject({ head: last, events: [] });
  });
});

describe("the hash chain", () => {
  test("verifies a log that nobody touched", async () => {
    await make("honest");
    expect(await audit()).toMatchObject({ head: await head(), events: await head(), firstBad: null, hash: expect.stringMatching(/^[0-9a-f]{64}$/u) });
  });

  test("is verified through a long log, which an import appended as one block", async () => {
    const before = await head();
    await asOwner(
      `select append_events(json_agg(json_build_object('id', gen_random_uuid(), 'type', 'cpts.sample.thing.made.v1', 'aggregateId', 'import-' || n, 'aggregateVersion', 1,
        'occurredAt', now(), 'data', json_build_object('title', 'é"' || n)))) from generate_series(1, 11000) n`,
    );
    expect(await audit()).toMatchObject({ head: before + 11_000, firstBad: null });
    await asOwner(`update event set data = '{}' where position = ${before + 9_000}`);
    expect(await audit()).toMatchObject({ head: before + 11_000, events: before + 8_999, firstBad: before + 9_000 });
    await asOwner(`delete from event where position > ${before}; update log_head set position = ${before}, hash = coalesce((select hash from event where position = ${before}), '')`);
    expect((await audit()).firstBad).toBeNull();
  });

  test.each([
    ["a changed payload", "update event set data = '{\"thingId\":\"x\",\"title\":\"forged\"}' where position = 3", 3],
    ["a changed date", "update event set occurred_at = occurred_at + interval '1 microsecond' where position = 4", 4],
    ["a changed version", "update event set aggregate_version = 77 where position = 2", 2],
    ["a changed trace", "update event set traceparent = '00-00000000000000000000000000000001-0000000000000001-01' where position = 5", 5],
    ["a row removed from the middle", "delete from event where position = 3", 3],
    ["the newest row removed", "delete from event where position = (select position from log_head)", "head"],
    ["the newest row removed and the head moved back", "delete from event where position = (select position from log_head); update log_head set position = position - 1", "head"],
  ])("finds %s", async (_, tampering, bad) => {
    const last = await head();
    await asOwner("drop table if exists kept_event; create table kept_event as select * from event; drop table if exists kept_head; create table kept_head as select * from log_head");
    await asOwner(tampering);
    expect((await audit()).firstBad).toBe(bad === "head" ? last : bad);
    await asOwner("truncate event; insert into event select * from kept_event; update log_head set position = (select position from kept_head)");
    expect((await audit()).firstBad).toBeNull();
  });
});
