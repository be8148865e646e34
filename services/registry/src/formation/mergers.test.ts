import { accepted } from "@cpts/service-kit/testing/writing-scene";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { communes, scene, type Scene } from "../testing/scene.ts";

let world: Scene;
beforeAll(async () => {
  world = await scene();
});
afterAll(() => world.service.stop());

const evidence = { document: "Procès-verbal de l'assemblée générale" };
const merge = (id: string, body: object, headers = {}) => world.send("POST", `/v1/cpts/${id}/merger`, { on: "2026-01-01", evidence, ...body }, { headers });
const covering = async (code: string, asOf: string) => (await world.send("GET", `/v1/communes/${code}?asOf=${asOf}`)).json.coveredBy;

test("a CPTS that is no more gets no territory from its end on; its past can still be corrected", async () => {
  const id = await world.register({ name: "CPTS dissoute", territory: { ...communes("37261"), validFrom: "2020-01-01" } });
  const empty = await world.register({ name: "CPTS dissoute sans territoire" });
  for (const one of [id, empty]) accepted(await world.send("POST", `/v1/cpts/${one}/transitions`, { action: "dissolve", on: "2024-01-01", evidence: { document: "Procès-verbal" } }));
  const refused = await Promise.all([world.setTerritory(id, { ...communes("37261"), validFrom: "2025-01-01" }), world.setTerritory(empty, { ...communes("37261"), validFrom: "2025-01-01" })]);
  expect(refused.map(({ json, status }) => [status, json.type])).toEqual([[409, "/problems/illegal-transition"], [409, "/problems/illegal-transition"]]);
  expect((await world.setTerritory(id, { ...communes("37261"), validFrom: "2024-01-01" })).status).toBe(409);
  expect((await world.setTerritory(id, { ...communes("37003"), validFrom: "2022-01-01" })).status).toBe(200);
  expect((await world.setTerritory(empty, { ...communes("37003"), validFrom: "2022-01-01", validTo: "2023-01-01" })).status).toBe(200);
  const on = async (day: string) => (await world.territory(id, day)).json.communes.map(({ code }: { code: string }) => code);
  expect([await on("2021-06-01"), await on("2023-06-01"), await on("2025-06-01")]).toEqual([["37261"], ["37003"], []]);
});

describe("a CPTS that is merged into another", () => {
  test("points to its successor, ends its territory, and is found by its old numbers", async () => {
    const id = await world.register({ name: "CPTS Ancienne", identifiers: { finess: "370000018" }, territory: { ...communes("37003"), validFrom: "2020-01-01" } });
    const into = await world.register({ name: "CPTS Nouvelle" });
    const send = () => merge(id, { into }, { "idempotency-key": "fusion" });
    const [first, second] = [await send(), await send()];
    expect([first.status, second.text]).toEqual([201, first.text]);
    expect(first.json).toMatchObject({ action: "merge", from: "emergence", to: "merged", on: "2026-01-01", evidence });
    expect((await world.send("GET", `/v1/cpts/${id}`)).json).toMatchObject({ status: "merged", mergedInto: into, successor: { id: into, name: "CPTS Nouvelle" } });
    expect((await world.send("GET", "/v1/cpts?identifier=370000018")).json.items).toEqual([expect.objectContaining({ id, mergedInto: into })]);
    expect(await covering("37003", "2025-12-31")).toHaveLength(1);
    expect(await covering("37003", "2026-01-01")).toEqual([]);
    const events = (await world.eventsOf(id)).slice(2);
    expect(events.map(({ type }) => type.replace("cpts.registry.", ""))).toEqual(["cpts.status-changed.v1", "cpts.merged.v1", "territory.changed.v1"]);
    expect(events[1]?.data).toEqual({ cptsId: id, into, on: "2026-01-01" });
    expect(events[2]?.data).toMatchObject({ territory: { communes: [] }, removed: ["37003"], validFrom: "2026-01-01" });
  });

  test("is not merged into itself, into nobody, or into one that has ended, and needs its minutes", async () => {
    const [id, ended] = [await world.register({}), await world.register({ status: "dissolved" })];
    const codes = async (body: object) => {
      const { json, status } = await merge(id, body);
      return [status, json.errors.map(({ code, pointer }: { code: string; pointer: string }) => [pointer, code])];
    };
    expect(await codes({ into: id })).toEqual([422, [["#/into", "itself"]]]);
    expect(await codes({ into: "018f6f52-9f5e-7cc1-b6a0-1f2b3c4d5e6f" })).toEqual([422, [["#/into", "unknown-cpts"]]]);
    expect(await codes({ into: ended })).toEqual([422, [["#/into", "has-ended"]]]);
    expect(await codes({ into: ended, evidence: undefined })).toEqual([422, [["#/evidence", "missing"]]]);
    expect((await merge(ended, { into: id })).json.type).toBe("/problems/illegal-transition");
    expect((await world.send("POST", `/v1/cpts/${id}/transitions`, { action: "merge", evidence })).json.errors[0].message).toContain("POST /v1/cpts/{id}/merger");
  });

  test("meets one that is merged into it at the same time: one of the two lives on", async () => {
    const [one, two] = [await world.register({}), await world.register({})];
    const both = await Promise.all([merge(one, { into: two }), merge(two, { into: one })]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([201, 422]);
  });
});

describe("a CPTS that is dissolved", () => {
  test("covers nothing from that day on, and takes no further step", async () => {
    const id = await world.register({ territory: { ...communes("41018"), validFrom: "2020-01-01" } });
    accepted(await world.send("POST", `/v1/cpts/${id}/transitions`, { action: "dissolve", on: "2026-02-01", evidence }));
    expect([await covering("41018", "2026-01-31"), await covering("41018", "2026-02-01")]).toEqual([[expect.anything()], []]);
    expect((await world.send("POST", `/v1/cpts/${id}/transitions`, { action: "dissolve", evidence })).json.detail).toContain("Possible now: nothing.");
  });

  test("before its territory began never has it", async () => {
    const id = await world.register({ territory: { ...communes("38053"), validFrom: "2026-06-01" } });
    accepted(await world.send("POST", `/v1/cpts/${id}/transitions`, { action: "dissolve", on: "2026-02-01", evidence }));
    expect(await covering("38053", "2026-07-01")).toEqual([]);
  });
});
