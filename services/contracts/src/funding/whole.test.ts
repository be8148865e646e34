import { contracts as contract } from "@cpts/api/Contracts";
import { asDescribed } from "@cpts/service-kit/testing/described-answer";
import { settableClock } from "@cpts/service-kit/testing/settable-clock";
import { accepted } from "@cpts/service-kit/testing/writing-scene";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scene, type Scene } from "../testing/scene.ts";

type Json = Readonly<Record<string, unknown>>;
type Line = Json & { readonly component: string; readonly on: string; readonly kind: string; readonly amountCents: number | null; readonly dueCents: number | null; readonly cells: ReadonlyArray<Json & { readonly grid: string }> };

// Far enough for every payment of the worked examples to have come.
const time = settableClock("2029-01-10T10:00:00Z");
let world: Scene;
let admin = "";
beforeAll(async () => {
  world = await scene(time);
  admin = await world.service.token({ role: "platform-admin" });
  for (const grid of [old, young]) accepted(await add(grid));
});
afterAll(() => world.service.stop());

const source = { document: "Texte" };
const document = { document: "Avenant signé" };
const cell = (component: string, amounts: ReadonlyArray<number>, mission: string | null = null) => amounts.map((amountCents, index) => ({ mission, component, part: null, size: `T${index + 1}`, amountCents, status: "provisional", source }));
const sizes = [0, 40_000].map((min, index) => ({ code: `T${index + 1}`, min, max: index === 0 ? 40_000 : null, minInclusive: true, maxInclusive: false }));
const frame = { family: "essai", label: "Barème d'essai", source, status: "provisional", sizes, prorata: "ACTUAL_365", rounding: "HALF_UP", advancePercent: 75, unknown: [], totals: [] };
const crisis = [...cell("crisis-plan", [2_500_000, 3_000_000], "CRISE_SANITAIRE"), ...cell("crisis-update", [1_250_000, 1_500_000], "CRISE_SANITAIRE"), ...cell("crisis-occurrence", [400_000, 500_000], "CRISE_SANITAIRE")];
const old = {
  ...frame,
  id: "essai-1",
  effectiveFrom: "2020-01-01",
  effectiveTo: "2027-01-01",
  lines: [...cell("functioning", [5_000_000, 6_000_000]), ...cell("start-up", [1_500_000, 1_750_000]), ...cell("fixed", [1_000_000, 1_200_000], "PREVENTION"), ...cell("variable", [2_500_000, 2_600_000], "PREVENTION"), ...crisis],
};
const young = { ...frame, id: "essai-2", effectiveFrom: "2027-01-01", effectiveTo: null, advancePercent: 50, lines: [...cell("functioning", [7_300_000, 8_000_000]), ...cell("fixed", [2_000_000, 2_200_000], "PREVENTION"), ...cell("fixed", [365_000, 730_000], "QUALITE")] };
const add = (grid: Json) => world.send("POST", "/v1/grids", grid, { token: admin });

const signed = async (fields: Json = {}, population = 20_000): Promise<{ readonly id: string; readonly cptsId: string }> => {
  const cptsId = await world.know("CPTS Financée", { population, validFrom: "2017-01-01" });
  const id = await world.draft({ cptsId, kind: "essai", parties: [{ capacity: "cpts" }, { capacity: "ars" }], termYears: 5, missions: [{ code: "PREVENTION" }], ...fields });
  expect((await world.sign(id, { signedOn: "2026-09-01" })).status).toBe(200);
  return { id, cptsId };
};
const start = async (id: string, on: string, code = "PREVENTION") => expect((await world.send("POST", `/v1/contracts/${id}/missions/${code}/start`, { on })).status).toBe(200);
const amend = async (id: string, number: number, effectiveOn: string, changes: Json) => {
  const etag = (await world.read(`/v1/contracts/${id}`)).headers.get("etag") ?? "";
  const { status, text } = await world.send("PUT", `/v1/contracts/${id}/amendments/${number}`, { signedOn: effectiveOn, changes, document }, { headers: { "if-match": etag } });
  expect([status, text]).toEqual([200, expect.any(String)]);
};
const funding = async (id: string, query = "") => {
  const answer = await world.read(`/v1/contracts/${id}/funding${query}`);
  expect(() => asDescribed(contract.endpoints.readFunding, answer.json)).not.toThrow();
  return answer.json;
};
const linesOf = async (id: string, component: string): Promise<ReadonlyArray<Line>> => (await funding(id)).lines.filter((one: Line) => one.component === component);
const told = (lines: ReadonlyArray<Line>) => lines.map(({ amountCents, kind, on }) => `${on} ${kind} ${amountCents}`);
const codes = ({ notices }: Json) => (notices as ReadonlyArray<Json>).map(({ code }) => code);
const state = (id: string, fields: Json, send = world.send) => send("POST", `/v1/contracts/${id}/funding-facts`, { source, ...fields });
const errors = ({ json, status }: Awaited<ReturnType<typeof state>>) => [status, json.errors?.map(({ code, pointer }: { code: string; pointer: string }) => `${pointer} ${code}`)];

describe("the worked examples, to the cent", () => {
  test("1: functioning of size 2, signed on 1 September 2026, is 60,000.00 at the signature", async () => {
    const { id } = await signed({}, 79_500);
    expect(told(await linesOf(id, "functioning"))[0]).toBe("2026-09-01 full 6000000");
  });

  test("2: prevention from 1 March 2027 is 3,780.83 then, 1,260.27 and 7,500.00 at the anniversary; the balance says what of a cent it carries", async () => {
    const { id } = await signed();
    await start(id, "2027-03-01");
    const fixed = await linesOf(id, "fixed");
    expect(told(fixed).slice(0, 3)).toEqual(["2027-03-01 advance 378083", "2027-09-01 balance 126027", "2027-09-01 advance 750000"]);
    expect(fixed.slice(0, 2).map(({ rounding }) => rounding)).toEqual([
      { rule: "HALF_UP", exact: "37808250/100", residue: "-50/100" },
      { rule: "HALF_UP", exact: "504110 - 378083", residue: "-50/100" },
    ]);
    expect(fixed[0]).toMatchObject({ rule: "fixed-advance-at-start", ruleStatus: "verified", status: "provisional", dueCents: 504_110, cells: [{ grid: "essai-1", size: "T1", units: 184, unitsPerYear: 365, amountCents: 1_000_000, status: "provisional", source }] });
    const { explanations } = await funding(id, "?year=2027&explain=true");
    const balance = explanations.find(({ rule }: { rule: Json }) => String(rule["en"]).startsWith("Balance of the fixed part"));
    expect(balance.inputs).toContainEqual(expect.objectContaining({ name: "residue", value: "504110 - 378083 = 126027; -50/100" }));
  });

  test("3: 25,000.00 of variable part, weights 0.6 and 0.4, rates 1 and 0.5, is 20,000.00", async () => {
    const { id } = await signed();
    await start(id, "2026-09-01");
    const planned = (indicator: string, weightPpm: number) => ({ indicator, mission: "PREVENTION", weightPpm, floor: 0, baseline: null, targets: [{ contractYear: 1, value: 0.8 }] });
    const indicators = [planned("PRE-01", 600_000), planned("PRE-03.grippe", 400_000)];
    const plan = await world.send("PUT", `/v1/contracts/${id}/indicators`, { indicators, reason: "Départ" }, { headers: { "if-match": '"v0"' } });
    expect([plan.status, plan.text]).toEqual([200, expect.any(String)]);
    for (const [indicator, numerator] of [["PRE-01", 80], ["PRE-03.grippe", 40]]) expect((await world.send("POST", `/v1/contracts/${id}/observations`, { indicator, contractYear: 1, from: "2026-09-01", to: "2027-09-01", numerator, denominator: 100, source })).status).toBe(201);
    expect((await linesOf(id, "variable"))[0]).toMatchObject({ amountCents: 2_000_000, rate: { ratePpm: 800_000, status: "provisional" } });
  });

  test("4: a size holds until an amendment, from whose day the other counts: each day once", async () => {
    const { id } = await signed({}, 20_000);
    await amend(id, 1, "2027-03-01", { sizeClass: "T2", population: 45_000 });
    const lines = await linesOf(id, "functioning");
    expect(told(lines).slice(0, 2)).toEqual(["2026-09-01 full 5000000", `2027-09-01 balance ${Math.round((181 * 5_000_000 + 184 * 6_000_000) / 365) - 5_000_000}`]);
  });
});

describe("an amendment that names another grid", () => {
  test("counts the days before by the old one and those after by the new, in one due, and says so", async () => {
    const { id } = await signed();
    await start(id, "2027-09-01");
    await amend(id, 1, "2028-03-01", { grid: "essai-2", missions: [{ code: "PREVENTION", label: null }, { code: "QUALITE", label: null }] });
    await start(id, "2028-06-01", "QUALITE");
    const whole = await funding(id);
    expect([whole.grid.id, whole.amendedGrids, codes(whole)]).toEqual(["essai-1", [{ id: "essai-2", version: 1, label: "Barème d'essai", status: "provisional", isPinned: false, from: "2028-03-01" }], ["grid-amended"]]);
    // 366 days, of which the first counts for nothing in a year of 365: 181 before, 184 after.
    const due = Math.round((181 * 1_000_000 + 184 * 2_000_000) / 365);
    const fixed = (await linesOf(id, "fixed")).filter(({ mission }) => mission === "PREVENTION");
    expect(told(fixed).slice(0, 3)).toEqual(["2027-09-01 advance 750000", `2028-09-01 balance ${due - 750_000}`, "2028-09-01 advance 1000000"]);
    expect(fixed[0]?.cells.map(({ from, grid, to, units }) => [grid, from, to, units])).toEqual([["essai-1", "2027-09-01", "2028-03-01", 181], ["essai-2", "2028-03-01", "2028-09-01", 184]]);
    // A mission that only the new grid has: half in advance from its start.
    const quality = (await linesOf(id, "fixed")).filter(({ mission }) => mission === "QUALITE");
    expect(told(quality).slice(0, 2)).toEqual(["2028-06-01 advance 46000", "2028-09-01 balance 46000"]);
    // What the new grid no longer has ends on its day: the variable part is due for the days before alone.
    expect((await linesOf(id, "variable")).map(({ contractYear, from, to }) => [contractYear, from, to])).toEqual([[2, "2027-09-01", "2028-03-01"]]);
    const years = await Promise.all([2026, 2027, 2028, 2029, 2030, 2031].map((year) => funding(id, `?year=${year}`)));
    expect(years.reduce((sum, { earned }) => sum + earned.total.knownCents, 0)).toBe(whole.contractYears.reduce((sum: number, { due: one }: { due: { total: { knownCents: number } } }) => sum + one.total.knownCents, 0));
  });

  test("keeps the version of that grid when a newer one comes, with a mission and a size nobody had, to the cent", async () => {
    const { id } = await signed();
    await start(id, "2027-09-01");
    await amend(id, 1, "2028-03-01", { grid: "essai-2" });
    const before = await funding(id);
    const { isCurrent: _current, reason: _reason, version: _version, ...grid } = (await world.read("/v1/grids/essai-2")).json;
    const more = [...sizes.slice(0, 1), { ...sizes[1], max: 300_000 }, { code: "T5", min: 300_000, max: null, minInclusive: true, maxInclusive: false }];
    const lines = [...young.lines.map((line) => ({ ...line, amountCents: line.amountCents + 100_000, source: { document: "Nouveau texte" } })), ...["functioning", "fixed"].map((component) => ({ mission: component === "fixed" ? "PREVENTION" : null, component, part: null, size: "T5", amountCents: 9_000_000, status: "provisional", source })), ...["T1", "T2", "T5"].map((size) => ({ mission: "APPUI_FRANCE_SANTE", component: "fixed", part: null, size, amountCents: 1_000_000, status: "provisional", source })), { ...young.lines.at(-1), size: "T5" }];
    const { id: _id, ...content } = grid;
    const changed = await world.send("PUT", "/v1/grids/essai-2", { ...content, sizes: more, lines, versionReason: "Relecture" }, { token: admin, headers: { "if-match": '"v1"' } });
    expect([changed.status, changed.text]).toEqual([200, expect.any(String)]);
    const after = await funding(id);
    expect(after.amendedGrids[0]).toMatchObject({ id: "essai-2", version: 1, isPinned: true });
    expect(after.lines).toEqual(before.lines);
  });

  test("that is not known here leaves amounts unknown from its day on, never 0 nor those of the old one", async () => {
    const { id } = await signed();
    await amend(id, 1, "2027-09-01", { grid: "essai-9" });
    const whole = await funding(id);
    expect([codes(whole), whole.lines.map(({ amountCents, on, unknown }: Json) => [on, amountCents, unknown]).slice(0, 2)]).toEqual([["amended-grid-unknown", "size-unknown", "mission-start-unknown"], [["2026-09-01", 5_000_000, null], ["2027-09-01", null, "size"]]]);
  });
});

describe("what is paid once", () => {
  const missions = { missions: [{ code: "CRISE_SANITAIRE" }] };

  test("is what the registry and prevention tell: the letter, the plan, one update a year, each crisis, with the evidence of each", async () => {
    const { cptsId, id } = await signed(missions);
    await world.letter(cptsId, "2026-02-10", "returned");
    await world.letter(cptsId, "2026-03-15");
    for (const [number, on] of [[1, "2026-12-01"], [2, "2027-02-01"], [3, "2027-11-30"], [4, "2028-01-10"]] as const) await world.crisisPlan(cptsId, on, number);
    await world.crisis(cptsId, "2027-07-31T22:30:00.000Z");
    const { lines } = await funding(id);
    const once = lines.filter(({ evidence }: Json) => evidence !== null).map(({ amountCents, component, evidence, on, rule }: Json) => [on, component, amountCents, rule, (evidence as Json)["origin"]]);
    expect(once).toEqual([
      ["2026-03-15", "start-up", 1_500_000, "start-up-in-full", "registry"],
      ["2026-12-01", "crisis-plan", 2_500_000, "crisis-in-full", "prevention"],
      ["2027-08-01", "crisis-occurrence", 400_000, "crisis-in-full", "prevention"],
      ["2027-11-30", "crisis-update", 1_250_000, "crisis-in-full", "prevention"],
    ]);
    const { explanations } = await funding(id, "?year=2027&explain=true");
    expect(explanations.flatMap(({ inputs }: { inputs: ReadonlyArray<Json> }) => inputs).map(({ name }: Json) => name)).toEqual(expect.arrayContaining(["evidence crisis-occurrence", "evidence crisis-update"]));
    // A second contract of the CPTS is not started up again.
    const next = await world.draft({ cptsId, kind: "essai", parties: [{ capacity: "cpts" }, { capacity: "ars" }], termYears: 5, missions: [] });
    expect((await world.sign(next, { signedOn: "2026-10-01", overlapReason: "Essai" })).status).toBe(200);
    expect(await linesOf(next, "start-up")).toEqual([]);
  });

  test("can be stated with its source where no event tells it, once however often it is sent, and withdrawn with a reason", async () => {
    const { id } = await signed(missions);
    const letter = await state(id, { fact: "letter-of-intent", on: "2026-01-05" }, world.twice);
    expect([letter.status, letter.json]).toEqual([201, { id: expect.any(String), contractId: id, fact: "letter-of-intent", on: "2026-01-05", mission: null, source, withdrawn: null }]);
    expect((await state(id, { fact: "crisis-plan", on: "2027-01-05", mission: "CRISE_SANITAIRE" })).status).toBe(201);
    expect((await linesOf(id, "start-up"))[0]).toMatchObject({ on: "2026-01-05", amountCents: 1_500_000, evidence: { origin: "statement", document: "Texte", on: "2026-01-05" } });
    expect(told(await linesOf(id, "crisis-plan"))).toEqual(["2027-01-05 full 2500000"]);
    expect(errors(await state(id, { fact: "letter-of-intent", on: "2026-01-06" }))).toEqual([409, ["#/fact stated-already"]]);
    const withdrawn = await world.twice("POST", `/v1/contracts/${id}/funding-facts/${letter.json.id}/withdrawal`, { reason: "Autre CPTS" });
    expect([withdrawn.status, withdrawn.json.withdrawn]).toEqual([200, { on: "2029-01-10", reason: "Autre CPTS" }]);
    expect((await world.send("POST", `/v1/contracts/${id}/funding-facts/${letter.json.id}/withdrawal`, { reason: "Encore" })).status).toBe(409);
    expect(await linesOf(id, "start-up")).toEqual([]);
    const first = (await world.read(`/v1/contracts/${id}/funding-facts?limit=1`)).json;
    const rest = (await world.read(`/v1/contracts/${id}/funding-facts?limit=1&cursor=${first.nextCursor}`)).json;
    expect([...first.items, ...rest.items].map(({ fact, withdrawn: back }: Json) => [fact, back === null])).toEqual([["letter-of-intent", false], ["crisis-plan", true]]);
  });

  test("is refused at each wrong place: a day to come, before or after the signature, a mission of no contract", async () => {
    const { id } = await signed(missions);
    expect(errors(await state(id, { fact: "letter-of-intent", on: "2026-09-02", mission: "CRISE_SANITAIRE" }))).toEqual([422, ["#/on after-signature", "#/mission not-of-fact"]]);
    expect(errors(await state(id, { fact: "crisis-plan", on: "2026-08-31", mission: "PARCOURS" }))).toEqual([422, ["#/on before-signature", "#/mission not-a-mission"]]);
    expect(errors(await state(id, { fact: "crisis-occurrence", on: "2029-01-11" }))).toEqual([422, ["#/on in-the-future"]]);
    const draft = await world.draft({ cptsId: await world.know("CPTS Ébauche"), kind: "essai", parties: [{ capacity: "cpts" }] });
    expect((await state(draft, { fact: "crisis-plan", on: "2026-01-01" })).status).toBe(409);
  });

  test("is said where it cannot be counted: a letter without its day, a crisis that no mission is paid for", async () => {
    const { cptsId, id } = await signed();
    await world.letter(cptsId, "2026-03");
    await world.crisisPlan(cptsId, "2027-01-05", 1);
    expect(codes(await funding(id))).toEqual(["letter-day-unknown", "crisis-not-paid", "mission-start-unknown"]);
  });
});
