import { queryRows, withClient } from "@cpts/testing/database";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { follower, knownThings, unlearnable } from "../../testing/follower.fixture.ts";
import { sample } from "../../testing/sample.fixture.ts";
import { testService, type TestService } from "../../testing/test-service.ts";
import { maxAttempts } from "./events.ts";
import { rebuild } from "../rebuild.ts";
import { pagesOf } from "../subscription.ts";

let source: TestService;
let sourceUrl: string;
let copy: TestService;
beforeAll(async () => {
  source = await testService(sample);
  sourceUrl = await source.listen();
  copy = await testService(follower, { SAMPLE_URL: sourceUrl });
});
afterAll(async () => {
  await copy.stop();
  await source.stop();
});

interface Made {
  readonly thing: number;
  readonly type: "made" | "changed";
  readonly data?: object;
  readonly title?: string;
}
const id = (number: number): string => `00000000-0000-7000-8000-${String(number).padStart(12, "0")}`;
const versions = new Map<number, number>();

/** Appends events to the log of the source as one block. */
const append = async (...events: ReadonlyArray<Made>): Promise<number> => {
  const list = events.map(({ data, thing, title = "a", type }) => {
    versions.set(thing, (versions.get(thing) ?? 0) + 1);
    return { id: crypto.randomUUID(), type: `cpts.sample.thing.${type}.v1`, aggregateId: id(thing), aggregateVersion: versions.get(thing), occurredAt: new Date().toISOString(), data: data ?? { thingId: id(thing), title } };
  });
  const rows = await withClient(source.database.ownerUrl, (owner) => owner.query("select place from append_events($1)", [JSON.stringify(list)]));
  return Number(rows.rows[0].place);
};
const rows = (query: string) => queryRows(copy.database.adminUrl, query);
const asOwner = (statement: string) => withClient(copy.database.ownerUrl, (owner) => owner.query(statement));
const cursor = async (): Promise<number> => Number((await rows("select position::integer from subscription_cursor"))[0]?.["position"] ?? -1);
const reaches = (position: number) => expect.poll(cursor, { timeout: 30_000 }).toBe(position);
const parked = (where = "true") => rows(`select position::integer, aggregate_id as id, attempts, next_try_at is null as done, reason, last_tried_at - first_tried_at > interval '1 second' as took from parked_event where ${where} order by position`);
const metric = async (name: string): Promise<number> => Number(new RegExp(`${name}\\{[^}]*\\} (\\d+)`, "u").exec((await copy.send("GET", "/metrics")).text)?.[1]);
const titleOf = async (thing: number) => (await rows(`select title from known_thing where id = '${id(thing)}'`))[0]?.["title"];
const said = (message: string) => copy.log.filter(({ msg, message: text }) => String(msg ?? text).includes(message)).length;

describe("an event that cannot be applied", () => {
  test("is tried five times, and the reason, the attempts and their times are kept; the others pass meanwhile", async () => {
    await reaches(await append({ thing: 1, type: "made", title: unlearnable }, { thing: 2, type: "made" }, { thing: 1, type: "changed" }));
    expect(await titleOf(2)).toBe("a");
    await expect.poll(() => parked("attempts > 0"), { timeout: 20_000 }).toEqual([{ position: 1, id: id(1), attempts: maxAttempts, done: true, reason: expect.stringContaining("learnable"), took: true }]);
    expect(await parked("attempts = 0")).toMatchObject([{ position: 3, done: true, reason: "waits behind an earlier event of its aggregate" }]);
    expect(maxAttempts).toBe(5);
    await expect.poll(() => metric("cpts_parked_events")).toBe(2);
    await rows("delete from parked_event");
  });

  test("is parked at once when it cannot be decoded", async () => {
    const position = await append({ thing: 3, type: "made", data: { thingId: 3 } });
    await reaches(position);
    expect(await parked()).toMatchObject([{ position, attempts: 1, done: true }]);
    await rows("delete from parked_event");
  });

  test("passes by itself, with those behind it and in order, when its reason was passing", async () => {
    await asOwner("create function refuse() returns trigger language plpgsql as $$ begin raise exception 'not now'; end $$; create trigger refuse before insert on known_thing for each row execute function refuse()");
    const position = await append({ thing: 4, type: "made", title: "first" }, { thing: 4, type: "changed", title: "second" }, { thing: 4, type: "changed", title: "third" });
    await reaches(position);
    expect((await parked()).map(({ reason }) => reason)).toEqual(["not now", expect.stringContaining("waits"), expect.stringContaining("waits")]);
    await asOwner("drop trigger refuse on known_thing; drop function refuse");
    await expect.poll(() => parked()).toEqual([]);
    expect((await rows(`select title, changes, positions from known_thing where id = '${id(4)}'`))[0]).toEqual({ title: "third", changes: 2, positions: [position - 2, position - 1, position] });
  });
});

test.each([
  ["a table is missing", "alter table known_thing rename to elsewhere", "alter table elsewhere rename to known_thing"],
  ["a column is missing", "alter table known_thing rename column title to elsewhere", "alter table known_thing rename column elsewhere to title"],
  ["a right is missing", "revoke insert on known_thing from follower_app", "grant insert on known_thing to follower_app"],
])("a subscription waits while %s, parks nothing and goes on when it is there", async (_, take, give) => {
  const warned = said("could not be applied and is tried again");
  await asOwner(take);
  const position = await append({ thing: 100 + warned, type: "made", title: "waited for" });
  await expect.poll(() => said("could not be applied and is tried again")).toBeGreaterThan(warned);
  expect([await cursor(), await rows("select 1 from parked_event")]).toEqual([position - 1, []]);
  await asOwner(give);
  await reaches(position);
  expect(await titleOf(100 + warned)).toBe("waited for");
});

test("a subscription with 21 aggregates parked in five minutes stands still and says so; it goes on when enough of them are dealt with", async () => {
  const many = Array.from({ length: 25 }, (_, index): Made => ({ thing: 200 + index, type: "made", title: unlearnable }));
  const position = await append(...many, { thing: 300, type: "made", title: "after them" });
  await reaches(position - 5);
  await expect.poll(() => metric("cpts_subscription_stopped")).toBe(1);
  expect(said("the subscription stands still until an operator")).toBe(1);
  await rows(`delete from parked_event where position < ${position - 12}`);
  await reaches(position);
  expect(await titleOf(300)).toBe("after them");
  await expect.poll(() => metric("cpts_subscription_stopped"), { timeout: 10_000 }).toBe(0);
  expect(said("the subscription goes on")).toBeGreaterThan(0);
  await rows("delete from parked_event");
});

test("P6: of 1,000 events with 1 % undecodable and 1 % that the handler refuses, all others are applied, and each poison blocks its aggregate alone", async () => {
  const things = Array.from({ length: 500 }, (_, index) => 1_000 + index);
  const made = things.map((thing, index): Made => (index % 50 === 7 ? { thing, type: "made", data: { thingId: thing } } : { thing, type: "made", title: index % 50 === 31 ? unlearnable : "learned" }));
  const position = await append(...made, ...things.map((thing): Made => ({ thing, type: "changed", title: "changed" })));
  await reaches(position);
  expect(Number((await rows("select count(*)::integer as n from known_thing where title = 'changed' and changes = 1"))[0]?.["n"])).toBe(480);
  await expect.poll(() => parked("attempts > 0 and next_try_at is not null"), { timeout: 30_000 }).toEqual([]);
  const [stuck, behind] = [await parked("attempts > 0"), await parked("attempts = 0")];
  expect([stuck.length, behind.length, new Set(stuck.map((row) => row["id"])).size]).toEqual([20, 20, 20]);
  expect(stuck.filter(({ attempts }) => attempts === 1).map(({ reason }) => reason)).toEqual(Array(10).fill(expect.stringContaining("does not fit cpts.sample.thing.made.v1")));
  expect(stuck.filter(({ attempts }) => attempts === maxAttempts).map(({ reason }) => reason)).toEqual(Array(10).fill(expect.stringContaining("learnable")));
  expect(behind.map((row) => row["id"])).toEqual(stuck.map((row) => row["id"]));
  const live = await rows("select * from known_thing order by id");
  await copy.run(rebuild(knownThings, pagesOf("sample", { url: sourceUrl, tokenPath: null })));
  expect(await rows("select * from known_thing order by id")).toEqual(live);
});
