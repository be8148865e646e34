import { contracts as contract } from "@cpts/api/Contracts";
import { usualLimits } from "@cpts/documents/spreadsheets/limits";
import { readTable } from "@cpts/documents/spreadsheets/read-table";
import { asDescribed } from "@cpts/service-kit/testing/described-answer";
import { Effect } from "effect";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scene, type Scene } from "../testing/scene.ts";

let world: Scene;
let [ample, started, undated, abroad] = ["", "", "", ""];
let officer = "";
const cpts = { ample: "", started: "", undated: "", abroad: "" };

type Json = Readonly<Record<string, unknown>>;
const source = { document: "Relevé" };
const enter = (id: string, fields: Json) => world.send("POST", `/v1/contracts/${id}/money/entries`, { kind: "spent", on: "2021-05-01", year: 2021, category: "personnel", amountCents: 1_000_000, label: "Coordination", source, ...fields });
const signed = async (cptsId: string, signedOn: string | null, fields: Json = {}): Promise<string> => {
  const id = await world.draft({ cptsId, kind: "aci", termYears: 5, missions: [], attachmentDepartement: "37", ...fields });
  const { status, text } = await world.sign(id, { signedOn });
  expect([status, text]).toEqual([200, expect.any(String)]);
  return id;
};

beforeAll(async () => {
  world = await scene();
  cpts.ample = await world.know("CPTS Ample", { population: 20_000, validFrom: "2017-01-01" });
  cpts.started = await world.know("CPTS Partie", { population: 60_000, validFrom: "2017-01-01" });
  cpts.undated = await world.know("CPTS Sans date", { population: 20_000, validFrom: "2017-01-01" });
  cpts.abroad = await world.know("CPTS Ailleurs", { population: 20_000, validFrom: "2017-01-01" });
  ample = await signed(cpts.ample, "2020-09-01");
  started = await signed(cpts.started, "2020-09-01", { missions: [{ code: "PREVENTION" }], attachmentDepartement: "18", termYears: 9 });
  undated = await signed(cpts.undated, "2020");
  abroad = await signed(cpts.abroad, "2020-09-01", { attachmentDepartement: "28" });
  await enter(ample, {});
  await enter(ample, { kind: "received", on: "2021-09-15", amountCents: 4_000_000 });
  officer = await world.entrust(cpts.ample, { validFrom: "2020-01-01" });
  await world.entrust(cpts.started, { validFrom: "2021" }, officer);
  await world.entrust(cpts.undated, { validFrom: "2020-01-01", validTo: "2020-12-31" }, officer);
});
afterAll(() => world.service.stop());

const portfolio = async (query: string) => {
  const { json, status, text } = await world.read(`/v1/portfolio?${query}`);
  expect([status, text]).toEqual([200, expect.any(String)]);
  expect(() => asDescribed(contract.endpoints.readPortfolio, json)).not.toThrow();
  return json;
};
const names = ({ items }: Awaited<ReturnType<typeof portfolio>>): ReadonlyArray<string> => items.map(({ cptsName }: Json) => cptsName).toSorted();

describe("the portfolio of an agency", () => {
  test("says of each contract and in all what is due, paid, spent, left and late; what is not known is counted apart, never as 0", async () => {
    const { items, totals } = await portfolio("year=2021&region=24&asOf=2026-01-01");
    const one = (id: string) => items.find(({ contractId }: Json) => contractId === id);
    expect(one(ample)).toMatchObject({ due: { knownCents: 5_000_000, isAtLeast: false, verifiedCents: 5_000_000 }, paidCents: 4_000_000, spentCents: 1_000_000, remainingCents: 4_000_000, deadlinesLate: 0, grid: { id: "aci-2019" }, notices: [], sizeClass: "T1", standing: "expired" });
    expect(one(started)).toMatchObject({ due: { knownCents: 6_000_000, isAtLeast: true }, paidCents: null, spentCents: null, remainingCents: null, deadlinesLate: 2 });
    expect(one(started).notices.map(({ code }: Json) => code)).toEqual(["mission-start-unknown"]);
    expect(one(undated)).toMatchObject({ due: null, paidCents: null, notices: [{ code: "signature-day-unknown" }] });
    expect(totals).toMatchObject({
      contracts: 4,
      due: { knownCents: 16_000_000, contracts: 4, atLeast: 1, unknown: 1 },
      dueStatus: { verifiedCents: 16_000_000, provisionalCents: 0, overriddenCents: 0 },
      paid: { knownCents: 4_000_000, unknown: 3 },
      spent: { knownCents: 1_000_000, unknown: 3 },
      remaining: { knownCents: 4_000_000, atLeast: 0, unknown: 3 },
      deadlinesLate: 2,
    });
  });

  test("is of a region, a departement, a size, a kind, a state or an officer", async () => {
    expect(names(await portfolio("departement=37&year=2021"))).toEqual(["CPTS Ample", "CPTS Sans date"]);
    expect(names(await portfolio("size=T2"))).toEqual(["CPTS Partie"]);
    expect(names(await portfolio("kind=contrat-territorial-de-sante"))).toEqual([]);
    expect(names(await portfolio("state=signed&asOf=2021-01-01&region=24"))).toEqual(["CPTS Ailleurs", "CPTS Ample", "CPTS Partie", "CPTS Sans date"]);
    expect(names(await portfolio("region=84"))).toEqual([]);
    const followed = await portfolio(`officer=${officer}&asOf=2021-06-01`);
    expect(followed.items.map(({ cptsName, followed: certain }: Json) => [cptsName, certain]).toSorted()).toEqual([["CPTS Ample", "yes"], ["CPTS Partie", "unknown"]]);
    expect(names(await portfolio(`officer=${officer}&asOf=2020-06-01`))).toEqual(["CPTS Sans date"]);
    const unknown = await world.read("/v1/portfolio?officer=018f6f52-9f5e-7cc1-b6a0-1f2b3c4d5e6f");
    expect([unknown.status, unknown.json.errors[0]]).toMatchObject([422, { code: "unknown-referent", pointer: "officer" }]);
  });

  test("on a day before a signature does not hold the contract, nor is it due anything before or after its days", async () => {
    // Signed some day of 2020: perhaps before, perhaps not.
    expect([names(await portfolio("asOf=2020-08-31&region=24")), names(await portfolio("asOf=2019-12-31&region=24"))]).toEqual([["CPTS Sans date"], []]);
    const { items } = await portfolio("year=2030&departement=37");
    expect(items.find(({ contractId }: Json) => contractId === ample)).toMatchObject({ due: { knownCents: 0, isAtLeast: false, atMostCents: 0 }, notices: [] });
  });

  test("comes in pages that have the sums of the whole, and explains each figure when asked", async () => {
    const found: Array<string> = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const page: { items: ReadonlyArray<{ contractId: string }>; nextCursor: string | null; totals: { contracts: number } } = await portfolio(`region=24&limit=3${cursor === "" ? "" : `&cursor=${cursor}`}`);
      expect(page.totals.contracts).toBe(4);
      found.push(...page.items.map(({ contractId }) => contractId));
      cursor = page.nextCursor;
    }
    expect(found.toSorted()).toEqual([ample, started, undated, abroad].toSorted());
    const { explanations } = await portfolio(`departement=18&year=2021&explain=true`);
    expect(explanations.map(({ figure }: Json) => figure)).toEqual([...["due", "earned", "paid", "spent", "remaining"].map((name) => `totals.${name}.knownCents`), "totals.deadlinesLate", `${started}.due.knownCents`, `${started}.remainingCents`]);
    expect(explanations[0]).toMatchObject({ rule: { fr: expect.stringContaining("ne compte pas pour zéro") }, inputs: expect.arrayContaining([{ name: "atLeast", label: expect.anything(), value: "1" }]) });
  });

  test("adds up, contract by contract, to what the funding and the ledger of each say", async () => {
    const { items } = await portfolio("region=24&year=2021");
    for (const { contractId, due, earned, paidCents } of items) {
      const funding = (await world.read(`/v1/contracts/${contractId}/funding?year=2021`)).json;
      const money = (await world.read(`/v1/contracts/${contractId}/money?year=2021`)).json;
      expect([due ?? funding.payable.total, earned ?? funding.earned.total, paidCents ?? 0]).toEqual([funding.payable.total, funding.earned.total, money.payments.receivedCents]);
    }
    const whole = await portfolio("region=24");
    const years = await Promise.all(Array.from({ length: 10 }, (_, index) => 2020 + index).map((year) => portfolio(`region=24&year=${year}`)));
    expect(years.reduce((sum, { totals }) => sum + totals.earned.knownCents, 0)).toBe(whole.totals.earned.knownCents);
  });

  test("is taken out as JSON, CSV and a workbook with its totals", async () => {
    const out = await world.service.send("GET", "/v1/portfolio/export?format=json&region=24&year=2021", { token: await world.service.token({ role: "service-account", scope: "contracts:money" }) });
    expect(out.json.contracts.map(({ dueCents, isAtLeast, remainingCents }: Json) => [dueCents, isAtLeast, remainingCents]).toSorted()).toEqual([[5_000_000, "non", 4_000_000], [5_000_000, "non", null], [6_000_000, "oui", null], [null, "inconnu", null]].toSorted());
    expect(out.json.totals[0]).toEqual({ figure: "Dû", knownCents: 16_000_000, contracts: 4, atLeast: 1, unknown: 1 });
    const csv = await world.read("/v1/portfolio/export?region=24&year=2021");
    expect([csv.status, csv.headers.get("content-type")]).toEqual([200, "text/csv; charset=utf-8"]);
    const xlsx = await fetch(`${await world.service.listen()}/v1/portfolio/export?format=xlsx&region=24&year=2021`, { headers: { authorization: `Bearer ${await world.service.token({ role: "service-account", scope: "contracts:money" })}` } });
    const { sheets } = await Effect.runPromise(readTable(Buffer.from(await xlsx.arrayBuffer()), usualLimits));
    expect(sheets.map(({ name, rows }) => [name, rows.length])).toEqual([["Contrats", 5], ["Totaux", 6]]);
  });

  test("is for the agencies of the place it names, and the whole country for those who see all of it", async () => {
    const as = async (claims: Parameters<typeof world.service.token>[0], query: string) => (await world.service.send("GET", `/v1/portfolio?${query}`, { token: await world.service.token(claims) })).status;
    const ars = { role: "ars-officer", regions: ["24"] };
    const cpam = { role: "cpam-officer", departements: ["37"] };
    expect(await Promise.all([as(ars, "region=24"), as(ars, "departement=37"), as(ars, "region=84"), as(ars, "region=84&departement=37"), as(ars, "year=2021")])).toEqual([200, 200, 403, 403, 403]);
    expect(await Promise.all([as(cpam, "departement=37"), as(cpam, "region=24"), as({ role: "coordinator", cptsIds: [cpts.ample] }, "region=24")])).toEqual([200, 403, 403]);
    expect((await world.service.send("GET", "/v1/portfolio?region=24")).status).toBe(401);
  });
});

describe("a grid tried on the portfolio", () => {
  test("tells the difference of each contract and in all", async () => {
    const { isCurrent: _current, reason: _reason, version: _version, ...grid } = (await world.read("/v1/grids/aci-2019")).json;
    const lines = grid.lines.map((line: Json) => (line["component"] === "functioning" ? { ...line, amountCents: Number(line["amountCents"]) + 100_000, status: "provisional" } : line));
    const { json } = await world.send("POST", "/v1/grid-simulations", { year: 2022, region: "24", grid: { ...grid, id: "essai", lines, totals: [] } });
    expect(json.totals).toMatchObject({ contracts: 3, differenceCents: 300_000, beforeCents: 16_000_000, afterCents: 16_300_000 });
    expect(json.contracts.map(({ differenceCents }: Json) => differenceCents)).toEqual([100_000, 100_000, 100_000]);
    expect(json.notCompared.map(({ contractId, why }: Json) => [contractId, why])).toEqual([[undated, "signature-day-unknown"]]);
  });
});
