import { queryRows, withClient } from "@cpts/testing/database";
import { Effect } from "effect";
import { CompiledQuery } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { attempt, Database } from "../../database/database.ts";
import { encodedEvent } from "../../testing/encoded-event.fixture.ts";
import { follower, knownThings, unlearnable } from "../../testing/follower.fixture.ts";
import { testService, type TestService } from "../../testing/test-service.ts";
import { readCursor } from "../cursor-store.ts";
import { noteAside } from "../parked/events.ts";
import type { EncodedEvent, Projection } from "../projection.ts";
import { applyBatch, type BatchResult } from "./batch.ts";
import { applyInOnePacket } from "./packet.ts";

const logId = "00000000-0000-4000-8000-000000000000";
const thingId = (index: number) => `00000000-0000-7000-8000-00000000000${index}`;
const event = (position: number, type: "made" | "changed", thing: string, title: string): EncodedEvent =>
  encodedEvent({ position, type: `cpts.sample.thing.${type}.v1`, subject: thing, data: { thingId: thing, title } });

let copy: TestService;
const rowsOf = (query: string) => queryRows(copy.database.adminUrl, query);
const known = () => rowsOf("select title, positions from known_thing order by id");
const cursor = async () => (await rowsOf("select position::integer from subscription_cursor"))[0]?.["position"];
const apply = (events: ReadonlyArray<EncodedEvent>, projection: Projection = knownThings): Promise<BatchResult | null> =>
  copy.run(Database.use(({ kysely }) => Effect.promise(() => applyInOnePacket(kysely, projection, events, { logId, position: events.at(-1)?.position ?? 0 }))));

beforeAll(async () => {
  copy = await testService({ ...follower, follows: () => [] }, { SAMPLE_URL: "http://127.0.0.1:1" });
});
afterAll(() => copy.stop());
beforeEach(async () => {
  for (const table of ["known_thing", "subscription_cursor", "parked_event", "dropped_event"]) await rowsOf(`delete from ${table}`);
  noteAside(knownThings, false);
  await copy.run(Database.use(({ kysely }) => attempt(() => readCursor(kysely, knownThings.name, knownThings.source))));
});

/** What is there after a batch. */
const touched = async (result: BatchResult | null) => [result, await known(), await cursor()];
const nothing = [null, [], 0];

describe("a batch in one packet", () => {
  test("leaves the effects and the cursor of a batch that is the next, and tells of it after the commit", async () => {
    const told: Array<unknown> = [];
    const projection: Projection = { ...knownThings, afterCommit: (events) => told.push(events.length) };
    const batch = [event(1, "made", thingId(1), "a"), event(2, "changed", thingId(1), "b")];
    expect(await apply(batch, projection)).toEqual({ applied: 2, ignored: 0, parked: 0, cursor: { logId, position: 2 }, isCut: false });
    expect([told, await known(), await cursor()]).toEqual([[2], [{ title: "b", positions: [1, 2] }], 2]);
  });

  test("moves the cursor over events that change nothing, and counts those that nobody here knows", async () => {
    const unknown = encodedEvent({ position: 1, type: "cpts.sample.thing.painted.v7", subject: thingId(1), data: {} });
    expect(await apply([unknown])).toMatchObject({ applied: 1, ignored: 1 });
    expect(await cursor()).toBe(1);
  });

  test("changes nothing where the cursor is elsewhere", async () => {
    expect(await touched(await apply([event(5, "made", thingId(1), "gap")]))).toEqual(nothing);
    await apply([event(1, "made", thingId(1), "a")]);
    expect(await apply([event(1, "made", thingId(2), "again")])).toBeNull();
    expect([await known(), await cursor()]).toEqual([[{ title: "a", positions: [1] }], 1]);
  });

  test("changes nothing where the cursor is of another log", async () => {
    await rowsOf("update subscription_cursor set log_id = gen_random_uuid()");
    expect(await touched(await apply([event(1, "made", thingId(1), "a")]))).toEqual(nothing);
  });

  test("changes nothing where an event is parked or was dropped, and is not tried again before somebody has looked with care", async () => {
    await rowsOf("insert into parked_event (subscription, source, position, aggregate_id, event, reason) values ('known-things', 'sample', 1, 'x', '{}', 'poison')");
    expect(await touched(await apply([event(1, "made", thingId(1), "a")]))).toEqual(nothing);
    const careful = (position: number) => copy.run(applyBatch(knownThings, [event(position, "made", thingId(position), "a")], { logId, position }));
    expect(await careful(1)).toMatchObject({ applied: 1 });
    await rowsOf("delete from parked_event");
    expect(await apply([event(2, "made", thingId(2), "b")])).toBeNull();
    await careful(2);
    expect(await apply([event(3, "made", thingId(3), "c")])).toMatchObject({ applied: 1 });
  });

  test("changes nothing where one event is poison, by its payload or by what the database says of it", async () => {
    const good = event(1, "made", thingId(1), "a");
    expect(await touched(await apply([good, { ...event(2, "made", thingId(2), "x"), data: { thingId: 2 } }]))).toEqual(nothing);
    expect(await touched(await apply([good, event(2, "made", thingId(2), unlearnable)]))).toEqual(nothing);
    expect(await touched(await apply([event(1, "made", thingId(1), unlearnable), event(2, "made", thingId(2), "b")]))).toEqual(nothing);
  });

  test("is not for a projection that reads first, nor for one whose handler throws", async () => {
    const [made, handler] = Object.entries(knownThings.handlers)[0] ?? [];
    if (made === undefined || handler === undefined) throw new Error("the follower has no handler");
    const reading: Projection = { ...knownThings, handlers: { ...knownThings.handlers, [made]: { apply: handler.apply } } };
    expect(await touched(await apply([event(1, "made", thingId(1), "a")], reading))).toEqual(nothing);
    const broken: Projection = {
      ...knownThings,
      handlers: {
        [made]: {
          ...handler,
          statements: () => {
            throw new Error("a defect");
          },
        },
      },
    };
    expect(await touched(await apply([event(1, "made", thingId(1), "a")], broken))).toEqual(nothing);
  });

  test("changes nothing where the database ends its session", async () => {
    const waiting = "select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
    await withClient(copy.database.ownerUrl, async (owner) => {
      await owner.query("begin; lock table known_thing in access exclusive mode");
      const result = apply([event(1, "made", thingId(1), "a")]);
      await expect.poll(() => rowsOf(waiting)).toHaveLength(1);
      await rowsOf(`select pg_terminate_backend(pid) from (${waiting}) blocked`);
      await owner.query("rollback");
      expect(await touched(await result)).toEqual(nothing);
    });
  });

  test("sends the commit behind the statements without waiting for the answer of one", async () => {
    const projection: Projection = {
      ...knownThings,
      handlers: { "cpts.sample.thing.made.v1": { apply: () => Effect.void, statements: () => [CompiledQuery.raw("select pg_sleep(0.3)"), CompiledQuery.raw("insert into known_thing values (gen_random_uuid(), 'slow', 0, '{}')")] } },
    };
    const done = apply([event(1, "made", thingId(1), "a")], projection);
    const underWay = "select count(*)::integer as count from pg_stat_activity where datname = current_database() and query like 'select pg_sleep%' and state = 'active'";
    await expect.poll(async () => (await rowsOf(underWay))[0]?.["count"]).toBe(1);
    expect(await known()).toEqual([]);
    expect(await done).toMatchObject({ applied: 1 });
    expect(await known()).toHaveLength(1);
  });
});
