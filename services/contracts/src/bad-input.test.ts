import { contracts as contract } from "@cpts/api/Contracts";
import { needsIfMatch } from "@cpts/api/Endpoint";
import { withstands } from "@cpts/service-kit/testing/hostile-property";
import { named } from "@cpts/service-kit/testing/own-endpoints";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scene, type Scene } from "./testing/scene.ts";

const exampleCpts = "0198c0de-0000-7000-8000-000000000001";

let world: Scene;
let operator = "";
beforeAll(async () => {
  world = await scene();
  operator = await world.service.token({ role: "platform-admin" });
});
afterAll(() => world.service.stop());

describe("bad input", () => {
  test.each(named(Object.values(contract.endpoints)))("never breaks %s, is answered by a problem of its contract, and leaves no event", async (_, endpoint) => {
    const cptsId = await world.know("CPTS Visée", { population: 50_000 });
    const known = await world.draft({ cptsId, draftedOn: "2017-10" });
    await withstands(endpoint, {
      service: contract.name,
      known,
      example: (text) => text.replaceAll(exampleCpts, cptsId),
      head: world.head,
      send: (method, path, request) => world.send(method, path, undefined, { ...request, ...(endpoint.permission === "platform.configure" ? { token: operator } : {}) }),
      ...(needsIfMatch(endpoint) ? { current: async () => ({ "if-match": (await world.read(`/v1/contracts/${known}${endpoint.id === "indicator-plan.set" ? "/indicators" : ""}`)).headers.get("etag") ?? "" }) } : {}),
    });
  });

  test("its log is for those who may read it", async () => {
    const status = async (role?: string) => (await world.service.send("GET", "/v1/events", role === undefined ? {} : { token: await world.service.token({ role }) })).status;
    expect([await status(), await status("coordinator")]).toEqual([401, 403]);
  });

  test("every wrong place of a draft is named", async () => {
    const cptsId = await world.know("CPTS Fautive");
    const faults = async (fields: object) => {
      const { json, status } = await world.send("POST", "/v1/contracts", { cptsId, kind: "aci", parties: [], ...fields });
      return [status, json.errors?.map(({ code, pointer }: { code: string; pointer: string }) => `${pointer} ${code}`)];
    };
    expect(await faults({ attachmentDepartement: "00", ordinal: { value: 1, region: "99" } })).toEqual([422, ["#/attachmentDepartement unknown-departement", "#/ordinal/region unknown-region"]]);
    expect(await faults({ announced: { on: "2018-02-30", time: "25:00" } })).toEqual([422, expect.arrayContaining(["#/announced/on partial-date.calendar", "#/announced/time local-time.format"])]);
    expect(await faults({ parties: [{ capacity: "ars", name: "1 84 12 76 451 089 46" }] })).toEqual([422, ["#/parties/0/name free-text.social-security-number"]]);
    expect(await faults({ termYears: 0, objectives: [{ label: " " }], colour: "blue" })).toEqual([422, expect.arrayContaining(["#/colour unknown-property", "#/objectives/0/label free-text.empty"])]);
  });

  test("departements that are not of the region, or given twice, are each named in a count", async () => {
    const { json, status } = await world.send("POST", "/v1/contract-counts", {
      region: "24",
      kind: "aci",
      counts: ["18", "38", "18", "97"].map((departement) => ({ departement, value: 1 })).slice(0, 3),
      provenance: { status: "sourced", source: { document: "D" } },
    });
    expect([status, json.errors.map(({ code, pointer }: { code: string; pointer: string }) => [pointer, code])]).toEqual([
      422,
      [["#/counts/1/departement", "departement-of-other-region"], ["#/counts/2/departement", "listed-twice"]],
    ]);
    const missing = await world.send("POST", "/v1/contract-counts", { region: "24", kind: "aci", counts: [], provenance: { status: "sourced" } });
    expect([missing.status, missing.json.errors[0].pointer]).toEqual([422, "#/provenance/source"]);
    const nothing = await world.send("POST", "/v1/contract-counts", { region: "24", kind: "aci", counts: [], provenance: { status: "sourced", source: { document: "D" } } });
    expect([nothing.status, nothing.json.errors[0].code]).toEqual([422, "nothing-counted"]);
    const before = await world.send("POST", "/v1/contract-counts", { region: "24", kind: "aci", counts: [], total: { value: 3 }, before: exampleCpts, provenance: { status: "sourced", source: { document: "D" } } });
    expect([before.status, before.json.type, before.json.errors[0].pointer]).toEqual([422, "/problems/unknown-reference", "#/before"]);
  });
});
