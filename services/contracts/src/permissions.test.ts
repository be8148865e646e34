import { contracts as contract } from "@cpts/api/Contracts";
import { pathOf, type Endpoint } from "@cpts/api/Endpoint";
import type { Role } from "@cpts/domain/Role";
import { named, ownWrites } from "@cpts/service-kit/testing/own-endpoints";
import { permissionMatrix, placeNames, places, roles, type Place } from "@cpts/service-kit/testing/permission-matrix";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { recordedByMistake } from "./testing/recorded-by-mistake.ts";
import { scene, type Scene } from "./testing/scene.ts";

const writes = ownWrites(contract.endpoints);

let world: Scene;
let person = "";
const ids = new Map<Place, string>();
const idOf = (place: Place): string => ids.get(place) ?? "";
beforeAll(async () => {
  world = await scene();
  person = await world.professional();
  for (const place of placeNames) ids.set(place, await world.know(`CPTS ${place}`, { communes: [places[place].commune] }));
});
afterAll(() => world.service.stop());

const { id: _id, ...gridContent } = contract.endpoints.addGrid.example as Readonly<Record<string, unknown>>;
/** A grid that nobody has, of a family of its own. */
const newGrid = () => {
  const id = `essai-${crypto.randomUUID()}`;
  return { ...gridContent, id, family: id };
};

const { code: _code, ...indicatorContent } = contract.endpoints.addIndicator.example as Readonly<Record<string, unknown>>;
const newIndicator = () => ({ ...indicatorContent, code: `ESSAI-${crypto.randomUUID()}` });

const bodies: Readonly<Record<string, (place: Place) => unknown>> = {
  "contract.draft": (place) => ({ cptsId: idOf(place), kind: "aci", parties: [] }),
  "contract.change": () => ({ termYears: 5 }),
  "contract.sign": () => ({ signedOn: null, signatories: [] }),
  "contract.step": () => ({ action: "suspend", on: "2018-06-01", document: { document: "Lettre" } }),
  "contract.step.withdraw": () => ({ action: "suspend", on: "2019-06-30", reason: "Erreur" }),
  "contract.amendment.withdraw": () => ({ reason: "Erreur" }),
  "mission.withdraw": () => ({ reason: "Erreur" }),
  "contract.take-over": (place) => ({ contract: { cptsId: idOf(place), kind: "accord-ars", parties: [] }, signature: { signedOn: "2018", signatories: [] } }),
  "mission.start": () => ({ on: "2018-06-01" }),
  "mission.deploy": () => ({ on: "2018-06-01" }),
  "contract.amend": () => ({ signedOn: "2018-06-01", changes: { sizeClass: "T3" }, document: { document: "Avenant" } }),
  "payout-rate.set": (place) => ({ cptsId: idOf(place), unit: "hour", amountCents: 1, bodyId: crypto.randomUUID(), from: "2023-01-01", source: { document: "D" } }),
  "payout-entry.add": (place) => ({ cptsId: idOf(place), personId: person, kind: "remuneration", on: "2023-03-10", amountCents: 1, label: "L", source: { document: "D" } }),
  "funding-fact.state": () => ({ fact: "crisis-occurrence", on: "2018-03-01", source: { document: "D" } }),
  "funding-fact.withdraw": () => ({ reason: "Faux" }),
  "pass-ceiling.set": () => contract.endpoints.setPassCeiling.example,
  "money-entry.add": () => ({ kind: "budget", on: "2018-01-15", year: 2018, category: "personnel", amountCents: 1, label: "L", source: { document: "D" } }),
  "money-entry.counter": () => ({ on: "2018-02-01", label: "L", source: { document: "D" } }),
  "payout-statement.validate": (place) => ({ cptsId: idOf(place), month: "2023-01" }),
  "action-sheet.add": () => ({ title: "Une fiche" }),
  "action-sheet.change": () => ({ objective: "Un but" }),
  "action-sheet.progress": () => ({ on: "2018-06-01", state: "running" }),
  "grid.add": () => newGrid(),
  "grid.change": () => ({ ...gridContent, versionReason: "Relecture" }),
  "grid.simulate": (place) => ({ year: 2026, gridId: "aci-2019", region: places[place].region, departement: places[place].departement }),
  "indicator.add": () => newIndicator(),
  "indicator.change": () => ({ ...indicatorContent, versionReason: "Relecture" }),
  "indicator-plan.set": () => contract.endpoints.setIndicatorPlan.example,
  "observation.add": () => contract.endpoints.addObservation.example,
  "observation.validate": () => ({}),
  "proof.add": () => undefined,
  "review.open": () => ({ contractYear: 1 }),
  "review-file.add": () => undefined,
  "review.submit": () => ({}),
  "review.return": () => ({ note: "Incomplet" }),
  "review.close": () => contract.endpoints.closeReview.example,
  "review-campaign.open": (place) => ({ label: "Revues", year: 2018, kind: "contrat-territorial-de-sante", region: places[place].region, departement: places[place].departement, opensOn: "2019-01-02", dueOn: "2019-03-31", remindDaysBefore: [] }),
  "review-question.ask": () => ({ section: "missions", question: "Où en êtes-vous ?" }),
  "review-question.answer": () => ({ answer: "Au début" }),
  "contract-proposal.decide": () => ({ decision: "refused", reason: "Non" }),
  "contract-count.declare": (place) => ({ region: places[place].region, kind: "aci", counts: [{ departement: places[place].departement, value: 1 }], provenance: { status: "sourced", source: { document: "D" } } }),
};

/** What is done to a contract that is signed. */
const ofSigned: ReadonlySet<string> = new Set(["contract.step", "contract.step.withdraw", "contract.amend", "contract.amendment.withdraw", "mission.withdraw", "mission.start", "mission.deploy", "review.open", "review-file.add", "review.submit", "review.return", "review.close", "review-campaign.open", "review-question.ask", "review-question.answer"]);

/** Opens the campaign that an endpoint needs, with a question. */
const prepareCampaign = async ({ id: name }: Endpoint, place: Place): Promise<{ readonly campaign: string; readonly question: string }> => {
  if (!name.startsWith("review-question.")) return { campaign: "", question: "" };
  const campaign: string = (await world.send("POST", "/v1/review-campaigns", bodies["review-campaign.open"]?.(place))).json.id;
  const { json } = await world.send("POST", `/v1/review-campaigns/${campaign}/questions`, bodies["review-question.ask"]?.(place));
  return { campaign, question: String(json.id) };
};

/** Opens the review that an endpoint needs, handed in where it does; gives its version. */
const prepareReview = async ({ id: name }: Endpoint, id: string): Promise<number | null> => {
  if (!/^review(?:-file)?\./u.test(name) || name === "review.open") return null;
  await world.send("POST", `/v1/contracts/${id}/reviews`, { contractYear: 1 });
  if (name === "review.submit" || name === "review-file.add") return 1;
  await world.send("PUT", `/v1/contracts/${id}/reviews/1/submission`, {}, { headers: { "if-match": '"v1"' } });
  return 2;
};

const bodyOf = (endpoint: Endpoint, place: Place) => (endpoint.transfer === "upload" ? { raw: "Preuve" } : { json: bodies[endpoint.id]?.(place) });

/** What needs indicators to be set. */
const ofIndicators: ReadonlySet<string> = new Set(["observation.add", "observation.validate", "proof.add", "contract-proposal.decide"]);

/** Tries to correct an indicator that is there, at its first version. */
const attemptOnIndicator = async (endpoint: Endpoint, token: string | undefined): Promise<number> => {
  const row = newIndicator();
  expect((await world.service.send("POST", "/v1/indicators", { json: row, token: await world.service.token({ role: "platform-admin" }) })).status).toBe(201);
  const answer = await world.service.send(endpoint.method, pathOf(endpoint, { id: row.code }), { json: { ...indicatorContent, versionReason: "Relecture" }, headers: { "if-match": '"v1"' }, ...(token === undefined ? {} : { token }) });
  return answer.status;
};

/** The version that an update of the indicators of a contract starts from, once they are what the endpoint needs. */
const prepareIndicators = async (endpoint: Endpoint, place: Place, id: string): Promise<{ readonly observation: string; readonly proposal: string; readonly version: number }> => {
  if (!ofIndicators.has(endpoint.id)) return { observation: "", proposal: "", version: 0 };
  await world.send("PUT", `/v1/contracts/${id}/indicators`, contract.endpoints.setIndicatorPlan.example, { headers: { "if-match": '"v0"' } });
  const proposal = endpoint.id === "contract-proposal.decide" ? await world.propose("prevention", { cptsId: idOf(place) }) : "";
  const observation = endpoint.id === "observation.validate" || endpoint.id === "proof.add" ? (await world.send("POST", `/v1/contracts/${id}/observations`, contract.endpoints.addObservation.example)).json.id : "";
  return { observation, proposal, version: 1 };
};

/** Tries to correct a grid that is there, at its first version. */
const attemptOnGrid = async (endpoint: Endpoint, token: string | undefined): Promise<number> => {
  const grid = newGrid();
  expect((await world.service.send("POST", "/v1/grids", { json: grid, token: await world.service.token({ role: "platform-admin" }) })).status).toBe(201);
  const { family, id } = grid;
  const answer = await world.service.send(endpoint.method, pathOf(endpoint, { id }), { json: { ...gridContent, family, versionReason: "Relecture" }, headers: { "if-match": '"v1"' }, ...(token === undefined ? {} : { token }) });
  return answer.status;
};

let months = 0;

/** Validates a month of its own, of which somebody is paid. */
const validate = async (place: Place, token?: string): Promise<number> => {
  months += 1;
  const month = `${2022 - Math.floor(months / 12) % 6}-${String((months % 12) + 1).padStart(2, "0")}`;
  await world.send("POST", "/v1/payout-entries", { cptsId: idOf(place), personId: person, kind: "indemnity", on: `${month}-01`, amountCents: 1, label: "L", source: { document: "D" } });
  const json = { cptsId: idOf(place), month, acknowledged: ["ceiling-unknown"] };
  return (await world.service.send("POST", "/v1/payout-statements", { json, ...(token === undefined ? {} : { token }) })).status;
};

const uploads: Readonly<Record<string, string>> = { "proof.add": "?name=a.txt", "review-file.add": "?name=a.txt&part=report&number=1" };

/** Tries to correct the ceiling of a year, at its version. */
const attemptOnCeiling = async (endpoint: Endpoint, token: string | undefined): Promise<number> => {
  const etag = (await world.read("/v1/pass-ceilings/2026")).headers.get("etag") ?? "";
  return (await world.service.send(endpoint.method, "/v1/pass-ceilings/2026", { json: contract.endpoints.setPassCeiling.example, headers: { "if-match": etag }, ...(token === undefined ? {} : { token }) })).status;
};

const attempt = async (endpoint: Endpoint, place: Place, token?: string): Promise<number> => {
  if (endpoint.id === "grid.change") return attemptOnGrid(endpoint, token);
  if (endpoint.id === "pass-ceiling.set") return attemptOnCeiling(endpoint, token);
  if (endpoint.id === "indicator.change") return attemptOnIndicator(endpoint, token);
  const id = await world.draft({ cptsId: idOf(place), missions: [{ code: "PREVENTION" }], attachmentDepartement: places[place].departement });
  const sheetId = endpoint.path.includes("{sheetId}") ? (await world.send("POST", `/v1/contracts/${id}/action-sheets`, { title: "Une fiche" })).json.id : "";
  const entryId = endpoint.path.includes("{entryId}") ? (await world.send("POST", `/v1/contracts/${id}/money/entries`, bodies["money-entry.add"]?.(place))).json.id : "";
  const { observation, proposal, version: ofPlan } = await prepareIndicators(endpoint, place, id);
  const version = ofPlan > 0 ? ofPlan : endpoint.id === "indicator-plan.set" ? 0 : ofSigned.has(endpoint.id) ? (await world.sign(id, { signedOn: "2017-11-30" })).json.version : sheetId === "" ? 1 : 2;
  if (endpoint.id === "payout-statement.validate") return validate(place, token);
  if (endpoint.permission === "funding.state") await world.sign(id, { signedOn: "2017-11-30" });
  const factId = endpoint.path.includes("{factId}") ? (await world.send("POST", `/v1/contracts/${id}/funding-facts`, bodies["funding-fact.state"]?.(place))).json.id : "";
  await recordedByMistake(world, endpoint.id, id);
  const ofReview = await prepareReview(endpoint, id);
  const { campaign, question } = await prepareCampaign(endpoint, place);
  const answer = await world.service.send(endpoint.method, pathOf(endpoint, { id, number: "1", code: "PREVENTION", stage: "start", year: "1", observation, proposal, sheetId, entryId, factId, campaign, question }) + (endpoint.transfer === "upload" ? (uploads[endpoint.id] ?? "") : ""), { ...bodyOf(endpoint, place), headers: { "if-match": `"v${ofReview ?? version}"`, ...(endpoint.transfer === "upload" ? { "content-type": "text/plain" } : {}) }, ...(token === undefined ? {} : { token }) });
  return answer.status;
};

const matrix = permissionMatrix({
  scope: "contracts:write contracts:money",
  cptsOf: idOf,
  about: ({ permission }) => (permission === "contract-count.declare" ? { cptsId: null } : permission === "money.keep" || permission === "funding.state" ? { visibility: "cpts" } : permission === "grid.simulate" || permission === "review.campaign" ? { cptsId: null, visibility: "cpts" } : {}),
  attempt,
  token: (claims) => world.service.token(claims),
});

describe("permissions", () => {
  test("every write of the contract is in this matrix", () => {
    expect(writes.map(({ id }) => id).toSorted()).toEqual(Object.keys(bodies).toSorted());
  });

  describe.each(roles)("of a %s", (role) => {
    test.each(named(writes))("%s is answered as the policy says, on the own CPTS, another, and one of another region", async (_, endpoint) => {
      expect(await matrix.answers(role, endpoint)).toEqual(matrix.policy(role, endpoint));
    });
  });

  test("a coordinator drafts and changes the contract of the own CPTS, and signs none; the agency of the region signs", () => {
    const all = (role: Role, id: string) => writes.filter((endpoint) => endpoint.id === id).flatMap((endpoint) => placeNames.map((place) => matrix.expected(role, endpoint, place)));
    expect(all("coordinator", "contract.draft")).toEqual([201, 403, 403]);
    expect(all("coordinator", "contract.sign")).toEqual([403, 403, 403]);
    expect(all("ars-officer", "contract.sign")).toEqual([200, 200, 403]);
    expect(all("ars-officer", "contract-count.declare")).toEqual([201, 201, 403]);
    expect(all("professional", "contract.change")).toEqual([403, 403, 403]);
  });

  test("grids are the operators'; the agencies simulate them where they are, and a CPTS simulates none", () => {
    const all = (role: Role, id: string) => writes.filter((endpoint) => endpoint.id === id).flatMap((endpoint) => placeNames.map((place) => matrix.expected(role, endpoint, place)));
    expect([all("platform-admin", "grid.add"), all("ars-officer", "grid.change")]).toEqual([[201, 201, 201], [403, 403, 403]]);
    expect([all("ars-officer", "grid.simulate"), all("cpam-officer", "grid.simulate"), all("coordinator", "grid.simulate")]).toEqual([[200, 200, 403], [200, 403, 403], [403, 403, 403]]);
  });

  test("a refused write leaves no event", async () => {
    const token = await world.service.token(matrix.claimsOf("professional"));
    const id = await world.draft({ cptsId: idOf("own") });
    const head = await world.head();
    for (const endpoint of writes) await world.service.send(endpoint.method, pathOf(endpoint, { id, number: "1", code: "PREVENTION", stage: "start", year: "1", observation: id, proposal: id, sheetId: id, entryId: id, factId: id, campaign: id, question: id }), { json: bodies[endpoint.id]?.("own"), headers: { "if-match": '"v1"' }, token });
    expect(await world.head()).toBe(head);
  });

  test("a visitor writes nothing, also about a CPTS that is not known, and is asked who they are", async () => {
    for (const endpoint of writes) expect(await attempt(endpoint, "own")).toBe(401);
    expect((await world.service.send("POST", "/v1/contracts", { json: { cptsId: crypto.randomUUID(), kind: "aci", parties: [] } })).status).toBe(401);
  });

  test("the funding of a contract is for its people and the agencies of its place", async () => {
    const id = await world.draft({ cptsId: idOf("own") });
    const status = async (claims?: Parameters<typeof world.service.token>[0]) => (await world.service.send("GET", `/v1/contracts/${id}/funding`, claims === undefined ? {} : { token: await world.service.token(claims) })).status;
    const of = (role: Role) => status({ ...matrix.claimsOf(role), scope: "contracts:read" });
    expect([await of("coordinator"), await of("professional"), await of("ars-officer"), await of("cpam-officer"), await of("service-account")]).toEqual([200, 200, 200, 200, 200]);
    expect([await status({ role: "coordinator", cptsIds: [idOf("other region")] }), await status({ role: "ars-officer", regions: ["84"] }), await of("platform-admin"), await status()]).toEqual([404, 404, 404, 404]);
  });

  test("a visitor reads every open datum", async () => {
    const id = await world.draft({ cptsId: idOf("own") });
    const paths = ["/v1/contracts", `/v1/contracts/${id}?explain=true`, `/v1/contracts/${id}/action-sheets`, "/v1/signings", "/v1/contract-counts", "/v1/grids", "/v1/grids/aci-2019", "/v1/indicators", `/v1/contracts/${id}/indicators`];
    expect(await Promise.all(paths.map(async (path) => (await world.service.send("GET", path)).status))).toEqual(paths.map(() => 200));
  });
});
