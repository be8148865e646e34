import { registry } from "@cpts/api/Registry";
import { territories } from "@cpts/service-kit/known/projection";
import { applyBatch } from "@cpts/service-kit/subscriptions/apply/batch";
import { testService, type TestService } from "@cpts/service-kit/testing/test-service";
import { queryRows } from "@cpts/testing/database";
import { afterAll, beforeAll, expect, test } from "vitest";
import { directory } from "../service.ts";

const logId = "0198c0de-0000-7000-8000-00000000aaaa";
let service: TestService;
beforeAll(async () => {
  // Nothing listens there: the events below are the only ones.
  service = await testService(directory, { REGISTRY_URL: "http://127.0.0.1:1" });
});
afterAll(() => service.stop());

const { cptsRegistered, territoryChanged, territoryWithdrawn } = registry.events;
const cptsId = cptsRegistered.example.cptsId;

const eventOf = (position: number, type: string, data: unknown) => ({
  specversion: "1.0" as const,
  id: `0198c0de-0000-7000-8000-${String(position).padStart(12, "0")}`,
  source: "/cpts/registry",
  type,
  subject: cptsId,
  time: "2026-01-02T10:00:00.000Z",
  datacontenttype: "application/json" as const,
  logid: logId,
  position,
  aggregateversion: position,
  data,
});

const apply = (...events: ReadonlyArray<ReturnType<typeof eventOf>>) =>
  service.run(applyBatch(territories, events, { logId, position: events.at(-1)?.position ?? 0 }));

test("a territory heard of before its CPTS is kept, without a name until the name comes", async () => {
  expect(await apply(eventOf(1, territoryChanged.type, territoryChanged.example))).toMatchObject({ applied: 1, parked: 0 });
  const path = `/v1/cpts/${cptsId}/territory`;
  expect((await service.send("GET", path)).json).toMatchObject({ name: "", communes: ["37003", "37027"] });
  await apply(eventOf(2, cptsRegistered.type, cptsRegistered.example));
  expect((await service.send("GET", path)).json).toMatchObject({ name: "CPTS Exemple", learnedAt: `registry@${logId}:2` });
});

test("the same events again change nothing", async () => {
  const path = `/v1/cpts/${cptsId}/territory`;
  const before = (await service.send("GET", path)).text;
  await apply(eventOf(1, territoryChanged.type, territoryChanged.example), eventOf(2, cptsRegistered.type, cptsRegistered.example));
  expect((await service.send("GET", path)).text).toBe(before);
});

test("a field of tomorrow is ignored, and a type of tomorrow passed over", async () => {
  const result = await apply(
    eventOf(3, territoryChanged.type, { ...territoryChanged.example, validFrom: "2026-06-01", colour: "blue" }),
    eventOf(4, "cpts.registry.territory.painted.v1", { anything: true }),
  );
  expect(result).toMatchObject({ parked: 0, cursor: { position: 4 } });
  expect((await service.send("GET", `/v1/cpts/${cptsId}/territory`)).json.validFrom).toBe("2026-06-01");
});

test("a territory that is withdrawn gives its place back to the one before, and those behind move up", async () => {
  const from = (position: number, validFrom: string) => eventOf(position, territoryChanged.type, { ...territoryChanged.example, validFrom });
  const bounds = () => queryRows(service.database.adminUrl, "select number, valid_from, valid_to, to_latest::text from known_territory where cpts_id = $1 order by number", [cptsId]);
  await apply(from(5, "2027-01-01"), from(6, "2028-01-01"));
  const before = await bounds();
  const withdrawn = (position: number, validFrom: string) => eventOf(position, territoryWithdrawn.type, { cptsId, validFrom });
  expect(await apply(from(7, "2027-06-01"), withdrawn(8, "2027-06-01"))).toMatchObject({ parked: 0 });
  expect(await bounds()).toEqual(before);
  await apply(withdrawn(9, "2028-01-01"), withdrawn(10, "2031-01-01"));
  expect((await bounds()).at(-1)).toEqual({ number: 3, valid_from: "2027-01-01", valid_to: null, to_latest: "infinity" });
});
