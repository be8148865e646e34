import { settableClock } from "@cpts/service-kit/testing/settable-clock";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scene, type Scene } from "../testing/scene.ts";

const time = settableClock("2026-11-22T10:00:00Z");
let world: Scene;
let cptsId = "";
beforeAll(async () => {
  world = await scene(time);
  cptsId = await world.know("CPTS Vivante", { population: 79_500, validFrom: "2017-01-01" });
});
afterAll(() => world.service.stop());

const document = { document: "Lettre de l'agence", published: "2026" };
const signed = async (fields: object = {}, signature: object = {}): Promise<string> => {
  const id = await world.draft({ cptsId, termYears: 5, ...fields });
  expect((await world.sign(id, { signedOn: "2025-09-01", ...signature })).status).toBe(200);
  return id;
};
const step = (id: string, fields: object, language = "en") => world.send("POST", `/v1/contracts/${id}/steps`, { document, ...fields }, { headers: { "accept-language": language } });
const life = async (id: string, query = "") => (await world.read(`/v1/contracts/${id}/life${query}`)).json;
const typesOf = async (id: string) => (await world.eventsOf(id)).map(({ type }) => type.split(".").at(-2));
const faults = ({ json, status }: Awaited<ReturnType<typeof step>>) => [status, json.errors?.map(({ code, pointer }: { readonly code: string; readonly pointer: string }) => `${pointer} ${code}`)];

describe("a step in the life of a contract", () => {
  test("sent twice, is recorded once, tells no word of its document nor remark, and shows the rule it went by", async () => {
    const id = await signed();
    const suspended = await world.twice("POST", `/v1/contracts/${id}/steps`, { action: "suspend", on: "2026-03", ground: "non-respect", note: "Réunion tendue", document });
    expect([suspended.status, suspended.json.standing, suspended.json.state, suspended.json.version]).toEqual([200, "suspended", "signed", 3]);
    expect((await world.eventsOf(id)).at(-1)).toMatchObject({ type: "cpts.contracts.contract.suspended.v1", aggregateversion: 3, data: { contractId: id, cptsId, on: "2026-03", ground: "non-respect", source: { ...document, document: "…" } } });
    expect(JSON.stringify(await world.eventsOf(id))).not.toContain("tendue");
    expect((await life(id)).steps).toEqual([
      { action: "suspend", on: "2026-03", noticeOn: null, ground: "non-respect", termYears: null, document, note: "Réunion tendue", noticeKept: null, repayment: null,
        rule: { from: "signed", to: "suspended", guards: expect.arrayContaining([{ fr: "pas avant la signature", en: "not before the signature" }]), legalSource: expect.stringContaining("agencies"), status: "provisional" } },
    ]);
    expect((await step(id, { action: "resume", on: "2026-06-01" })).json.standing).toBe("active");
    expect(await typesOf(id)).toEqual(["drafted", "signed", "suspended", "resumed"]);
  });

  test("that the table of states does not have is refused with those that exist and their source, in the language of the reader", async () => {
    const id = await signed();
    const refused = await step(id, { action: "resume", on: "2026-06-01" }, "fr");
    expect([refused.status, refused.json.type]).toEqual([409, "/problems/illegal-transition"]);
    expect(refused.json.detail).toMatch(/^Ce contrat est signé, sans mission commencée : pas de reprise depuis cet état\. Étapes possibles : .*suspension, renouvellement, résiliation.*\(source : ACI-CPTS/u);
    const draft = await world.draft({ cptsId });
    expect((await step(draft, { action: "suspend", on: "2026-06-01" })).json.detail).toMatch(/^This contract is draft: no suspension from this state\. Possible steps: signature/u);
    expect((await step(crypto.randomUUID(), { action: "suspend", on: "2026-06-01" })).status).toBe(404);
  });

  test("is one of the table of states, which is open to all: each step with what must hold, its source and its status", async () => {
    const { json, status } = await world.service.send("GET", "/v1/contract-states");
    expect([status, json.states.map(({ code }: { readonly code: string }) => code)]).toEqual([200, ["draft", "signed", "active", "suspended", "renewed", "expired", "terminated"]]);
    const leaving = new Set(json.steps.map(({ from }: { readonly from: string }) => from));
    expect(json.states.filter(({ final }: { readonly final: boolean }) => final).map(({ code }: { readonly code: string }) => leaving.has(code))).toEqual([false]);
    expect(json.steps).toContainEqual({
      from: "suspended", action: "terminate", to: "terminated", label: { fr: "résiliation", en: "termination" }, legalSource: expect.stringContaining("ACI-CPTS of 20 June 2019"), status: "provisional",
      guards: expect.arrayContaining([{ fr: "le préavis est donné avant la fin", en: "notice is given before the end" }]),
    });
  });

  test("out of order, to come, before the notice or with a field of another step is refused at each place, and leaves no event", async () => {
    const id = await signed();
    await step(id, { action: "suspend", on: "2026-03-10" });
    const head = await world.head();
    expect(faults(await step(id, { action: "resume", on: "2026-02" }))).toEqual([422, ["#/on out-of-order"]]);
    expect(faults(await step(id, { action: "resume", on: "2027-01-01" }))).toEqual([422, ["#/on in-the-future"]]);
    expect(faults(await step(id, { action: "terminate", on: "2026-05", noticeOn: "2026-06", termYears: 2 }))).toEqual([422, ["#/on before-notice", "#/termYears not-of-step"]]);
    expect(faults(await step(id, { action: "terminate", on: "2025-08-31" }))).toEqual([422, ["#/on out-of-order"]]);
    expect(faults(await step(id, { action: "resume", on: "2026-02-30", document: { document: " " } }))).toEqual([422, ["#/on partial-date.calendar", "#/document/document free-text.empty"]]);
    expect((await step(id, { action: "resume", on: "2026-02" }, "fr")).json.errors[0].message).toBe("cette date (février 2026) est antérieure à l'étape précédente : suspension, 10 mars 2026");
    expect(await world.head()).toBe(head);
  });

  test("ends the contract on a day to come: until then it stands, and then nothing follows", async () => {
    const id = await signed();
    const ended = await step(id, { action: "terminate", on: "2027-02-01", noticeOn: "2026-11-22", ground: "own-will" });
    expect([ended.status, ended.json.standing]).toEqual([200, "signed"]);
    const { segments, standing, steps } = await life(id, "?asOf=2027-02-01");
    expect([standing, segments.at(-1).from, segments.at(-1).to]).toEqual(["terminated", "2027-02-01", null]);
    expect(steps[0]).toMatchObject({ noticeKept: "yes", repayment: { code: "pro-rata-temporis", status: "verified" } });
    expect((await step(id, { action: "renew", on: "2027-03-01" })).status).toBe(409);
  });

  test("of two at the same time, one is recorded", async () => {
    const id = await signed();
    const answers = await Promise.all([1, 2, 3].map((month) => step(id, { action: "suspend", on: `2026-0${month}-01` })));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409]);
  });
});

describe("the last day of a contract", () => {
  test("that is past at the signature is told with it, once, and a renewal takes it up", async () => {
    const id = await signed({}, { signedOn: "2018-05-10" });
    expect(await typesOf(id)).toEqual(["drafted", "signed", "expired"]);
    expect((await world.eventsOf(id)).at(-1)?.data).toEqual({ contractId: id, cptsId, lastDay: "2023-05-10", on: "2023-05-11" });
    expect((await world.read(`/v1/contracts/${id}`)).json).toMatchObject({ standing: "expired", lastDay: "2023-05-10" });
    expect((await step(id, { action: "suspend", on: "2024-01-01" })).status).toBe(409);
    const { json } = await step(id, { action: "renew", on: "2023-06", termYears: 5 });
    expect([json.standing, json.lastDay]).toEqual(["renewed", "2028-05-10"]);
    expect((await world.eventsOf(id)).at(-1)?.data).toMatchObject({ on: "2023-06", termYears: 5, lastDay: "2028-05-10" });
  });

  test("is told by the clock when it has passed, unless the contract was renewed or ended before", async () => {
    const [left, renewed, ended] = [await signed(), await signed(), await signed()];
    expect((await step(renewed, { action: "renew", on: "2026-10-01", termYears: 3 })).status).toBe(200);
    expect((await step(ended, { action: "terminate", on: "2026-10-01" })).status).toBe(200);
    time.set("2030-09-01T21:59:00Z");
    expect((await world.read(`/v1/contracts/${left}`)).json.standing).toBe("signed");
    time.set("2030-09-01T22:00:01Z");
    await expect.poll(() => typesOf(left)).toEqual(["drafted", "signed", "expired"]);
    expect((await world.read(`/v1/contracts/${left}`)).json.standing).toBe("expired");
    time.set("2033-09-01T22:00:01Z");
    await expect.poll(() => typesOf(renewed)).toEqual(["drafted", "signed", "renewed", "expired"]);
    expect(await typesOf(ended)).toEqual(["drafted", "signed", "terminated"]);
  });
});

describe("the life of a contract", () => {
  test("is told whole, from the signature on, and explained by its dates and sources", async () => {
    const id = await signed({ missions: [{ code: "PREVENTION" }] }, { signedOn: "2025-09" });
    const told = await life(id, "?asOf=2025-09-10&explain=true");
    expect(told).toMatchObject({ asOf: "2025-09-10", standing: "signed", orderedBy: "declared", inForce: { from: "2025-09-01", to: "2025-09-30", certain: false, sizeClass: "T2", lastDay: "2030-09-30" } });
    expect(told.explanations[0].inputs).toContainEqual({ name: "signedOn", value: "2025-09" });
    expect((await life(id, "?asOf=2025-08-31")).inForce).toBeNull();
    const draft = await world.draft({ cptsId });
    expect(await life(draft)).toMatchObject({ standing: "draft", inForce: null, segments: [], steps: [] });
  });
});
