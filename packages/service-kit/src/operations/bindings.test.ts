import { isWrite, pathOf, type Endpoint } from "@cpts/api/Endpoint";
import { FollowedProjections, operationsEndpoints, ProjectionRebuild, ProjectionVerification } from "@cpts/api/Operations";
import { Role } from "@cpts/domain/Role";
import { queryRows, withClient } from "@cpts/testing/database";
import { Schema } from "effect";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { follower, unlearnable } from "../testing/follower.fixture.ts";
import { officer, sample } from "../testing/sample.fixture.ts";
import { testService, type TestService } from "../testing/test-service.ts";

let source: TestService;
let copy: TestService;
let officerToken: string;
let admin: string;

const rows = (query: string) => queryRows(copy.database.adminUrl, query);
const make = async (title: string): Promise<string> => {
  const { headers, json } = await source.send("POST", "/v1/things", { token: officerToken, json: { title } });
  const position = headers.get("cpts-position") ?? "";
  await copy.readAfter(position, "/v1/projections", { token: admin });
  return json.id as string;
};
const list = async () => Schema.decodeUnknownSync(FollowedProjections, { onExcessProperty: "error" })((await copy.send("GET", "/v1/projections", { token: admin })).json).items;
const ask = (what: "verification" | "rebuild", headers: Readonly<Record<string, string>> = {}, name = "known-things") =>
  copy.send("POST", `/v1/projections/${name}/${what}`, { token: admin, headers });
const verified = async () => Schema.decodeUnknownSync(ProjectionVerification, { onExcessProperty: "error" })((await ask("verification")).json);

beforeAll(async () => {
  source = await testService(sample);
  copy = await testService(follower, { SAMPLE_URL: await source.listen() });
  [officerToken, admin] = [await source.token(officer), await copy.token({ role: "platform-admin" })];
});
afterAll(async () => {
  await copy.stop();
  await source.stop();
});

describe("who runs the platform", () => {
  test("sees what a service follows, how far it is, and the head of the source", async () => {
    await make("first");
    const [row, ...others] = await list();
    expect(others).toEqual([]);
    expect(row).toMatchObject({ name: "known-things", source: "sample", tables: ["known_thing"], position: 1, head: 1, parked: [], parkedCount: 0 });
    expect(row?.sourceLogId).toBe(row?.logId);
  });

  test("sees nothing of a service that follows nothing", async () => {
    const token = await source.token({ role: "platform-admin" });
    expect((await source.send("GET", "/v1/projections", { token })).json).toEqual({ items: [] });
  });

  test("learns that a projection is what a rebuild would give, and nothing has changed by asking", async () => {
    await make("second");
    const before = await rows("select *, xmin::text from known_thing order by id");
    expect(await verified()).toMatchObject({ name: "known-things", rows: before.length, position: before.length, differing: [] });
    expect(await rows("select *, xmin::text from known_thing order by id")).toEqual(before);
  });

  test("finds a row that was changed by hand, and rebuilds it away", async () => {
    const id = await make("by event");
    await rows(`update known_thing set title = 'by hand' where id = '${id}'`);
    expect((await verified()).differing).toEqual(["known_thing"]);
    const rebuilt = await ask("rebuild", { "idempotency-key": "once" });
    expect(Schema.decodeUnknownSync(ProjectionRebuild, { onExcessProperty: "error" })(rebuilt.json)).toMatchObject({ name: "known-things", position: (await list())[0]?.head });
    expect((await rows(`select title from known_thing where id = '${id}'`))[0]).toEqual({ title: "by event" });
    expect((await verified()).differing).toEqual([]);
  });

  test("may send a rebuild twice: the second answers the same, and the running subscription goes on after it", async () => {
    const [first, second] = [await ask("rebuild", { "idempotency-key": "twice" }), await ask("rebuild", { "idempotency-key": "twice" })];
    expect([first.status, second.json]).toEqual([200, first.json]);
    expect(first.headers.has("cpts-position")).toBe(false);
    const id = await make("after the rebuild");
    expect((await rows(`select title, changes from known_thing where id = '${id}'`))[0]).toEqual({ title: "after the rebuild", changes: 0 });
    expect(await rows("select 1 from idempotency where key = 'twice'")).toEqual([]);
  });

  test("may ask for several at once: they come one after the other", async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, (_, index) => ask(index % 2 === 0 ? "rebuild" : "verification")));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    expect((await verified()).differing).toEqual([]);
  });

  test("sees the parked events with their reasons", async () => {
    await make(unlearnable);
    const [row] = await list();
    expect(row).toMatchObject({ parkedCount: 1, position: row?.head, parked: [{ type: "cpts.sample.thing.made.v1", position: row?.head, reason: expect.stringContaining("learnable") }] });
    const [stored] = (await source.send("GET", `/v1/events?after=${(row?.head ?? 0) - 1}`)).json.events;
    expect(row?.parked[0]?.eventId).toBe(stored.id);
  });

  test("is told that a name is unknown", async () => {
    expect([(await ask("rebuild", {}, "nothing")).status, (await ask("verification", {}, "nothing")).status]).toEqual([404, 404]);
  });

  test("holds up no other write and no reader while a rebuild waits for its cursor", async () => {
    await withClient(copy.database.ownerUrl, async (owner) => {
      await owner.query("begin; select 1 from subscription_cursor for update");
      const waiting = ask("rebuild");
      await expect.poll(() => rows("select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'")).not.toEqual([]);
      expect((await copy.send("GET", "/v1/projections", { token: admin })).status).toBe(200);
      expect(await rows("select 1 from pg_locks where relation = 'log_head'::regclass and mode = 'RowShareLock'")).toEqual([]);
      await owner.query("commit");
      expect((await waiting).status).toBe(200);
    });
  });
});

describe("the operations of a service", () => {
  // Looking for people in words takes a scope that no role has, taking a CPTS out a right on its content: see their own tests.
  const endpoints = Object.values<Endpoint>(operationsEndpoints).filter(({ permission }) => permission === "platform.operate");
  const given = { name: "known-things", projection: "known-things", position: "999999", id: "0198c0de-0000-7000-8000-000000000001" };
  const bodies: Readonly<Record<string, object>> = { "deadLetter.retry": {}, "deadLetter.drop": { position: 999_999, reason: "none" }, "audit.verify": {}, [operationsEndpoints.republish.id]: {} };
  // Nothing is parked at that position, nothing put aside of that id, no archive sent; the services of these tests have no broker to publish to.
  const answers: Readonly<Record<string, number>> = { "deadLetter.read": 404, "deadLetter.drop": 404, "clock.retry": 404, "cpts-archive.import": 422, [operationsEndpoints.republish.id]: 409 };
  const allowed = endpoints.map(({ id }) => answers[id] ?? 200);
  const statuses = async (service: TestService, token?: string) =>
    Promise.all(
      endpoints.map(async (endpoint) => {
        const json = bodies[endpoint.id];
        return (await service.send(endpoint.method, pathOf(endpoint, given), { ...(token === undefined ? {} : { token }), ...(json === undefined ? {} : { json }) })).status;
      }),
    );
  const everything = "registry:read registry:write registry:events directory:events platform:configure";

  test.each(Role.literals.filter((role) => role !== "anonymous"))("are open to a %s as the policy says", async (role) => {
    const token = await copy.token({ role, scope: everything, regions: ["24"], departements: ["37"] });
    expect(await statuses(copy, token)).toEqual(role === "platform-admin" ? allowed : endpoints.map(() => 403));
  });

  test("are open to a service account with the scope platform:operate, and to no visitor", async () => {
    expect(await statuses(copy, await copy.token({ role: "service-account", scope: "platform:operate" }))).toEqual(allowed);
    expect(await statuses(copy)).toEqual(endpoints.map(() => 401));
    expect(endpoints.filter(isWrite)).toHaveLength(8);
  });

  test("give an administrator no right on content", async () => {
    expect((await source.send("POST", "/v1/things", { token: await source.token({ role: "platform-admin", regions: ["24"] }), json: { title: "no" } })).status).toBe(403);
  });
});

test("a source that does not answer is named, and its head unknown", async () => {
  const alone = await testService(follower, { SAMPLE_URL: "http://127.0.0.1:1" });
  try {
    const token = await alone.token({ role: "platform-admin" });
    expect((await alone.send("GET", "/v1/projections", { token })).json.items[0]).toMatchObject({ logId: null, position: 0, head: null, sourceLogId: null });
    const { json, status } = await alone.send("POST", "/v1/projections/known-things/rebuild", { token, headers: { "accept-language": "en" } });
    expect([status, json.detail]).toEqual([503, "The log of sample cannot be read."]);
  } finally {
    await alone.stop();
  }
});
