import { DeadLetterDropped, DeadLettersRetried, type DeadLetter, WholeDeadLetter } from "@cpts/api/DeadLetters";
import { queryRows, withClient } from "@cpts/testing/database";
import { Schema } from "effect";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { follower, knownThings, unlearnable } from "../testing/follower.fixture.ts";
import { officer, sample } from "../testing/sample.fixture.ts";
import { testService, type TestService } from "../testing/test-service.ts";

let source: TestService;
let copy: TestService;
let officerToken: string;
let admin: string;
const strict = { onExcessProperty: "error" } as const;
const rows = (query: string) => queryRows(copy.database.adminUrl, query);
const asOwner = (statement: string) => withClient(copy.database.ownerUrl, (owner) => owner.query(statement));
const learnable = () => asOwner("alter table known_thing drop constraint if exists learnable");
const position = (header: string | null): number => Number(header?.split(":")[1]);

/** Makes a thing with these titles one after the other; its id and the position of its first event. */
const make = async (...titles: ReadonlyArray<string>) => {
  const [first = "", ...others] = titles;
  const made = await source.send("POST", "/v1/things", { token: officerToken, json: { title: first } });
  let last = made.headers;
  for (const [index, title] of others.entries()) last = (await source.send("PATCH", `/v1/things/${made.json.id}`, { token: officerToken, json: { title }, headers: { "if-match": `"v${index + 1}"` } })).headers;
  await copy.readAfter(last.get("cpts-position") ?? "", "/v1/projections", { token: admin });
  return { id: made.json.id as string, first: position(made.headers.get("cpts-position")) };
};
/** Nothing is tried again by itself any more, as after the last attempt. */
const settled = () => rows("begin; select 1 from subscription_cursor for update; update parked_event set next_try_at = null; commit");
const list = async (query = ""): Promise<ReadonlyArray<typeof DeadLetter.Encoded>> => (await copy.send("GET", `/v1/dead-letters${query}`, { token: admin })).json.items;
const post = (verb: "retry" | "drop", json: object, key?: string, projection = "known-things") =>
  copy.send("POST", `/v1/dead-letters/${projection}/${verb}`, { token: admin, json, ...(key === undefined ? {} : { headers: { "idempotency-key": key } }) });
const retried = async (json: object = {}) => Schema.decodeUnknownSync(DeadLettersRetried, strict)((await post("retry", json)).json);
const rebuild = () => copy.send("POST", "/v1/projections/known-things/rebuild", { token: admin });
const known = (id: string) => rows(`select title, changes, positions from known_thing where id = '${id}'`);

beforeAll(async () => {
  source = await testService(sample);
  copy = await testService(follower, { SAMPLE_URL: await source.listen() });
  [officerToken, admin] = [await source.token(officer), await copy.token({ role: "platform-admin" })];
});
afterAll(async () => {
  await copy.stop();
  await source.stop();
});
beforeEach(async () => {
  await rows("delete from parked_event");
  await learnable();
  await rows(`delete from known_thing where title = '${unlearnable}'`);
  await asOwner("alter table known_thing add constraint learnable check (title <> 'unlearnable')");
});

describe("dead letters", () => {
  test("are listed in pages, without their payload, and read whole one by one", async () => {
    const [one, two] = [await make(unlearnable, "better"), await make(unlearnable)];
    await expect.poll(() => rows("select 1 from parked_event where next_try_at is not null"), { timeout: 20_000 }).toEqual([]);
    const all = await list();
    expect(all).toMatchObject([
      { projection: "known-things", source: "sample", aggregateId: one.id, position: one.first, type: "cpts.sample.thing.made.v1", state: "parked", attempts: 5, reason: expect.stringContaining("learnable") },
      { aggregateId: one.id, position: one.first + 1, state: "waiting", attempts: 0, firstTriedAt: null, lastTriedAt: null, nextTryAt: null },
      { aggregateId: two.id, state: "parked" },
    ]);
    expect(JSON.stringify(all)).not.toContain("better");
    const first = (await copy.send("GET", "/v1/dead-letters?limit=2", { token: admin })).json;
    expect([first.items, await list(`?cursor=${first.nextCursor}`)]).toEqual([all.slice(0, 2), all.slice(2)]);
    expect(await list(`?aggregateId=${two.id}&projection=known-things`)).toEqual(all.slice(2));
    expect(await list("?projection=other")).toEqual([]);
    const whole = Schema.decodeUnknownSync(WholeDeadLetter, strict)((await copy.send("GET", `/v1/dead-letters/known-things/${one.first + 1}`, { token: admin })).json);
    expect(whole.event).toMatchObject({ id: all[1]?.eventId, data: { title: "better" } });
    expect((await copy.send("GET", "/v1/dead-letters/known-things/999999", { token: admin })).status).toBe(404);
  });

  test("say when they are tried again by themselves", async () => {
    const { first } = await make(unlearnable);
    expect((await list())[0]).toMatchObject({ position: first, state: "retrying", nextTryAt: expect.any(String) });
  });

  test("are applied in order by a retry once the cause is gone; sent twice, it is done once", async () => {
    const [one, two] = [await make(unlearnable, "b", "c"), await make(unlearnable)];
    await settled();
    expect(await retried()).toMatchObject({ applied: 0, released: 0, stuckCount: 2, stuck: [{ aggregateId: one.id, position: one.first, reason: expect.stringContaining("learnable") }, { aggregateId: two.id }] });
    await settled();
    await learnable();
    const [first, second] = [await post("retry", {}, "all"), await post("retry", {}, "all")];
    expect(first.json).toEqual({ projection: "known-things", applied: 4, released: 2, stuckCount: 0, stuck: [] });
    expect([second.json, second.headers.get("idempotency-replayed")]).toEqual([first.json, "true"]);
    expect(await known(one.id)).toEqual([{ title: "c", changes: 2, positions: [one.first, one.first + 1, one.first + 2] }]);
    expect(await list()).toEqual([]);
    const live = await known(one.id);
    await rebuild();
    expect(await known(one.id)).toEqual(live);
  });

  test("of one aggregate are retried alone, and what follows goes on as before", async () => {
    const [one, two] = [await make(unlearnable), await make(unlearnable)];
    await settled();
    await learnable();
    expect(await retried({ aggregateId: one.id })).toMatchObject({ applied: 1, released: 1, stuckCount: 0 });
    expect((await list()).map(({ aggregateId }) => aggregateId)).toEqual([two.id]);
    expect(await retried({ aggregateId: "nobody" })).toMatchObject({ applied: 0, released: 0, stuckCount: 0 });
    expect(await retried()).toMatchObject({ applied: 1 });
  });

  test("stop a retry of their aggregate at the one that still fails; those before it are applied", async () => {
    const { id, first } = await make(unlearnable, "b", "refused", "d");
    await settled();
    await asOwner("alter table known_thing drop constraint learnable, add constraint learnable check (title <> 'refused')");
    expect(await retried()).toMatchObject({ applied: 2, released: 0, stuckCount: 1, stuck: [{ position: first + 2 }] });
    expect(await known(id)).toMatchObject([{ title: "b" }]);
    expect((await list()).map(({ position: at }) => at)).toEqual([first + 2, first + 3]);
    await settled();
    await asOwner("alter table known_thing drop constraint learnable");
    expect(await retried()).toMatchObject({ applied: 2, released: 1 });
    expect(await known(id)).toMatchObject([{ title: "d", changes: 3 }]);
  });
});

describe("a dropped event", () => {
  test("is kept with who gave it up, why and when; the later ones of its aggregate wait for a retry; a rebuild passes over it too", async () => {
    const { id, first } = await make("a", unlearnable, "c");
    await settled();
    const [one, two] = [await post("drop", { position: first + 1, reason: "a typing error" }, "drop"), await post("drop", { position: first + 1, reason: "a typing error" }, "drop")];
    expect(Schema.decodeUnknownSync(DeadLetterDropped, strict)(one.json)).toMatchObject({ projection: "known-things", position: first + 1, aggregateId: id, waiting: 1 });
    expect([one.status, two.json]).toEqual([200, one.json]);
    const [kept] = await rows(`select reason, parked_for, dropped_by, dropped_at > now() - interval '1 minute' as lately, event->'data'->>'title' as title from dropped_event where aggregate_id = '${id}'`);
    expect(kept).toEqual({ reason: "a typing error", parked_for: expect.stringContaining("learnable"), dropped_by: expect.stringMatching(/^[\w-]{43}$/u), lately: true, title: unlearnable });
    expect(await list()).toMatchObject([{ position: first + 2, state: "waiting" }]);
    expect(await retried()).toMatchObject({ applied: 1, released: 1 });
    const live = await known(id);
    expect(live).toEqual([{ title: "c", changes: 1, positions: [first, first + 2] }]);
    expect((await rebuild()).status).toBe(200);
    expect([await known(id), await list(`?aggregateId=${id}`)]).toEqual([live, []]);
    expect((await copy.send("POST", "/v1/projections/known-things/verification", { token: admin })).json.differing).toEqual([]);
    expect((await post("drop", { position: first + 1, reason: "again" })).status).toBe(404);
  });

  test("needs a reason without patient data, and a position", async () => {
    for (const json of [{ position: 1 }, { position: 1, reason: " " }, { position: 1, reason: "1 85 05 78 006 084 91" }, { reason: "x" }, { position: 0, reason: "x" }]) expect((await post("drop", json)).status).toBe(422);
  });

  test("may be of a projection that the service has no more; a retry may not", async () => {
    await rows(`insert into parked_event (subscription, source, position, aggregate_id, event, reason) values ('former', 'sample', 1, 'x', '{"id": "1"}', 'old')`);
    expect((await post("retry", {}, undefined, "former")).status).toBe(404);
    expect((await post("drop", { position: 1, reason: "left behind" }, undefined, "former")).status).toBe(200);
  });
});

test("two projections of one name do not start", async () => {
  const twice = { ...follower, follows: () => [{ projection: knownThings, url: "http://127.0.0.1:1" }, { projection: { ...knownThings, source: "other" }, url: "http://127.0.0.1:1" }] };
  await expect(testService(twice, { SAMPLE_URL: "http://127.0.0.1:1" })).rejects.toThrow("two projections are called known-things");
});
