import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { extractOf, operatorOf } from "../testing/extracts.ts";
import { scene, type Scene } from "../testing/scene.ts";

let world: Scene;
let cptsId: string;
let coordinator: string;
beforeAll(async () => {
  world = await scene();
  cptsId = await world.learnCpts("37003");
  coordinator = await world.service.token({ role: "coordinator", cptsIds: [cptsId] });
  for (const [familyName, profession, validFrom] of [["Une", "60", "2020-01-01"], ["Deux", "60", "2021"], ["Trois", "10", "2020-01-01"], ["Quatre", null, "2020-01-01"]] as const) {
    const { id } = await world.create("/v1/professionals", { familyName, givenName: "Camille", profession, cptsId, visibility: "cpts" });
    await world.create("/v1/memberships", { cptsId, professionalId: id, validFrom });
  }
});
afterAll(() => world.service.stop());

const path = (of = cptsId) => `/v1/cpts/${of}/member-statistics`;
const read = async (query = "", of = cptsId) => (await world.get(`${path(of)}?asOf=2026-11-10${query}`, world.writer)).json;
const propose = (json: object, of = cptsId) => world.send("POST", `${path(of)}/proposals`, json);
const period = { from: "2026-01-01", to: "2027-01-01" };

describe("while no register has been imported", () => {
  test("members are counted by profession, and the rate is unknown for a reason", async () => {
    const unknown = { practising: null, rate: null, unknownBecause: "no-register" };
    expect(await read()).toEqual({
      cptsId,
      asOf: "2026-11-10",
      registerOf: null,
      adhesion: [
        { profession: null, label: null, members: 3, perhaps: 0, ...unknown },
        { profession: "10", label: "Médecin", members: 1, perhaps: 0, ...unknown },
        { profession: "60", label: "Infirmier", members: 2, perhaps: 0, ...unknown },
      ],
      declared: [],
    });
    // Of 2021 no day is known: on 1 March they may be members.
    expect((await world.get(`${path()}?asOf=2021-03-01`, world.writer)).json.adhesion[2]).toMatchObject({ members: 1, perhaps: 1 });
  });

  test("nothing is proposed, and the refusal says why", async () => {
    const head = await world.head();
    const { json, status } = await propose(period);
    expect([status, json.errors[0].code, json.errors[0].message]).toEqual([422, "not-computable", "no extract of the RPPS has been imported"]);
    expect((await propose({ from: "2026-01-01", to: "2026-01-01" })).json.errors[0].pointer).toBe("#/to");
    expect((await propose({ from: "2999-01-01", to: "3000-01-01" })).json.errors[0].code).toBe("not-begun");
    expect(await world.head()).toBe(head);
  });
});

describe("beside what a document declares", () => {
  test("the remainder of Asclepios stays 50 added up and 71 in people, and what is known stands beside it", async () => {
    const source = { status: "sourced", source: { document: "Diagnostic" } };
    const lines = [{ label: "Infirmiers", profession: "60", value: 156, unit: "people" }, { label: "Pharmacies", profession: "21", value: 21, unit: "structures" }];
    // The declaration tells of its remainder as a discrepancy, too: two events.
    expect((await world.send("POST", `/v1/cpts/${cptsId}/headcounts`, { total: { value: 227, unit: "people" }, lines, provenance: source })).status).toBe(201);
    const { declared, explanations } = await read("&explain=true");
    expect(declared).toEqual([
      expect.objectContaining({
        remainders: [expect.objectContaining({ unit: "people", value: 71 }), expect.objectContaining({ unit: "mixed", value: 50 })],
        lines: [expect.objectContaining({ label: "Infirmiers", known: 2 }), expect.objectContaining({ label: "Pharmacies", known: null })],
        known: [{ unit: "people", value: 4 }, { unit: "structures", value: 0 }],
      }),
    ]);
    expect(explanations.map(({ figure }: { figure: string }) => figure.replace(/^[0-9a-f-]{36}/u, "headcount"))).toEqual(["adhesion", "adhesion.10", "adhesion.60", "headcount.counted", "headcount.remainder.people", "headcount.remainder.mixed"]);
  });
});

describe("over those who practise on the territory", () => {
  let place: string;
  let here: string;
  let people: ReadonlyArray<Readonly<Record<string, unknown>>>;
  beforeAll(async () => {
    const operator = await operatorOf(world);
    await operator.send(extractOf({ people: 300 }), "?name=PS_LibreAcces_Personne_activite_202611010820.txt");
    const [most] = await world.rows("select place, count(*) as n from rpps_professional, unnest(places) as place where place ~ '^[0-9]{5}$' and '60' = any(professions) group by place order by n desc, place limit 1");
    place = String(most?.["place"]);
    here = await world.learnCpts(place);
    people = await world.rows("select distinct unnest(professions) as profession, rpps::text from rpps_professional where $1 = any(places)", [place]);
    for (const name of ["Une", "Autre"]) {
      const { id } = await world.create("/v1/professionals", { familyName: name, givenName: "Dominique", profession: "60" });
      await world.create("/v1/memberships", { cptsId: here, professionalId: id, validFrom: "2020-01-01" });
    }
  });
  const practising = (profession: string) => people.filter((one) => one["profession"] === profession).length;

  test("the rate of a profession is members over practising, with its rule, inputs and sources", async () => {
    const seen = await read("&explain=true", here);
    const everybody = new Set(people.map(({ rpps }) => rpps)).size;
    expect(seen.registerOf).toBe("2026-11-01");
    expect(seen.adhesion).toEqual([
      { profession: null, label: null, members: 2, perhaps: 0, practising: everybody, rate: 2 / everybody, unknownBecause: null },
      { profession: "60", label: "Infirmier", members: 2, perhaps: 0, practising: practising("60"), rate: 2 / practising("60"), unknownBecause: null },
    ]);
    expect(seen.explanations[1]).toMatchObject({
      figure: "adhesion.60",
      inputs: expect.arrayContaining([{ name: "practising", value: String(practising("60")) }, { name: "registerOf", value: "2026-11-01" }]),
      sources: expect.arrayContaining([{ name: "RPPS, extrait du 2026-11-01", status: "sourced" }]),
    });
    expect((await world.get(`${path(here)}?asOf=2022-01-01`, world.writer)).json.adhesion[0]).toMatchObject({ practising: null, unknownBecause: "register-is-later" });
  });

  test("those who practise are given by 10,000 inhabitants, by profession, to everyone, with the rule and the inputs", async () => {
    const { json, status } = await world.get(`/v1/cpts/${here}/supply?asOf=2026-11-10&explain=true`);
    const { population } = json;
    expect([status, json.registerOf, population > 0, json.populationSource]).toEqual([200, "2026-11-01", true, expect.any(String)]);
    const everybody = new Set(people.map(({ rpps }) => rpps)).size;
    const rate = (count: number) => Math.round((count * 1_000_000) / population) / 100;
    expect(json.professions[0]).toEqual({ profession: null, label: null, practising: everybody, per10000: rate(everybody), unknownBecause: null });
    expect(json.professions).toContainEqual({ profession: "60", label: "Infirmier", practising: practising("60"), per10000: rate(practising("60")), unknownBecause: null });
    expect(json.professions.map(({ profession }: { profession: string | null }) => profession)).toEqual([null, ...[...new Set(people.map(({ profession }) => profession))].toSorted()]);
    expect(json.explanations[0]).toMatchObject({ figure: "supply", inputs: expect.arrayContaining([{ name: "population", value: String(population) }]), sources: [{ name: "RPPS, extrait du 2026-11-01", status: "sourced" }, { name: `/cpts/registry, ${json.populationSource}`, status: "computed" }] });
    expect((await world.get(`/v1/cpts/${here}/supply?asOf=2022-01-01`)).json.professions).toEqual([{ profession: null, label: null, practising: null, per10000: null, unknownBecause: "register-is-later" }]);
    expect((await world.get("/v1/cpts/0198c0de-0000-7000-8000-0000000000ff/supply")).status).toBe(404);
  });

  test("a city counts those whom the register puts in its arrondissements", async () => {
    await world.rows("update rpps_professional set places = array['75108'] where rpps = (select min(rpps) from rpps_professional)");
    const paris = await world.learnCpts("75056");
    expect((await world.get(`/v1/cpts/${paris}/supply?asOf=2026-11-10`)).json.professions[0].practising).toBeGreaterThanOrEqual(1);
  });

  test("is proposed once to the contract, in figures that name nobody", async () => {
    const { explanations, proposal } = await world.create(`${path(here)}/proposals`, { ...period, profession: "60" });
    expect(proposal).toMatchObject({ cptsId: here, indicator: "DYN-01.60", ...period, numerator: 2, denominator: practising("60"), value: 2 / practising("60"), unit: "ratio", rule: "members-over-practising" });
    expect(explanations).toHaveLength(1);
    const [event] = await world.eventsOf(proposal.proposalId);
    expect([event?.type, event?.data]).toEqual(["cpts.directory.indicator.proposed.v1", proposal]);
    expect((await propose({ ...period, profession: "93" }, here)).json.errors[0].code).toBe("not-computable");
  });

  test("is for the people of the CPTS; proposing is for those who keep it", async () => {
    const status = async (token?: string) => (await world.get(path(), token)).status;
    const outsider = await world.service.token({ role: "professional", cptsIds: [here] });
    const insider = await world.service.token({ role: "professional", cptsIds: [cptsId] });
    expect([await status(coordinator), await status(insider), await status(outsider), await status()]).toEqual([200, 200, 404, 404]);
    expect((await world.send("POST", `${path()}/proposals`, period, { token: insider })).status).toBe(403);
    expect((await world.get(path("0198c0de-0000-7000-8000-0000000000ff"), world.writer)).status).toBe(404);
  });
});
