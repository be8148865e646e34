import { contracts as contract } from "@cpts/api/Contracts";
import { asDescribed } from "@cpts/service-kit/testing/described-answer";
import { settableClock } from "@cpts/service-kit/testing/settable-clock";
import { accepted } from "@cpts/service-kit/testing/writing-scene";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scene, type Scene } from "../testing/scene.ts";

type Json = Readonly<Record<string, unknown>>;

const time = settableClock("2021-10-01T10:00:00Z");
let world: Scene;
let [early, late, campaign] = ["", "", ""];
const signed = async (name: string, signedOn: string): Promise<string> => {
  const id = await world.draft({ cptsId: await world.know(name, { population: 20_000, validFrom: "2017-01-01" }), kind: "aci", termYears: 5, missions: [], attachmentDepartement: "37" });
  expect((await world.sign(id, { signedOn })).status).toBe(200);
  return id;
};
const open = (fields: Json = {}) => world.send("POST", "/v1/review-campaigns", { label: "Revues 2021", year: 2021, kind: "aci", region: "24", opensOn: "2021-10-01", dueOn: "2021-12-31", remindDaysBefore: [7, 30], ...fields });
beforeAll(async () => {
  world = await scene(time);
  early = await signed("CPTS Prompte", "2020-09-01");
  late = await signed("CPTS Lente", "2019-03-01");
  await signed("CPTS Neuve", "2021-05-01");
  campaign = accepted(await open()).json.id;
});
afterAll(() => world.service.stop());

const read = async () => (await world.read(`/v1/review-campaigns/${campaign}`)).json;
const submit = async (id: string, year: number): Promise<void> => {
  await world.send("POST", `/v1/contracts/${id}/reviews`, { contractYear: year });
  expect((await world.send("PUT", `/v1/contracts/${id}/reviews/${year}/submission`, {}, { headers: { "if-match": '"v1"' } })).status).toBe(200);
};
const reminders = async (id: string) => (await world.eventsOf(`reminders/${campaign}/${id}`)).map(({ data }) => data["daysBefore"]);

describe("a campaign of reviews", () => {
  test("is of the contracts of its place of which a year ends in its year, and tells where each stands, by their reviews", async () => {
    const before = await read();
    expect(() => asDescribed(contract.endpoints.readReviewCampaign, before)).not.toThrow();
    expect(before.contracts.map(({ contractYear, cptsName, state }: Json) => [cptsName, contractYear, state]).toSorted()).toEqual([["CPTS Lente", 2, "not-started"], ["CPTS Prompte", 1, "not-started"]]);
    await submit(early, 1);
    expect((await read()).counts).toEqual({ "not-started": 1, received: 1, "to-complete": 0, closed: 0 });
    const { items } = (await world.read("/v1/review-campaigns?region=24")).json;
    expect(items.map(({ counts, id }: Json) => [id, counts])).toEqual([[campaign, (await read()).counts]]);
  });

  test("asks questions by section, of one contract or all; each answer is dated, and a file without it lacks something", async () => {
    const ask = (fields: Json) => world.twice("POST", `/v1/review-campaigns/${campaign}/questions`, { section: "gouvernance", question: "Qui préside ?", ...fields });
    const all = await ask({});
    const single = await ask({ section: "finances", question: "Pourquoi ce reste ?", contractId: late });
    expect([all.status, single.status, (await world.send("POST", `/v1/review-campaigns/${campaign}/questions`, { section: "x", question: "?", contractId: crypto.randomUUID() })).json.errors[0].code]).toEqual([201, 201, "not-of-campaign"]);
    const answer = await world.twice("POST", `/v1/contracts/${late}/review-questions/${all.json.id}/answers`, { answer: "Une infirmière" });
    expect(answer.json).toMatchObject({ state: "answered", answers: [{ answer: "Une infirmière", answered: { on: "2021-10-01" } }] });
    const listed = (await world.read(`/v1/contracts/${late}/review-questions`)).json.items;
    expect(listed.map(({ section, state }: Json) => [section, state])).toEqual([["gouvernance", "answered"], ["finances", "asked"]]);
    expect((await world.send("POST", `/v1/contracts/${early}/review-questions/${single.json.id}/answers`, { answer: "x" })).status).toBe(404);
    expect((await read()).contracts.map(({ contractId, unanswered }: Json) => [contractId, unanswered]).toSorted()).toEqual([[early, 1], [late, 1]].toSorted());
    const { missing } = (await world.read(`/v1/contracts/${early}/reviews/1`)).json;
    expect(missing).toContainEqual(expect.objectContaining({ code: "answer", about: "Qui préside ?" }));
  });

  test("reminds those whose file is not handed in, each on its day", async () => {
    expect(await reminders(late)).toEqual([]);
    time.set("2021-12-01T12:00:00Z");
    await expect.poll(() => reminders(late), { timeout: 60_000 }).toEqual([30]);
    time.set("2021-12-24T12:00:00Z");
    await expect.poll(() => reminders(late), { timeout: 60_000 }).toEqual([30, 7]);
    expect(await reminders(early)).toEqual([]);
    expect((await read()).contracts.map(({ contractId, reminders: count }: Json) => [contractId, count]).toSorted()).toEqual([[early, 0], [late, 2]].toSorted());
  });

  test("comes as one workbook: contracts with the figures that were frozen, questions with their answers", async () => {
    await world.send("PUT", `/v1/contracts/${early}/reviews/1/decision`, { decidedOn: "2021-12-20", document: { document: "Compte rendu" }, rates: [], nextTargets: [], despiteMissing: "Vu" }, { headers: { "if-match": '"v2"' } });
    const { frozen } = (await world.read(`/v1/contracts/${early}/reviews/1`)).json;
    const { json } = await world.read(`/v1/review-campaigns/${campaign}/export?format=json`);
    expect(json.contracts.find(({ contractId }: Json) => contractId === early)).toMatchObject({ state: "close", decidedOn: "2021-12-20", hash: frozen.hash });
    expect(json.questions.map(({ answer, cptsName, section }: Json) => [section, cptsName, answer]).toSorted()).toEqual([["finances", "CPTS Lente", null], ["gouvernance", "CPTS Lente", "Une infirmière"], ["gouvernance", "CPTS Prompte", null]]);
    expect((await read()).counts).toMatchObject({ closed: 1, "not-started": 1 });
  });

  test("is not opened where it is due before it opens, or has no contract", async () => {
    const refused = await open({ year: 2016, dueOn: "2021-09-30" });
    expect([refused.status, refused.json.errors.map(({ code, pointer }: Json) => [pointer, code])]).toEqual([422, [["#/dueOn", "due-before-opening"], ["#/year", "no-contract"]]]);
  });
});
