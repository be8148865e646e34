import { registry } from "@cpts/api/Registry";
import { territories } from "@cpts/service-kit/known/projection";
import { applyBatch } from "@cpts/service-kit/subscriptions/apply/batch";
import { testService, type TestService } from "@cpts/service-kit/testing/test-service";
import { afterAll, beforeAll, expect, test } from "vitest";
import { directory } from "../service.ts";

const logId = "0198c0de-0000-7000-8000-00000000aaaa";
let service: TestService;
beforeAll(async () => {
  // Nothing listens there: the events below are the only ones.
  service = await testService(directory, { REGISTRY_URL: "http://127.0.0.1:1" });
});
afterAll(() => service.stop());

const { cptsRegistered, territoryChanged } = registry.events;
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
