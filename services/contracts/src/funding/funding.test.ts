import { contracts as contract } from "@cpts/api/Contracts";
import { asDescribed } from "@cpts/service-kit/testing/described-answer";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scene, type Scene } from "../testing/scene.ts";

let world: Scene;
let admin = "";
let cptsId = "";
beforeAll(async () => {
  world = await scene();
  admin = await world.service.token({ role: "platform-admin" });
  cptsId = await world.know("CPTS Financée", { population: 20_000, validFrom: "2017-01-01" });
});
afterAll(() => world.service.stop());

type Json = Readonly<Record<string, unknown>>;
const document = { document: "Avenant signé" };

const signed = async (signedOn: string | null = "2020-09-01", fields: Json = {}): Promise<string> => {
  const id = await world.draft({ cptsId, kind: "aci", parties: [{ capacity: "cpts" }, { capacity: "ars" }, { capacity: "cpam" }], termYears: 5, missions: [{ code: "PREVENTION" }], attachmentDepartement: "37", ...fields });
  // One CPTS has them all.
  const { status, text } = await world.sign(id, { signedOn, overlapReason: "Contrats comparés" });
  expect([status, text]).toEqual([200, expect.any(String)]);
  return id;
};
const amend = async (id: string, changes: Json): Promise<void> => {
  const etag = (await world.read(`/v1/contracts/${id}`)).headers.get("etag") ?? "";
  const { status, text } = await world.send("PUT", `/v1/contracts/${id}/amendments/1`, { signedOn: "2021-09-01", changes, document }, { headers: { "if-match": etag } });
  expect([status, text]).toEqual([200, expect.any(String)]);
};
const funding = async (id: string, query = "") => {
  const answer = await world.read(`/v1/contracts/${id}/funding${query}`);
  expect(() => asDescribed(contract.endpoints.readFunding, answer.json)).not.toThrow();
  return answer.json;
};

describe("the funding of a contract", () => {
  test("is functioning by the grid in force at its signature, each line with its rule, cell, source and status", async () => {
    const id = await signed();
    const { grid, lines, payable } = await funding(id, "?year=2020");
    expect(grid).toEqual({ id: "aci-2019", version: 1, label: "ACI-CPTS 2019", status: "provisional", isPinned: false });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({ component: "functioning", kind: "full", on: "2020-09-01", amountCents: 5_000_000, status: "verified", rule: "functioning-at-signature", ruleStatus: "verified", unitsPerYear: 365 });
    expect(lines[0].cells).toEqual([{ from: "2020-09-01", to: "2021-09-01", grid: "aci-2019", size: "T1", units: 365, unitsPerYear: 365, amountCents: 5_000_000, status: "verified", source: expect.objectContaining({ document: "Concours médical" }), reason: null }]);
    expect(payable.total).toEqual({ knownCents: 5_000_000, isAtLeast: true, atMostCents: null, verifiedCents: 5_000_000, provisionalCents: 0, overriddenCents: 0 });
  });

  test("says which mission has no known start, rather than counting it for nothing", async () => {
    const { notices } = await funding(await signed());
    expect(notices).toEqual([{ code: "mission-start-unknown", mission: "PREVENTION", message: expect.objectContaining({ en: "The day mission PREVENTION started is not known: its part is not counted." }) }]);
  });

  test("explains each line when asked: rule and source, cell, rounding", async () => {
    const { explanations, lines } = await funding(await signed(), "?year=2020&explain=true");
    expect(explanations.map(({ figure }: { figure: string }) => figure)).toEqual(["regime", "payable", "earned", ...lines.map((_: unknown, index: number) => `lines.${index}.amountCents`)]);
    expect(explanations[3]).toMatchObject({
      inputs: expect.arrayContaining([{ name: "due", label: expect.anything(), value: "ACTUAL_365, HALF_UP: 1825000000/365 -> 5000000" }]),
      sources: [{ name: "ACI-CPTS, 20 June 2019, art. 9.1", status: "verified" }, { name: "Concours médical, the Senate gives the same range in 2025 (report 32)", status: "verified" }],
    });
  });

  test("of all its years adds up to that of each, and its days to what they earn", async () => {
    const id = await signed();
    const whole = await funding(id);
    const years = await Promise.all([2020, 2021, 2022, 2023, 2024, 2025].map((year) => funding(id, `?year=${year}`)));
    expect(years.reduce((sum, { payable }) => sum + payable.total.knownCents, 0)).toBe(whole.payable.total.knownCents);
    expect(years.reduce((sum, { earned }) => sum + earned.total.knownCents, 0)).toBe(25_000_000);
    expect(whole.contractYears).toHaveLength(5);
  });

  test("stops where the contract is terminated: what was paid beyond is paid back", async () => {
    const id = await signed();
    expect((await world.send("POST", `/v1/contracts/${id}/steps`, { action: "terminate", on: "2020-11-10", document })).status).toBe(200);
    const { explanations, lines } = await funding(id, "?explain=true");
    expect(lines.map(({ amountCents, kind, on, rule }: Json) => [on, kind, amountCents, rule])).toEqual([
      ["2020-09-01", "full", 5_000_000, "functioning-at-signature"],
      ["2020-11-10", "repayment", 958_904 - 5_000_000, "repayment-at-end"],
    ]);
    // The trace says all of the sum: what the days were worth, what was paid, what is to be given back.
    const { inputs } = explanations.find(({ figure }: Json) => figure === "lines.1.amountCents");
    expect(inputs.filter(({ name }: Json) => ["due", "paid", "difference"].includes(String(name))).map(({ value }: Json) => value)).toEqual(["ACTUAL_365, HALF_UP: 350000000/365 -> 958904", "5000000", "958904 - 5000000 = -4041096"]);
  });

  test("follows the size that an amendment gives", async () => {
    const id = await signed("2020-09-01", { termYears: 9 });
    await amend(id, { sizeClass: "T2" });
    const { contractYears } = await funding(id);
    expect(contractYears.slice(0, 2).map(({ due }: { due: { total: { knownCents: number } } }) => due.total.knownCents)).toEqual([5_000_000, 6_000_000]);
  });

  test("is not computed of a draft, of a kind without grid, or of a signature without its day, and says why", async () => {
    const draft = await world.draft({ cptsId, kind: "aci" });
    const codes = async (id: string) => {
      const { lines, notices, payable } = await funding(id, "?explain=true");
      return [notices.map(({ code }: Json) => code), lines, payable.total.isAtLeast];
    };
    expect(await codes(draft)).toEqual([["not-signed"], [], true]);
    expect(await codes(await signed("2020-09-01", { kind: "contrat-territorial-de-sante" }))).toEqual([["no-grid"], [], true]);
    expect(await codes(await signed("2020-09"))).toEqual([["signature-day-unknown"], [], true]);
    expect(await codes(await signed(null))).toEqual([["no-grid"], [], true]);
  });
});

describe("a simulation", () => {
  const simulate = (body: Json) => world.send("POST", "/v1/grid-simulations", { year: 2022, departement: "45", ...body });
  const contractsOf = async () => {
    const [small, undated] = [await signed("2021-01-01", { attachmentDepartement: "45" }), await signed("2021", { attachmentDepartement: "45" })];
    return { small, undated };
  };

  test("tells before and after by contract and in all, lists what cannot be compared, and changes nothing", async () => {
    const { small, undated } = await contractsOf();
    const { isCurrent: _current, reason: _reason, version: _version, ...grid } = (await world.read("/v1/grids/aci-2019")).json;
    const sizes = [...grid.sizes.slice(0, 3), { code: "T4", min: 175_000, max: 300_000, minInclusive: false, maxInclusive: false }, { code: "T5", min: 300_000, max: null, minInclusive: true, maxInclusive: false }];
    const source = { document: "Projet" };
    const lines = sizes.map(({ code }) => ({ mission: null, component: "functioning", part: null, size: code, amountCents: 5_500_000, status: "provisional", source }));
    const head = await world.head();
    const answer = await simulate({ grid: { ...grid, id: "projet", sizes, lines, unknown: [], totals: [] } });
    expect(() => asDescribed(contract.endpoints.simulateGrid, answer.json)).not.toThrow();
    expect(answer.json).toMatchObject({
      grid: { id: "projet", version: null },
      totals: { contracts: 1, withAmountsNotCompared: 0, beforeCents: 5_000_000, afterCents: 5_500_000, differenceCents: 500_000 },
      contracts: [{ contractId: small, cptsName: "CPTS Financée", gridBefore: { id: "aci-2019", version: 1 }, sizeBefore: "T1", sizeAfter: "T1", notCompared: [] }],
      notCompared: [{ contractId: undated, why: "signature-day-unknown" }],
    });
    expect([await world.head(), (await world.read("/v1/grids/projet")).status]).toEqual([head, 404]);
  });

  test("takes a grid or the name of one, without a fault", async () => {
    const errors = async (body: Json) => {
      const { json, status } = await simulate(body);
      return [status, json.errors?.map(({ code, pointer }: Json) => `${String(pointer)} ${String(code)}`)];
    };
    const { id: _, ...rest } = contract.endpoints.addGrid.example as Json;
    expect(await errors({})).toEqual([422, ["#/grid exactly-one"]]);
    expect(await errors({ gridId: "aci-1999" })).toEqual([422, ["#/gridId unknown-grid"]]);
    expect(await errors({ grid: { id: "projet", ...rest, sizes: [] } })).toEqual([422, ["#/grid/sizes no-size", "#/grid/lines/0/size unknown-size", "#/grid/lines/1/size unknown-size"]]);
    expect((await simulate({ gridId: "aci-2019" })).status).toBe(200);
    expect((await world.service.send("POST", "/v1/grid-simulations", { json: { year: 2022, gridId: "aci-2019" }, token: admin })).status).toBe(403);
  });
});
