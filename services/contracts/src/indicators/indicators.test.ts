import { contracts as contract } from "@cpts/api/Contracts";
import { asDescribed } from "@cpts/service-kit/testing/described-answer";
import type { TestAnswer } from "@cpts/service-kit/testing/test-service";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scene, type Scene } from "../testing/scene.ts";

type Json = Readonly<Record<string, unknown>>;

let world: Scene;
let operator = "";
let cptsId = "";
beforeAll(async () => {
  world = await scene();
  operator = await world.service.token({ role: "platform-admin" });
  cptsId = await world.know("CPTS Mesurée", { population: 20_000, validFrom: "2017-01-01" });
});
afterAll(() => world.service.stop());

const signed = async (): Promise<string> => {
  // One CPTS has one contract of a kind at a time.
  const own = await world.know("CPTS Mesurée", { population: 20_000, validFrom: "2017-01-01" });
  const id = await world.draft({ cptsId: own, kind: "aci", termYears: 5, missions: [{ code: "ACCES_SOINS" }, { code: "PREVENTION" }], attachmentDepartement: "37" });
  expect((await world.sign(id, { signedOn: "2020-09-01" })).status).toBe(200);
  return id;
};
const planned = (fields: Json = {}): Json => ({ indicator: "PRE-01", mission: "PREVENTION", weightPpm: 1_000_000, floor: 0, baseline: null, targets: [{ contractYear: 1, value: 0.8 }], ...fields });
const setPlan = async (id: string, ...indicators: ReadonlyArray<Json>) => {
  const etag = (await world.read(`/v1/contracts/${id}/indicators`)).headers.get("etag") ?? "";
  return world.send("PUT", `/v1/contracts/${id}/indicators`, { indicators, reason: "Dialogue de gestion" }, { headers: { "if-match": etag } });
};
const ratio = { indicator: "PRE-01", contractYear: 1, from: "2020-09-01", to: "2021-09-01", numerator: 60, denominator: 100, source: { document: "Bilan" } };
const observe = (id: string, fields: Json = {}) => world.send("POST", `/v1/contracts/${id}/observations`, { ...ratio, ...fields });
const faultsOf = ({ json, status }: TestAnswer) => [status, ...(json.errors ?? []).map(({ code, pointer }: Json) => `${String(pointer)} ${String(code)}`)];
const validate = (id: string, observation: string, version = 1) => world.send("PUT", `/v1/contracts/${id}/observations/${observation}/validation`, {}, { headers: { "if-match": `"v${version}"` } });
const missionsOf = async (id: string) => (await world.read(`/v1/contracts/${id}/achievement?year=1`)).json.missions;

describe("the catalogue of indicators", () => {
  const row = contract.endpoints.addIndicator.example as Json;
  const asOperator = (method: string, path: string, json: Json, headers: Readonly<Record<string, string>> = {}) => world.send(method, path, json, { token: operator, headers });

  test("is there from the start, each row with its source and status", async () => {
    const { json } = await world.read("/v1/indicators?mission=PREVENTION&limit=3");
    expect(json.items.map(({ code, status, version }: Json) => [code, status, version])).toEqual([["PRE-01", "provisional", 1], ["PRE-02", "provisional", 1], ["PRE-02.depistees", "provisional", 1]]);
    expect(json.nextCursor).toEqual(expect.any(String));
  });

  test("is corrected by versions: a contract keeps the one its indicators were set with, until they are set anew", async () => {
    expect((await asOperator("POST", "/v1/indicators", { ...row, code: "TEST-1" })).status).toBe(201);
    expect((await asOperator("POST", "/v1/indicators", { ...row, code: "TEST-1" })).status).toBe(409);
    const id = await signed();
    expect((await setPlan(id, planned({ indicator: "TEST-1", weightPpm: 0, targets: [] }))).status).toBe(200);
    const { code: _code, ...content } = row;
    const change = (version: number) => asOperator("PUT", "/v1/indicators/TEST-1", { ...content, label: "Autrement", versionReason: "Relu" }, { "if-match": `"v${version}"` });
    expect([(await change(1)).status, (await change(1)).status]).toEqual([200, 412]);
    const kept = async () => (await world.read(`/v1/contracts/${id}/indicators`)).json.indicators[0].catalogue;
    expect(await kept()).toMatchObject({ version: 1, isCurrent: false, label: "Accueil de stagiaires" });
    await setPlan(id, planned({ indicator: "TEST-1", weightPpm: 0, targets: [] }));
    expect(await kept()).toMatchObject({ version: 2, isCurrent: true, label: "Autrement" });
    expect((await world.read("/v1/indicators/TEST-1?atVersion=1")).json.label).toBe("Accueil de stagiaires");
  });

  test("refuses a row that cannot be measured, every fault by its place", async () => {
    const steps = { method: "steps", steps: [{ from: 2, ratePpm: 0 }, { from: 1, ratePpm: 2_000_000 }] };
    expect(faultsOf(await asOperator("POST", "/v1/indicators", { ...row, code: "TEST-2", achievement: steps }))).toEqual([422, "#/achievement/steps/1/ratePpm ppm.range"]);
    const ordered = { method: "steps", steps: [{ from: 2, ratePpm: 0 }, { from: 1, ratePpm: 2 }] };
    expect(faultsOf(await asOperator("POST", "/v1/indicators", { ...row, code: "TEST-2", measure: "ratio", achievement: ordered, status: "overridden" }))).toEqual([
      422,
      "#/numerator ratio-without-terms",
      "#/denominator ratio-without-terms",
      "#/achievement/steps/1 steps-unordered",
      "#/reason reason-missing",
    ]);
  });
});

describe("the indicators of a contract", () => {
  test("are refused when weights, targets, missions or codes do not hold, every fault by its place", async () => {
    const id = await signed();
    const answer = await setPlan(id, planned({ weightPpm: 500_000, targets: [{ contractYear: 1, value: 0 }] }), planned({ indicator: "NOT-1", mission: "PARCOURS", weightPpm: 0 }));
    expect(faultsOf(answer)).toEqual([422, "#/indicators/0/targets/0/value target-is-start", "#/indicators/1/indicator unknown-indicator", "#/indicators/0/weightPpm weights-not-whole", "#/indicators/1/mission not-a-mission"]);
  });

  test("are set once by each version, and told without anybody's name", async () => {
    const id = await signed();
    const first = await setPlan(id, planned());
    expect([first.status, first.json.version]).toEqual([200, 1]);
    expect((await world.send("PUT", `/v1/contracts/${id}/indicators`, { indicators: [], reason: "x" }, { headers: { "if-match": '"v0"' } })).status).toBe(412);
    expect((await world.eventsOf(`indicators/${id}`)).map(({ data }) => data["indicators"])).toEqual([[{ indicator: "PRE-01", mission: "PREVENTION", weightPpm: 1_000_000, targets: [{ contractYear: 1, value: 0.8 }] }]]);
  });

  test("may be finer than the catalogue: DYN-01.60 is DYN-01, of nurses", async () => {
    const id = await signed();
    const { json } = await setPlan(id, planned({ indicator: "DYN-01.60", mission: null, weightPpm: 0 }));
    expect(json.indicators[0]).toMatchObject({ indicator: "DYN-01.60", catalogue: { code: "DYN-01" } });
  });
});

describe("an observation", () => {
  test("is refused over zero, twice for a year, of what is not planned, or of days to come", async () => {
    const id = await signed();
    await setPlan(id, planned());
    expect(faultsOf(await observe(id, { denominator: 0 }))).toEqual([422, "#/denominator ratio-over-zero"]);
    expect(faultsOf(await observe(id, { indicator: "PRE-02" }))).toEqual([422, "#/indicator not-planned"]);
    expect(faultsOf(await observe(id, { value: 3, from: "2999-01-01", to: "2998-01-01", reason: "x" }))).toEqual([422, "#/value value-or-counts", "#/to empty-period", "#/from in-the-future", "#/corrects nothing-corrected"]);
    expect((await observe(id)).status).toBe(201);
    expect(faultsOf(await observe(id))).toEqual([409, "#/contractYear already-observed"]);
  });

  test("is corrected by another with a reason, and stays in the history", async () => {
    const id = await signed();
    await setPlan(id, planned());
    const first = (await observe(id)).json.id;
    expect(faultsOf(await observe(id, { corrects: first }))).toEqual([422, "#/reason reason-missing"]);
    const { json: second } = await observe(id, { numerator: 80, corrects: first, reason: "Deux actions oubliées" });
    expect(faultsOf(await observe(id, { corrects: first, reason: "x" }))).toEqual([422, "#/corrects not-the-current-one"]);
    const { items } = (await world.read(`/v1/contracts/${id}/observations`)).json;
    expect(items.map(({ correctedBy, corrects, numerator }: Json) => [numerator, corrects, correctedBy])).toEqual([[60, null, second.id], [80, first, null]]);
    expect((await validate(id, first, 2)).json.type).toBe("/problems/illegal-transition");
  });

  test("that needs a proof is validated once a file proves it, once only, and its bytes come back", async () => {
    const id = await signed();
    await setPlan(id, planned({ indicator: "CRI-01", mission: null, weightPpm: 0, floor: null, targets: [{ contractYear: 1, value: 1 }] }));
    const { json } = await observe(id, { indicator: "CRI-01", numerator: undefined, denominator: undefined, value: 1 });
    expect((await validate(id, json.id)).json).toMatchObject({ status: 409, type: "/problems/illegal-transition" });
    const path = `/v1/contracts/${id}/observations/${json.id}/proofs`;
    const proof = await world.send("POST", `${path}?name=plan.txt`, undefined, { raw: "Plan de crise", headers: { "content-type": "text/plain" } });
    expect([proof.status, (await world.read(`${path}/${proof.json.id}`)).text]).toEqual([201, "Plan de crise"]);
    const done = await validate(id, json.id);
    expect([done.status, done.json.validatedBy.role, done.json.proofs.length]).toEqual([200, "service-account", 1]);
    expect((await validate(id, json.id, 2)).json.type).toBe("/problems/illegal-transition");
    expect((await world.eventsOf(json.id)).map(({ type }) => type)).toEqual(["cpts.contracts.indicator-observation.recorded.v1", "cpts.contracts.indicator-observation.validated.v1"]);
  });

  test("sent twice is one observation and one event, and small counts of people are hidden from the public and from events", async () => {
    const id = await signed();
    await setPlan(id, planned({ indicator: "MT-03", mission: "ACCES_SOINS" }));
    const { json } = await world.twice("POST", `/v1/contracts/${id}/observations`, { ...ratio, indicator: "MT-03", numerator: 7, denominator: 50 });
    expect(json).toMatchObject({ numerator: 7, denominator: 50 });
    expect((await world.eventsOf(json.id))[0]?.data).toMatchObject({ numerator: null, denominator: 50, value: null });
    const shown = async () => (await world.service.send("GET", `/v1/contracts/${id}/indicators`)).json.indicators[0].observed;
    expect(await shown()).toEqual([]);
    await validate(id, json.id);
    expect(await shown()).toEqual([{ contractYear: 1, numerator: null, denominator: 50, value: null }]);
    expect((await world.service.send("GET", `/v1/contracts/${id}/observations`)).status).toBe(404);
  });
});

describe("the achievement of a contract year", () => {
  test("is provisional before the review, explained, and unknown while an indicator with a weight is not measured", async () => {
    const id = await signed();
    await setPlan(id, planned({ weightPpm: 600_000 }), planned({ indicator: "PRE-03", weightPpm: 400_000, floor: 0.5, targets: [{ contractYear: 1, value: 0.6 }] }));
    await observe(id);
    expect(await missionsOf(id)).toEqual([{ mission: "PREVENTION", ratePpm: null, status: "provisional", agreedOn: null, missing: ["PRE-03"] }]);
    await observe(id, { indicator: "PRE-03", numerator: undefined, denominator: undefined, value: 0.55 });
    const { json } = await world.read(`/v1/contracts/${id}/achievement?year=1&explain=true`);
    expect(() => asDescribed(contract.endpoints.readAchievement, json)).not.toThrow();
    expect(json.indicators.map(({ indicator, ratePpm, why }: Json) => [indicator, ratePpm, why])).toEqual([["PRE-01", 750_000, null], ["PRE-03", 500_000, null]]);
    expect(json.missions).toEqual([{ mission: "PREVENTION", ratePpm: 650_000, status: "provisional", agreedOn: null, missing: [] }]);
    expect(json.explanations.map(({ figure }: Json) => figure)).toEqual(["indicators.0.ratePpm", "indicators.1.ratePpm", "missions.0.ratePpm"]);
    expect(json.explanations[2].inputs).toContainEqual({ name: "PRE-01", value: "600000 x 750000 / 1000000" });
  });

  test("is what the variable part is computed with, visibly provisional", async () => {
    const id = await signed();
    expect((await world.send("POST", `/v1/contracts/${id}/missions/PREVENTION/start`, { on: "2020-09-01" })).status).toBe(200);
    const variable = async () => (await world.read(`/v1/contracts/${id}/funding`)).json.lines.find((line: Json) => line["component"] === "variable" && line["contractYear"] === 1);
    const before = await variable();
    expect([before.amountCents, before.unknown, before.rate]).toEqual([null, "rate", null]);
    await setPlan(id, planned());
    await observe(id);
    const after = await variable();
    expect([after.amountCents, after.atMostCents, after.status, after.rate]).toEqual([Math.round(before.atMostCents * 0.75), before.atMostCents, "provisional", { ratePpm: 750_000, status: "provisional" }]);
  });
});

describe("a proposal of another service", () => {
  const year = { indicator: "PRE-01", from: "2020-09-01", to: "2021-09-01", numerator: 3, denominator: 4, value: 0.75, unit: "ratio", rule: "actions-done-of-planned" };
  const listed = async (id: string, query = "") => (await world.read(`/v1/contracts/${id}/indicator-proposals${query}`)).json.items.map(({ proposalId, state }: Json) => [proposalId, state]);

  test("becomes an observation with its rule and source once a person accepts it, and is decided once", async () => {
    const own = await world.know("CPTS Proposée");
    const id = await world.draft({ cptsId: own, kind: "aci", missions: [{ code: "PREVENTION" }] });
    await setPlan(id, planned());
    const proposal = await world.propose("prevention", { cptsId: own, ...year });
    const other = await world.propose("directory", { cptsId: own, ...year, indicator: "DYN-01", numerator: null, denominator: 0, value: null });
    await world.propose("directory", { cptsId, ...year });
    expect((await listed(id)).toSorted()).toEqual([[proposal, "proposed"], [other, "proposed"]].toSorted());
    const decide = (which: string, json: Json) => world.send("POST", `/v1/contracts/${id}/indicator-proposals/${which}/decision`, json);
    expect(faultsOf(await decide(other, { decision: "accepted", contractYear: 1 }))).toEqual([422, "#/decision nothing-computed"]);
    const { json } = await world.twice("POST", `/v1/contracts/${id}/indicator-proposals/${proposal}/decision`, { decision: "accepted", contractYear: 1 });
    expect(json).toMatchObject({ state: "accepted", source: "prevention", decidedBy: { role: "service-account" } });
    const [observation] = (await world.read(`/v1/contracts/${id}/observations`)).json.items;
    expect(observation).toMatchObject({ id: json.observationId, numerator: 3, denominator: 4, rule: "actions-done-of-planned", proposalId: proposal, source: { document: "prevention: actions-done-of-planned" } });
    expect((await decide(proposal, { decision: "refused", reason: "Trop tard" })).status).toBe(409);
    expect((await decide(other, { decision: "refused", reason: "Rien à compter" })).json).toMatchObject({ state: "refused", reason: "Rien à compter", observationId: null });
    expect([await listed(id, "?state=proposed"), await listed(id, "?state=refused")]).toEqual([[], [[other, "refused"]]]);
  });
});
