import { DueEntries } from "@cpts/api/Clocks";
import { queryRows } from "@cpts/testing/database";
import { Effect, Schema } from "effect";
import { expect, test } from "vitest";
import { transaction } from "../database/database.ts";
import { sampleService } from "../testing/sample-service.fixture.ts";
import { schedule } from "./schedule.ts";

// Without the clocks: what is due stays so.
const { service } = await sampleService();

test("who runs the platform sees what is next and what was put aside, and has it tried again", async () => {
  const token = await service.token({ role: "platform-admin" });
  const list = async () => Schema.decodeUnknownSync(DueEntries, { onExcessProperty: "error" })((await service.send("GET", "/v1/clocks", { token })).json);
  await service.run(transaction(Effect.forEach(["late", "later", "broken"], (key, index) => schedule({ kind: "retitle", ref: "a thing", key, at: Date.parse("2026-01-01T00:00:00Z") + index }))));
  await queryRows(service.database.adminUrl, "update due set state = 'parked', attempts = 8, reason = 'Error: no' where key = 'broken'");
  const before = await list();
  expect(before).toMatchObject({ waitingCount: 2, parkedCount: 1, waiting: [{ key: "late", at: "2026-01-01T00:00:00.000Z" }, { key: "later" }], parked: [{ key: "broken", attempts: 8, reason: "Error: no" }] });
  const again = () => service.send("POST", `/v1/clocks/${before.parked[0]?.id}/retry`, { token });
  expect((await again()).status).toBe(200);
  expect(await list()).toMatchObject({ waitingCount: 3, parkedCount: 0 });
  expect((await again()).status).toBe(404);
});

test("nobody else sees or does that", async () => {
  const token = await service.token({ role: "coordinator" });
  const asked = [await service.send("GET", "/v1/clocks", { token }), await service.send("POST", "/v1/clocks/0198c0de-0000-7000-8000-000000000001/retry", { token }), await service.send("GET", "/v1/clocks")];
  expect(asked.map(({ status }) => status)).toEqual([403, 403, 401]);
});
