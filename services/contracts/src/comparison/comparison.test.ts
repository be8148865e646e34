import { contracts as contract } from "@cpts/api/Contracts";
import { asDescribed } from "@cpts/service-kit/testing/described-answer";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scene, type Scene } from "../testing/scene.ts";

let world: Scene;
const cpts = { one: "", two: "", late: "", none: "" };
const contractsOf: Record<string, string> = {};

type Json = Readonly<Record<string, unknown>>;
const source = { document: "Bilan" };

const signed = async (cptsId: string, signedOn: string): Promise<string> => {
  const id = await world.draft({ cptsId, kind: "aci", termYears: 5, missions: [{ code: "PREVENTION" }], attachmentDepartement: "37" });
  expect((await world.sign(id, { signedOn })).status).toBe(200);
  await world.send("PUT", `/v1/contracts/${id}/indicators`, { indicators: [{ indicator: "PRE-01", mission: "PREVENTION", weightPpm: 0, floor: 0, baseline: null, targets: [] }], reason: "Contrat" }, { headers: { "if-match": '"v0"' } });
  return id;
};
const observe = async (id: string, fields: Json, isValidated = true): Promise<void> => {
  const { json, status, text } = await world.send("POST", `/v1/contracts/${id}/observations`, { indicator: "PRE-01", contractYear: 1, from: "2020-09-01", to: "2021-09-01", numerator: 60, denominator: 80, source, ...fields });
  expect([status, text]).toEqual([201, expect.any(String)]);
  if (isValidated) expect((await world.send("PUT", `/v1/contracts/${id}/observations/${json.id}/validation`, {}, { headers: { "if-match": '"v1"' } })).status).toBe(200);
};
const spend = (id: string, amountCents: number) => world.send("POST", `/v1/contracts/${id}/money/entries`, { kind: "spent", on: "2020-12-01", year: 2020, category: "personnel", amountCents, label: "Coordination", source });

beforeAll(async () => {
  world = await scene();
  for (const name of ["one", "two", "late", "none"] as const) cpts[name] = await world.know(`CPTS ${name}`, { population: name === "two" ? 50_000 : 20_000, validFrom: "2017-01-01" });
  for (const [name, day] of [["one", "2020-09-01"], ["two", "2020-10-01"], ["late", "2020-11-01"]] as const) contractsOf[name] = await signed(cpts[name], day);
  await observe(contractsOf["one"] ?? "", {});
  await observe(contractsOf["two"] ?? "", { from: "2020-10-01", to: "2021-10-01", numerator: 40 });
  await observe(contractsOf["late"] ?? "", { from: "2020-11-01", to: "2021-05-01" });
  await spend(contractsOf["one"] ?? "", 1_000_000);
  await spend(contractsOf["two"] ?? "", 2_000_000);
});
afterAll(() => world.service.stop());

const compared = async (ids: ReadonlyArray<string>, query = "year=2020&region=24") => world.read(`/v1/contract-comparison?${query}&cpts=${ids.join(",")}`);
const figureOf = (json: Json, name: string) => (json["figures"] as ReadonlyArray<Json & { readonly values: ReadonlyArray<Json>; readonly apart: ReadonlyArray<Json> }>).find(({ figure }) => figure === name);

describe("CPTS side by side", () => {
  test("are compared on what has one unit, one rule and one period; the rest is listed with its reason", async () => {
    const { json, status, text } = await compared(Object.values(cpts), "year=2020&region=24&explain=true");
    expect([status, text]).toEqual([200, expect.any(String)]);
    expect(() => asDescribed(contract.endpoints.compareContracts, json)).not.toThrow();
    expect(figureOf(json, "indicator/PRE-01")).toMatchObject({
      unit: "ratio",
      rule: "PRE-01 v1",
      period: "12 months from 2020",
      values: [{ cptsId: cpts.one, value: 0.75 }, { cptsId: cpts.two, value: 0.5 }],
      apart: [
        { cptsId: cpts.late, why: "other-period", reason: { fr: "Ce chiffre porte sur une autre durée.", en: "This figure is about another length of time." }, measured: { period: "6 months from 2020", value: 0.75 } },
        { cptsId: cpts.none, why: "not-measured", measured: null },
      ],
    });
    expect(figureOf(json, "spent")).toMatchObject({ unit: "EUR-cent", rule: "ledger", values: [{ cptsId: cpts.one, value: 1_000_000 }, { cptsId: cpts.two, value: 2_000_000 }], apart: [{ cptsId: cpts.late, why: "unknown" }, { cptsId: cpts.none, why: "not-measured" }] });
    expect(figureOf(json, "due/functioning")?.values).toEqual([{ cptsId: cpts.one, value: 5_000_000 }, { cptsId: cpts.two, value: 6_000_000 }, { cptsId: cpts.late, value: 5_000_000 }]);
    // The day PREVENTION started is known of none: what is due is not whole.
    expect(figureOf(json, "due")).toMatchObject({ values: [], apart: [{ why: "unknown", reason: { en: expect.stringContaining("mission-start-unknown") } }, { why: "unknown" }, { why: "unknown" }, { why: "not-measured" }] });
    expect(json.cpts.map(({ contractId, name, sizeClass }: Json) => [name, contractId, sizeClass])).toEqual([["CPTS one", contractsOf["one"], "T1"], ["CPTS two", contractsOf["two"], "T2"], ["CPTS late", contractsOf["late"], "T1"], ["CPTS none", null, null]]);
    expect(json.explanations[0]).toMatchObject({ inputs: expect.arrayContaining([{ name: "year", value: "2020" }]) });
  });

  test("of another year, or attached elsewhere, have nothing to be compared", async () => {
    for (const query of ["year=2019&region=24", "year=2020&region=84"]) {
      const { json } = await compared([cpts.one, cpts.two], query);
      expect([json.figures, json.cpts.map(({ contractId }: Json) => contractId)]).toEqual([[], [null, null]]);
    }
  });

  test("are two to forty, each once", async () => {
    const many = Array.from({ length: 41 }, () => crypto.randomUUID());
    expect(await Promise.all([[cpts.one], many, ["x", "y"]].map(async (ids) => (await compared(ids)).status))).toEqual([400, 400, 400]);
    expect((await compared(many)).json.errors[0]).toMatchObject({ code: "compared-cpts.list", message: "From 2 to 40 ids of CPTS, between commas." });
    expect((await compared(many.slice(0, 40))).status).toBe(200);
    const twice = await compared([cpts.one, cpts.two, cpts.one]);
    expect([twice.status, twice.json.errors[0].code, twice.json.errors[0].message]).toEqual([422, "listed-twice", expect.any(String)]);
  });
});
