import { contracts as contract } from "@cpts/api/Contracts";
import { isWrite, needsIfMatch, pathOf, type Endpoint } from "@cpts/api/Endpoint";
import { asDescribed } from "@cpts/service-kit/testing/described-answer";
import { named, ownEndpoints, ownWrites } from "@cpts/service-kit/testing/own-endpoints";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { recordedByMistake } from "./testing/recorded-by-mistake.ts";
import { scene, type Scene } from "./testing/scene.ts";

let world: Scene;
let operator = "";
let person = "";
beforeAll(async () => {
  world = await scene();
  person = await world.professional();
  operator = await world.service.token({ role: "platform-admin" });
});
afterAll(() => world.service.stop());

const queries: Readonly<Record<string, string>> = {
  "contract.read": "?explain=true",
  "action-sheet.list": "?explain=true",
  "contract-count.list": "?explain=true",
  "contract.list": "?order=signature",
  "contract.size": "?explain=true",
  "money.read": "?year=2018&explain=true",
  "payout-rate.list": "?cpts={cpts}",
  "payout-statement.read": "?cpts={cpts}&explain=true",
  "payout.export": "?cpts={cpts}&year=2026",
  "money.export": "?year=2026",
  "contract-portfolio.read": "?year=2018&region=24&explain=true",
  "contract-portfolio.export": "?year=2018",
  "contract.compare": "?year=2018&cpts={cpts},0198c0de-0000-7000-8000-000000000002&explain=true",
  "funding.read": "?explain=true&year=2018",
  "contract.life": "?explain=true&asOf=2026-11-22",
  "achievement.read": "?year=1&explain=true",
  "proof.add": "?name=preuve.txt",
  "review-file.add": "?name=rapport.txt&part=report&number=1",
};

/** The example, about what is there: a CPTS that is known, a grid of its own. */
const exampleOf = (endpoint: Endpoint, cptsId: string, id: string): unknown => {
  const example: unknown = JSON.parse((JSON.stringify(endpoint.example) ?? "null").replaceAll("0198c0de-0000-7000-8000-000000000001", cptsId).replaceAll("0198c0de-0000-7000-8000-000000000020", person)) ?? undefined;
  if (endpoint.permission !== "platform.configure") return example;
  const own = `exemple-${id}`;
  if (endpoint.id === "indicator.add") return { ...(example as object), code: own };
  if (endpoint.id === "indicator.change" || endpoint.id === "pass-ceiling.set") return example;
  return endpoint.id === "grid.add" ? { ...(example as object), id: own, family: own } : { ...(example as object), family: id };
};

/** What is done to a contract that is signed. */
const ofSigned: ReadonlySet<string> = new Set(["funding-fact.state", "funding-fact.withdraw", "contract.step", "contract.step.withdraw", "contract.amend", "contract.amendment.withdraw", "mission.withdraw", "mission.start", "mission.deploy", "review.open", "review-file.add", "review.submit", "review.return", "review.close", "review-campaign.open", "review-question.ask", "review-question.answer"]);

/** The indicators of a contract, one observed with its proof, and one proposed. */
const measured = async (cptsId: string, id: string, isObserved: boolean) => {
  await world.send("PUT", `/v1/contracts/${id}/indicators`, contract.endpoints.setIndicatorPlan.example, { headers: { "if-match": '"v0"' } });
  const proposal = await world.propose("prevention", { cptsId });
  if (!isObserved) return { proposal, observation: "", file: "" };
  const observation: string = (await world.send("POST", `/v1/contracts/${id}/observations`, contract.endpoints.addObservation.example)).json.id;
  const file: string = (await world.send("POST", `/v1/contracts/${id}/observations/${observation}/proofs?name=a.txt`, undefined, { raw: "Preuve", headers: { "content-type": "text/plain" } })).json.id;
  return { proposal, observation, file };
};

/** The review that an endpoint needs, handed in where it does, with a file. */
const reviewed = async ({ id: name }: Endpoint, id: string) => {
  const nothing = { proposal: "", observation: "", file: "" };
  if (name === "review.open") return nothing;
  await world.send("POST", `/v1/contracts/${id}/reviews`, { contractYear: 1 });
  const { json } = await world.send("POST", `/v1/contracts/${id}/reviews/1/files?name=a.txt&part=annex&number=1`, undefined, { raw: "Annexe", headers: { "content-type": "text/plain" } });
  if (name === "review.return" || name === "review.close") await world.send("PUT", `/v1/contracts/${id}/reviews/1/submission`, {}, { headers: { "if-match": '"v1"' } });
  return { ...nothing, file: String(json.id) };
};

/** The campaign that an endpoint needs, with a question to this contract. */
const campaigned = async ({ id: name }: Endpoint) => {
  const nothing = { proposal: "", observation: "", file: "" };
  if (name === "review-campaign.open" || name === "review-campaign.list") return { ...nothing, campaign: "", question: "" };
  const campaign: string = (await world.send("POST", "/v1/review-campaigns", contract.endpoints.openReviewCampaign.example)).json.id;
  const asked = await world.send("POST", `/v1/review-campaigns/${campaign}/questions`, contract.endpoints.askReviewQuestion.example);
  return { ...nothing, campaign, question: String(asked.json.id) };
};

/** What of indicators an endpoint needs to be there. */
const placesOf = (endpoint: Endpoint, cptsId: string, id: string) =>
  /^review-(?:campaign|question)\./u.test(endpoint.id) ? campaigned(endpoint) :
  /^review(?:-file)?\./u.test(endpoint.id) ? reviewed(endpoint, id) : endpoint.id === "indicator-plan.set" || !/^(?:indicator-plan|observation|proof|contract-proposal|achievement)\./u.test(endpoint.id) ? { proposal: "", observation: "", file: "" } : measured(cptsId, id, !["observation.add", "contract-proposal.decide"].includes(endpoint.id));

const bodyOf = (endpoint: Endpoint, json: unknown) => (endpoint.transfer === "upload" ? { raw: "Preuve", headers: { "content-type": "text/plain" } } : { json });

const written = async (endpoint: Endpoint, cptsId: string): Promise<string> => {
  const id = await world.draft({ cptsId, missions: [{ code: "PREVENTION" }], attachmentDepartement: "37" });
  if (endpoint.id === "grid.change") await world.send("POST", "/v1/grids", { ...(contract.endpoints.addGrid.example as object), id, family: id }, { token: operator });
  if (endpoint.id === "payout-statement.validate") await world.send("POST", "/v1/payout-entries", { ...(contract.endpoints.addPayoutEntry.example as object), cptsId, personId: person });
  if (endpoint.id === "indicator.change") await world.send("POST", "/v1/indicators", { ...(contract.endpoints.addIndicator.example as object), code: id }, { token: operator });
  if (ofSigned.has(endpoint.id)) await world.sign(id, { signedOn: "2017-11-30" });
  await recordedByMistake(world, endpoint.id, id);
  return id;
};

/** A sheet of the contract, where the endpoint is about one. */
const sheetOf = async (endpoint: Endpoint, id: string): Promise<string> => (endpoint.path.includes("{sheetId}") ? (await world.send("POST", `/v1/contracts/${id}/action-sheets`, { title: "Une fiche" })).json.id : "");

/** A stated fact of the contract, where the endpoint is about one. */
const factOf = async (endpoint: Endpoint, id: string): Promise<string> =>
  endpoint.path.includes("{factId}") ? (await world.send("POST", `/v1/contracts/${id}/funding-facts`, contract.endpoints.stateFundingFact.example)).json.id : "";

/** An entry of the ledger of the contract, where the endpoint is about one. */
const entryOf = async (endpoint: Endpoint, id: string): Promise<string> =>
  endpoint.path.includes("{entryId}") ? (await world.send("POST", `/v1/contracts/${id}/money/entries`, contract.endpoints.addMoneyEntry.example)).json.id : "";

const headersFor = async (endpoint: Endpoint, id: string, sheetId: string) => {
  const places: Readonly<Record<string, string>> = { "grid.change": `/v1/grids/${id}`, "indicator.change": `/v1/indicators/${id}`, "pass-ceiling.set": "/v1/pass-ceilings/2026", "indicator-plan.set": `/v1/contracts/${id}/indicators` };
  const place = sheetId === "" ? (places[endpoint.id] ?? `/v1/contracts/${id}`) : `/v1/contracts/${id}/action-sheets/${sheetId}`;
  const etag = /^(?:observation.validate|review.submit)$/u.test(endpoint.id) ? '"v1"' : /^review\.(?:return|close)$/u.test(endpoint.id) ? '"v2"' : ((await world.read(place)).headers.get("etag") ?? "");
  return { ...(needsIfMatch(endpoint) ? { headers: { "if-match": etag } } : {}), ...(endpoint.permission === "platform.configure" ? { token: operator } : {}) };
};

describe("the contract of the contracts service", () => {
  test.each(named(ownWrites(contract.endpoints)))("the example of %s works as it is shown", async (_, endpoint) => {
    const cptsId = await world.know("CPTS Exemple");
    const id = await written(endpoint, cptsId);
    const [sheetId, entryId, factId] = [await sheetOf(endpoint, id), await entryOf(endpoint, id), await factOf(endpoint, id)];
    // A POST is safe to send twice; an update starts from a version that is gone the second time.
    const write = endpoint.method === "POST" ? world.twice : world.send;
    const places = { ...(await placesOf(endpoint, cptsId, id)), sheetId, entryId, factId, month: "2026-10" };
    const { json, headers: typed = {}, ...raw } = { json: undefined, ...bodyOf(endpoint, exampleOf(endpoint, cptsId, id)) };
    const { headers = {}, ...rest } = await headersFor(endpoint, id, sheetId);
    const path = `${pathOf(endpoint, { id, number: "1", code: "PREVENTION", stage: "start", year: endpoint.path.includes("pass-ceilings") ? "2026" : "1", ...places })}${endpoint.transfer === "upload" ? (queries[endpoint.id] ?? "") : ""}`;
    const { status, text } = await write(endpoint.method, path, json, { ...rest, ...raw, headers: { ...headers, ...typed } });
    expect([status, text]).toEqual([endpoint.status, expect.any(String)]);
  });

  // A table that is taken out is no JSON that a schema describes.
  test.each(named(ownEndpoints(contract.endpoints).filter(({ transfer }) => transfer !== "export")))("the answer of %s is the one it describes, with nothing more", async (_, endpoint) => {
    const cptsId = await world.know("CPTS Exemple", { population: 50_000 });
    const signed = await world.draft({ cptsId, missions: [{ code: "PREVENTION" }], attachmentDepartement: "37", announced: { on: "2018-01-17" }, actionSheetCount: { value: 2, qualifier: "exactly" } });
    await world.sign(signed, { signedOn: "2017-11-30", signatories: [{ capacity: "ars" }] });
    await world.send("POST", `/v1/contracts/${signed}/action-sheets`, { title: "Une fiche" });
    const id = isWrite(endpoint) ? await written(endpoint, cptsId) : endpoint.id === "grid.read" ? "aci-2019" : endpoint.id === "indicator.read" ? "PRE-01" : signed;
    const [sheetId, entryId, factId] = [await sheetOf(endpoint, id), await entryOf(endpoint, id), await factOf(endpoint, id)];
    const places = { ...(await placesOf(endpoint, cptsId, id)), sheetId, entryId, factId, month: "2026-10" };
    const { json, headers: typed = {}, ...raw } = { json: undefined, ...bodyOf(endpoint, exampleOf(endpoint, cptsId, id)) };
    const { headers = {}, ...rest } = await headersFor(endpoint, id, sheetId);
    const query = (queries[endpoint.id] ?? "").replace("{cpts}", cptsId);
    const answer = await world.send(endpoint.method, `${pathOf(endpoint, { id, number: "1", code: "PREVENTION", stage: "start", year: endpoint.path.includes("pass-ceilings") ? "2026" : "1", ...places })}${query}`, json, { ...rest, ...raw, headers: { ...headers, ...typed } });
    expect([answer.status, answer.status === endpoint.status || answer.text]).toEqual([endpoint.status, true]);
    // A file is described by its bytes.
    expect(() => endpoint.transfer === "download" || asDescribed(endpoint, answer.json)).not.toThrow();
  });
});
