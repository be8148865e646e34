import { LogVerification } from "@cpts/api/Audit";
import { withClient } from "@cpts/testing/database";
import { Schema } from "effect";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { officer, sample } from "../testing/sample.fixture.ts";
import { testService, type TestService } from "../testing/test-service.ts";

let service: TestService;
let admin: string;
const size = 8;
const asOwner = (sql: string) => withClient(service.database.ownerUrl, (owner) => owner.query(sql));
const ask = (json: object = {}) => service.send("POST", "/v1/audit/verification", { token: admin, json });
const audit = async (json: object = {}) => Schema.decodeUnknownSync(LogVerification, { onExcessProperty: "error" })((await ask(json)).json);

beforeAll(async () => {
  service = await testService(sample);
  admin = await service.token({ role: "platform-admin" });
  const token = await service.token(officer);
  for (let index = 0; index < size; index += 1) await service.send("POST", "/v1/things", { token, json: { title: `thing ${index}` } });
  await asOwner("create table kept_event as select * from event; create table kept_head as select * from log_head");
});
afterAll(() => service.stop());

const restore = () => asOwner("truncate event; insert into event select * from kept_event; delete from log_head; insert into log_head select * from kept_head");

describe("the audit of a log", () => {
  test("finds one that nobody touched as it was written, and prints the hash of its head", async () => {
    const first = await audit();
    expect(first).toMatchObject({ head: size, events: size, firstBad: null, noted: null, hash: expect.stringMatching(/^[0-9a-f]{64}$/u) });
    expect(await audit()).toEqual(first);
    expect(first.logId).toBe((await service.send("GET", "/v1/events?limit=1")).json.logId);
  });

  test.each([
    ["an UPDATE", "update event set data = '{}' where position = 3", 3],
    ["a DELETE", "delete from event where position = 4", 4],
    [
      "an INSERT in the middle, with the later rows moved up",
      `update event set position = -position where position >= 5; update event set position = 1 - position where position < 0;
      insert into event select 5, gen_random_uuid(), type, 'forged', 1, occurred_at, traceparent, data, hash from event where position = 4;
      update log_head set position = position + 1`,
      5,
    ],
    ["an INSERT at the end", `insert into event select ${size + 1}, gen_random_uuid(), type, 'forged', 1, occurred_at, traceparent, data, hash from event where position = 4; update log_head set position = position + 1`, size + 1],
    ["a cut tail", `delete from event where position > ${size - 2}`, size - 1],
    ["a cut tail, with the head moved back", `delete from event where position > ${size - 2}; update log_head set position = ${size - 2}`, size - 1],
  ])("names the first bad row of %s", async (_, tampering, bad) => {
    await asOwner(tampering);
    expect(await audit()).toMatchObject({ firstBad: bad, events: bad - 1 });
    await restore();
    expect((await audit()).firstBad).toBeNull();
  });

  test("finds a history that was rewritten whole, hashes included, by a hash that was noted elsewhere", async () => {
    const { hash } = await audit();
    const noted = { position: size, hash };
    expect((await audit(noted)).noted).toEqual({ position: size, hash, isSame: true });
    const rewritten = `create temporary table told as select id, type, aggregate_id, aggregate_version, occurred_at, data, position from event; truncate event; update log_head set position = 0, hash = '';
      select append_events(json_agg(json_build_object('id', id, 'type', type, 'aggregateId', aggregate_id, 'aggregateVersion', aggregate_version, 'occurredAt', occurred_at, 'data',
        case when position = 2 then '{}'::json else data end) order by position)) from told`;
    await asOwner(rewritten);
    expect(await audit()).toMatchObject({ head: size, firstBad: null });
    expect(await audit(noted)).toMatchObject({ firstBad: null, noted: { position: size, isSame: false, hash: expect.not.stringMatching(hash ?? "") } });
    await asOwner(`delete from event where position = ${size}`);
    expect((await audit(noted)).noted).toEqual({ position: size, hash: null, isSame: false });
    await restore();
  });

  test("takes a position and a hash together or not at all", async () => {
    for (const [json, path] of [[{ position: 3 }, "#/hash"], [{ hash: "0".repeat(64) }, "#/position"], [{ position: 3, hash: "no hash" }, "#/hash"]] as const) {
      const { json: problem, status } = await ask(json);
      expect([status, problem.errors.map(({ pointer }: { pointer: string }) => pointer)]).toEqual([422, [path]]);
    }
  });
});
