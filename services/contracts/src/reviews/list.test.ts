import { accepted } from "@cpts/service-kit/testing/writing-scene";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scene, type Scene } from "../testing/scene.ts";

type Json = Readonly<Record<string, unknown>>;

let world: Scene;
const cpts = { one: "", other: "" };
const contracts = { one: "", other: "" };
beforeAll(async () => {
  world = await scene();
  for (const [name, attachmentDepartement] of [["one", "37"], ["other", "28"]] as const) {
    cpts[name] = await world.know(`CPTS ${name}`, { population: 20_000, validFrom: "2017-01-01" });
    contracts[name] = await world.draft({ cptsId: cpts[name], kind: "aci", termYears: 5, attachmentDepartement });
    accepted(await world.sign(contracts[name], { signedOn: "2020-09-01" }));
    for (const contractYear of [1, 2]) accepted(await world.send("POST", `/v1/contracts/${contracts[name]}/reviews`, { contractYear }));
  }
  const path = `/v1/contracts/${contracts.one}/reviews/1`;
  const decision = { decidedOn: "2021-10-12", document: { document: "Compte rendu" }, rates: [], nextTargets: [], despiteMissing: "Vu en séance" };
  for (const [step, body] of [["submission", {}], ["decision", decision]] as const) accepted(await world.send("PUT", `${path}/${step}`, body, { headers: { "if-match": (await world.read(path)).headers.get("etag") ?? "" } }));
});
afterAll(() => world.service.stop());

const list = async (query: string) => (await world.read(`/v1/reviews?${query}`)).json;
const places = async (query: string) => (await list(query)).items.map(({ contractId, contractYear }: Json) => [contractId, contractYear]);

describe("the list of reviews", () => {
  test("shows where each stands and what was decided, by contract, CPTS, place, year and state", async () => {
    expect((await list(`contract=${contracts.one}`)).items).toEqual([
      expect.objectContaining({ contractId: contracts.one, cptsId: cpts.one, cptsName: "CPTS one", kind: "aci", region: "24", departement: "37", contractYear: 1, state: "closed", decidedOn: "2021-10-12", rates: [] }),
      expect.objectContaining({ contractYear: 2, state: "preparing", decidedOn: null, rates: null }),
    ]);
    expect(await places(`cpts=${cpts.other}`)).toEqual([[contracts.other, 1], [contracts.other, 2]]);
    expect(await places("departement=28&year=2")).toEqual([[contracts.other, 2]]);
    expect(await places("region=24&state=closed")).toEqual([[contracts.one, 1]]);
    expect(await places(`contract=${contracts.one}&cpts=${cpts.other}`)).toEqual([]);
    expect(await places("region=24&state=not-started")).toEqual([]);
  });

  test("goes on page after page", async () => {
    const first = await list("limit=3");
    const second = await list(`limit=3&cursor=${first.nextCursor}`);
    expect([first.items.length, second.items.length, second.nextCursor]).toEqual([3, 1, null]);
    expect(new Set([...first.items, ...second.items].map(({ id }: Json) => id)).size).toBe(4);
  });

  test("is for the people of the CPTS and the agencies, as each review is", async () => {
    const status = async (query: string, claims?: Parameters<typeof world.service.token>[0]) => (await world.service.send("GET", `/v1/reviews?${query}`, claims === undefined ? {} : { token: await world.service.token(claims) })).status;
    const coordinator = { role: "coordinator", cptsIds: [cpts.one] };
    const single = async (id: string, claims?: Parameters<typeof world.service.token>[0]) => (await world.service.send("GET", `/v1/contracts/${id}/reviews/1`, claims === undefined ? {} : { token: await world.service.token(claims) })).status;
    for (const name of ["one", "other"] as const) {
      for (const claims of [coordinator, { role: "ars-officer", regions: ["24"] }, { role: "ars-officer", regions: ["11"] }, undefined]) {
        const expected = await single(contracts[name], claims);
        expect([await status(`contract=${contracts[name]}`, claims), await status(`cpts=${cpts[name]}`, claims)]).toEqual([expected, expected]);
      }
    }
    expect([await status("region=24", coordinator), await status("region=24", { role: "ars-officer", regions: ["24"] }), await status("", { role: "ars-officer", regions: ["24"] })]).toEqual([404, 200, 404]);
  });

  test("of a contract that is not known is refused at its place", async () => {
    const { json, status } = await world.read(`/v1/reviews?contract=${crypto.randomUUID()}`);
    expect([status, json.errors]).toEqual([422, [expect.objectContaining({ code: "unknown-contract" })]]);
  });
});
