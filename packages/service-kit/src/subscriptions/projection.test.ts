import { queryRows, withClient } from "@cpts/testing/database";
import { brokerAvailable, privateBroker, type PrivateBroker } from "@cpts/testing/broker";
import { connect } from "@nats-io/transport-node";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { encodedEvent } from "../testing/encoded-event.fixture.ts";
import { follower, knownThings, unlearnable } from "../testing/follower.fixture.ts";
import { officer, sample } from "../testing/sample.fixture.ts";
import { testService, type TestService } from "../testing/test-service.ts";
import { applyBatch } from "./apply/batch.ts";
import type { EncodedEvent } from "./projection.ts";
import { rebuild, verify, type ReadFeed } from "./rebuild.ts";
import { pagesOf } from "./subscription.ts";

let source: TestService;
let sourceUrl: string;
let copy: TestService;
let token: string;

const rowsOf = (service: TestService, query: string) => queryRows(service.database.adminUrl, query);
const known = () => rowsOf(copy, "select id::text, title, changes, positions from known_thing order by id");
const parked = () => rowsOf(copy, "select position::integer, reason from parked_event order by position");
const head = async (): Promise<number> => (await source.send("GET", "/v1/events?limit=1")).json.head;
const cursor = async (): Promise<number> => Number((await rowsOf(copy, "select position::integer from subscription_cursor"))[0]?.["position"] ?? -1);
const toldPosition = async (): Promise<number> => Number(/cpts_subscription_position\{[^}]*\} (\d+)/u.exec((await copy.send("GET", "/metrics")).text)?.[1]);
/** Waits until the follower has read all of the log. */
const caughtUp = async (): Promise<void> => {
  const wanted = await head();
  await expect.poll(cursor).toBe(wanted);
};
const make = async (title: string): Promise<string> => {
  const answer = await source.send("POST", "/v1/things", { token, json: { title } });
  expect(answer.status).toBe(201);
  return answer.json.id as string;
};
const rename = async (id: string, title: string): Promise<void> => {
  const { headers } = await source.send("GET", `/v1/things/${id}`);
  const answer = await source.send("PATCH", `/v1/things/${id}`, { token, json: { title }, headers: { "if-match": headers.get("etag") ?? "" } });
  expect(answer.status).toBe(200);
};
const feed: ReadFeed = (after) => pagesOf("sample", { url: sourceUrl, tokenPath: null })(after);
const event = (position: number, type: "made" | "changed", thingId: string, title: string): EncodedEvent =>
  encodedEvent({ position, type: `cpts.sample.thing.${type}.v1`, subject: thingId, data: { thingId, title } });

const thingId = (index: number) => `00000000-0000-7000-8000-00000000000${index}`;

beforeAll(async () => {
  source = await testService(sample);
  sourceUrl = await source.listen();
  token = await source.token(officer);
});
afterAll(() => source.stop());

describe("a projection that follows the feed alone", () => {
  beforeAll(async () => {
    copy = await testService(follower, { SAMPLE_URL: sourceUrl });
  });
  afterAll(() => copy.stop());

  test("learns each event once", async () => {
    const id = await make("one");
    await rename(id, "two");
    await rename(id, "three");
    await caughtUp();
    expect(await known()).toEqual([{ id, title: "three", changes: 2, positions: [1, 2, 3] }]);
    expect((await copy.send("GET", `/v1/known/${id}`)).json).toEqual({ title: "three", changes: 2 });
  });

  test("tells in its metrics how far it has come, however long it has been listening", async () => {
    for (let index = 0; index < 3; index += 1) {
      await make(`counted ${index}`);
      await caughtUp();
      await expect.poll(toldPosition).toBe(await head());
    }
  });

  test("is the same after a rebuild, whatever the history", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.record({ thing: fc.nat(3), title: fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 }) }), { maxLength: 15 }), async (history) => {
        const ids = new Map<number, string>();
        for (const { thing, title } of history) {
          const id = ids.get(thing);
          if (id === undefined) ids.set(thing, await make(title.replaceAll("\0", "0")));
          else await rename(id, title.replaceAll("\0", "0"));
        }
        await caughtUp();
        const live = await known();
        expect(await copy.run(verify(knownThings, feed))).toMatchObject({ differing: [], rows: live.length });
        expect(await copy.run(rebuild(knownThings, feed))).toMatchObject({ position: await head() });
        expect([await known(), await parked()]).toEqual([live, []]);
      }),
      { numRuns: 8 },
    );
  });

  test("is found out when somebody changed a row by hand, and verifying changes nothing", async () => {
    const id = await make("by event");
    await caughtUp();
    await rowsOf(copy, `update known_thing set title = 'by hand' where id = '${id}'`);
    const before = await known();
    expect((await copy.run(verify(knownThings, feed))).differing).toEqual(["known_thing"]);
    expect(await known()).toEqual(before);
    await copy.run(rebuild(knownThings, feed));
    expect((await copy.run(verify(knownThings, feed))).differing).toEqual([]);
  });

  test("is never seen half built while it is rebuilt", async () => {
    for (let index = 0; index < 5; index += 1) await make(`whole ${index}`);
    await caughtUp();
    const whole = (await known()).length;
    const counts = new Set<number>();
    const slowly: ReadFeed = async (after) => {
      counts.add((await known()).length);
      const page = await feed(after);
      const events = page.events.slice(0, 3);
      return { ...page, events };
    };
    await copy.run(rebuild(knownThings, slowly));
    expect([...counts]).toEqual([whole]);
  });

  test("passes over its parked aggregate, whose later events queue behind, and learns the others", async () => {
    const before = await head();
    const bad = await make(unlearnable);
    const good = await make("learnable");
    await rename(bad, "learnable at last");
    await rename(good, "still learnable");
    await caughtUp();
    expect(await parked()).toEqual([
      { position: before + 1, reason: expect.stringContaining("learnable") },
      { position: before + 3, reason: "waits behind an earlier event of its aggregate" },
    ]);
    expect((await known()).find(({ id }) => id === good)).toMatchObject({ title: "still learnable", changes: 1 });
    expect((await known()).some(({ id }) => id === bad)).toBe(false);
    const live = await known();
    await copy.run(rebuild(knownThings, feed));
    expect([await known(), (await parked()).length]).toEqual([live, 2]);
  });

  test("waits while its database refuses, and parks nothing", async () => {
    const stuck = (await parked()).length;
    const name = copy.database.name;
    await withClient(source.database.adminUrl, (admin) => admin.query(`alter database "${name}" with allow_connections false`));
    await withClient(source.database.adminUrl, (admin) => admin.query(`select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`));
    await make("while the follower's database is away");
    await expect.poll(() => copy.log.some(({ level }) => level === "warn" || level === "error")).toBe(true);
    await withClient(source.database.adminUrl, (admin) => admin.query(`alter database "${name}" with allow_connections true`));
    await caughtUp();
    expect((await parked()).length).toBe(stuck);
  });

  test("begins again by itself when the source's log is another one", async () => {
    await rowsOf(source, "delete from event where position > (select position - 2 from log_head); update log_head set position = position - 2, log_id = gen_random_uuid()");
    await make("in the new log");
    const logId = (await source.send("GET", "/v1/events?limit=1")).json.logId as string;
    await expect.poll(() => rowsOf(copy, "select log_id::text as log from subscription_cursor")).toEqual([{ log: logId }]);
    await caughtUp();
    expect((await copy.run(verify(knownThings, feed))).differing).toEqual([]);
    expect((await known()).some(({ title }) => title === "in the new log")).toBe(true);
  });
});

describe("a batch", () => {
  const logId = "00000000-0000-4000-8000-000000000000";
  beforeAll(async () => {
    copy = await testService({ ...follower, follows: () => [] }, { SAMPLE_URL: sourceUrl });
  });
  afterAll(() => copy.stop());
  const apply = (events: ReadonlyArray<EncodedEvent>, position: number) => copy.run(applyBatch(knownThings, events, { logId, position }));

  test("moves the cursor with its effect, and is passed over when it comes again", async () => {
    const batch = [event(1, "made", thingId(1), "a"), event(2, "changed", thingId(1), "b")];
    expect(await apply(batch, 2)).toMatchObject({ applied: 2, parked: 0 });
    expect(await apply(batch, 2)).toMatchObject({ applied: 0, parked: 0 });
    expect(await apply([...batch, event(3, "changed", thingId(1), "c")], 3)).toMatchObject({ applied: 1 });
    expect(await known()).toEqual([{ id: thingId(1), title: "c", changes: 2, positions: [1, 2, 3] }]);
  });

  test("that does not continue the cursor, or is of another log, is refused whole", async () => {
    await expect(apply([event(5, "made", thingId(2), "gap")], 5)).rejects.toMatchObject({ _tag: "CursorMoved" });
    await expect(copy.run(applyBatch(knownThings, [event(4, "made", thingId(2), "x")], { logId: "00000000-0000-4000-8000-000000000001", position: 4 }))).rejects.toMatchObject({ _tag: "CursorMoved" });
    expect(await cursor()).toBe(3);
  });

  test("whose session the database ends in mid-event is refused whole, parks nothing and passes when it comes again", async () => {
    const waiting = "select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
    await withClient(copy.database.ownerUrl, async (owner) => {
      await owner.query("begin; lock table known_thing in access exclusive mode");
      const refused = apply([event(4, "changed", thingId(1), "d")], 4).catch((error: unknown) => error);
      await expect.poll(() => rowsOf(copy, waiting)).toHaveLength(1);
      await rowsOf(copy, `select pg_terminate_backend(pid) from (${waiting}) blocked`);
      expect(await refused).toMatchObject({ _tag: "StorageError", kind: "unavailable" });
      await owner.query("rollback");
    });
    expect([await cursor(), await parked()]).toEqual([3, []]);
    expect(await apply([event(4, "changed", thingId(1), "d")], 4)).toMatchObject({ applied: 1, parked: 0 });
  });

  test("with a payload that its type does not allow parks that event", async () => {
    const bad = { ...event(5, "made", thingId(4), "x"), data: { thingId: 4 } };
    expect(await apply([bad, event(6, "made", thingId(5), "fine")], 6)).toMatchObject({ applied: 1, parked: 1 });
    expect(await parked()).toEqual([{ position: 5, reason: 'the payload does not fit cpts.sample.thing.made.v1: Expected string at ["thingId"]' }]);
  });

  test("is cut at the 21st aggregate that is parked; nothing more is taken until an operator has dealt with some of them", async () => {
    const many = Array.from({ length: 25 }, (_, index) => event(7 + index, "made", `00000000-0000-7000-8000-0000000001${10 + index}`, unlearnable));
    expect(await apply(many, 31)).toMatchObject({ applied: 0, parked: 20, isCut: true, cursor: { position: 26 } });
    await expect(apply(many, 31)).rejects.toMatchObject({ _tag: "TooManyParked", aggregates: 21 });
    expect([await cursor(), (await parked()).length]).toEqual([26, 21]);
    await rowsOf(copy, "delete from parked_event where position in (7, 8, 9, 10, 11)");
    expect(await apply(many, 31)).toMatchObject({ applied: 0, parked: 5, isCut: true, cursor: { position: 31 } });
  });
});

describe.skipIf(!brokerAvailable())("a projection that listens to the broker", () => {
  let broker: PrivateBroker;
  beforeAll(async () => {
    broker = await privateBroker();
    copy = await testService(follower, { SAMPLE_URL: sourceUrl, NATS_URL: broker.url });
  });
  afterAll(async () => {
    await copy.stop();
    await broker.remove();
  });

  test("applies each position once, however often and in whatever order the broker tells of it", async () => {
    await caughtUp();
    const before = await head();
    const first = await make("shuffled");
    for (let index = 0; index < 8; index += 1) await rename(first, `shuffled ${index}`);
    const { events } = (await source.send("GET", `/v1/events?after=${before}&limit=500`)).json;
    const connection = await connect({ servers: broker.url });
    for (const told of [...events.toReversed(), ...events, ...events.toReversed()]) connection.publish(told.type, JSON.stringify(told));
    connection.publish("cpts.sample.thing.made.v1", "no event at all");
    await connection.flush();
    await connection.close();
    await caughtUp();
    const row = (await known()).find(({ id }) => id === first);
    expect(row?.["positions"]).toEqual(events.map(({ position }: { position: number }) => position));
  });

  test("goes on by the feed while the broker hangs", async () => {
    broker.freeze();
    await make("told by the feed");
    await caughtUp();
    broker.thaw();
    expect((await known()).some(({ title }) => title === "told by the feed")).toBe(true);
  });
});
