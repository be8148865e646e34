import { contracts as contract } from "@cpts/api/Contracts";
import { asDescribed } from "@cpts/service-kit/testing/described-answer";
import { settableClock } from "@cpts/service-kit/testing/settable-clock";
import { accepted } from "@cpts/service-kit/testing/writing-scene";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scene, type Scene } from "../testing/scene.ts";

const time = settableClock("2029-01-10T10:00:00Z");
let world: Scene;
beforeAll(async () => {
  world = await scene(time);
});
afterAll(() => world.service.stop());

const document = { document: "Lettre" };
const signed = async (signedOn = "2026-09-01", own?: string): Promise<{ readonly id: string; readonly cptsId: string }> => {
  const cptsId = own ?? (await world.know("CPTS Corrigée", { population: 20_000, validFrom: "2017-01-01" }));
  const id = await world.draft({ cptsId, kind: "aci", termYears: 5, missions: [{ code: "ACCES_SOINS" }, { code: "PREVENTION" }] });
  accepted(await world.sign(id, { signedOn }));
  return { id, cptsId };
};
const etag = async (id: string) => (await world.read(`/v1/contracts/${id}`)).headers.get("etag") ?? "";
const step = async (id: string, action: string, on: string) => accepted(await world.send("POST", `/v1/contracts/${id}/steps`, { action, on, document }));
const amend = async (id: string, number: number, changes: object, signedOn = "2027-03-01") => accepted(await world.send("PUT", `/v1/contracts/${id}/amendments/${number}`, { signedOn, changes, document }, { headers: { "if-match": await etag(id) } }));
const start = async (id: string, on: string, code = "PREVENTION", stage = "start") => accepted(await world.send("POST", `/v1/contracts/${id}/missions/${code}/${stage}`, { on, document: { document: "Procès-verbal" } }));
const reason = "Saisie dans le mauvais contrat";
const unstep = (id: string, action: string, on: string, more: object = {}, language = "fr") => world.send("POST", `/v1/contracts/${id}/steps/withdrawal`, { action, on, reason, ...more }, { headers: { "accept-language": language } });
const unamend = (id: string, number: number) => world.send("POST", `/v1/contracts/${id}/amendments/${number}/withdrawal`, { reason }, { headers: { "accept-language": "fr" } });
const unstart = (id: string, code = "PREVENTION", stage = "start") => world.send("POST", `/v1/contracts/${id}/missions/${code}/${stage}/withdrawal`, { reason }, { headers: { "accept-language": "fr" } });
const said = ({ json, status }: Awaited<ReturnType<typeof unstep>>) => [status, json.detail];
const life = async (id: string) => {
  const { json } = await world.read(`/v1/contracts/${id}/life?explain=true`);
  expect(() => asDescribed(contract.endpoints.readContractLife, json)).not.toThrow();
  return json;
};
const payments = async (id: string) => (await world.read(`/v1/contracts/${id}/funding`)).json.lines.map(({ amountCents, kind, on }: { readonly amountCents: number; readonly kind: string; readonly on: string }) => `${on} ${kind} ${amountCents}`);

describe("what was recorded by mistake", () => {
  test("is taken back once: the contract is what it was, the entry and its reason stay, the event names no remark", async () => {
    const { cptsId, id } = await signed();
    await start(id, "2027-03-01");
    const before = [(await life(id)).segments, await payments(id)];
    await step(id, "terminate", "2027-06-01");
    expect(await payments(id)).not.toEqual(before[1]);
    const answer = await world.twice("POST", `/v1/contracts/${id}/steps/withdrawal`, { action: "terminate", on: "2027-06-01", reason });
    expect([answer.status, answer.json.standing]).toEqual([200, "active"]);
    const after = await life(id);
    expect([after.segments, await payments(id)]).toEqual(before);
    expect([after.steps, after.withdrawals]).toEqual([[], [{ entry: "step", action: "terminate", number: null, mission: null, on: "2027-06-01", document, reason, withdrawnOn: "2029-01-10", by: "service-account" }]]);
    const told = (await world.eventsOf(id)).at(-1);
    expect([told?.type, told?.data]).toEqual(["cpts.contracts.contract.entry-withdrawn.v1", { contractId: id, cptsId, entry: "step", action: "terminate", number: null, mission: null, on: "2027-06-01", withdrawnOn: "2029-01-10" }]);
    await step(id, "suspend", "2027-06-01");
  });

  test("in an amendment gives back size, term and deadlines, and leaves its number to the right one", async () => {
    const { id } = await signed();
    const deadlines = async () => (await world.read(`/v1/deadlines?contractId=${id}`)).json.items.filter(({ state }: { readonly state: string }) => state !== "withdrawn").map(({ kind, on }: { readonly kind: string; readonly on: string }) => `${kind} ${on}`);
    const before = [await payments(id), await deadlines()];
    await amend(id, 1, { sizeClass: "T3", termYears: 7, missions: [{ code: "PREVENTION", label: null }] });
    expect(await deadlines()).not.toEqual(before[1]);
    expect((await unamend(id, 1)).json.lastDay).toBe("2031-09-01");
    expect([await payments(id), await deadlines()]).toEqual(before);
    await amend(id, 1, { sizeClass: "T2" });
    expect((await life(id)).withdrawals[0]).toMatchObject({ entry: "amendment", number: 1, document, reason });
  });

  test("of a mission lets its date be told anew, with the document that says it; its deadline is late until then", async () => {
    const { id } = await signed();
    const startState = async () => (await world.read(`/v1/deadlines?contractId=${id}`)).json.items.find(({ kind, missions }: { readonly kind: string; readonly missions: ReadonlyArray<string> }) => kind === "mission-start" && missions[0] === "PREVENTION");
    await start(id, "2027-01-01");
    expect([(await life(id)).progress, await startState()]).toMatchObject([[{ code: "PREVENTION", stage: "started", on: "2027-01-01", document: { document: "Procès-verbal" } }], { state: "met" }]);
    expect((await unstart(id)).json.standing).toBe("signed");
    expect(await startState()).toMatchObject({ state: "late", metOn: null });
    await start(id, "2028-03-01");
    expect(await startState()).toMatchObject({ state: "met", metOn: "2028-03-01" });
    await start(id, "2028-06-01", "ACCES_SOINS", "deployment");
    const late = await world.send("POST", `/v1/contracts/${id}/missions/ACCES_SOINS/start`, { on: "2028-07-01" });
    expect([late.status, late.json.errors[0].code]).toEqual([422, "after-deployment"]);
    expect((await unstart(id, "ACCES_SOINS", "deployment")).status).toBe(200);
  });
});

describe("is not taken back", () => {
  test("unless it is the last of its kind, as it was read", async () => {
    const { id } = await signed();
    expect(said(await unstep(id, "suspend", "2027-01-01"))).toEqual([409, "Rien à retirer : aucune étape n'est notée dans ce contrat."]);
    await step(id, "suspend", "2027-01-01");
    await step(id, "resume", "2027-03-01");
    expect(said(await unstep(id, "suspend", "2027-01-01"))).toEqual([409, "Seul le dernier noté se retire, pour que rien ne repose sur ce qui n'est plus : ici reprise, 1er mars 2027."]);
    expect(said(await unstep(id, "resume", "2027-03-02", {}, "en"))).toEqual([409, "Only what was recorded last is taken back, so that nothing rests on what is gone: here resumption, 1 March 2027."]);
    await amend(id, 1, { sizeClass: "T2" });
    await amend(id, 2, { sizeClass: "T3" }, "2027-05-01");
    expect(said(await unamend(id, 1))[1]).toContain("ici l'avenant n° 2");
    expect((await unstart(id)).status).toBe(409);
    const [one, other] = await Promise.all([unamend(id, 2), unamend(id, 2)]);
    expect([one.status, other.status].toSorted()).toEqual([200, 409]);
  });

  test("while something rests on it: a mission that only it brought, a day that only it made part of the contract", async () => {
    const { id } = await signed();
    await amend(id, 1, { missions: [{ code: "PREVENTION", label: null }, { code: "QUALITE_PERTINENCE", label: null }] });
    await start(id, "2027-06-01", "QUALITE_PERTINENCE");
    expect(said(await unamend(id, 1))).toEqual([409, "Un autre fait repose sur ce que vous retirez (démarrage de cette mission, 1er juin 2027) : retirez-le d'abord."]);
    expect((await unstart(id, "QUALITE_PERTINENCE")).status).toBe(200);
    expect((await unamend(id, 1)).status).toBe(200);
    const short = await signed("2022-09-01");
    await amend(short.id, 1, { termYears: 9 });
    await step(short.id, "suspend", "2028-02-01");
    expect(said(await unamend(short.id, 1))[1]).toContain("(étape, 1er février 2028)");
  });

  test("once money was received since, until its counter-entry; what was received before does not count", async () => {
    const { id } = await signed();
    const receive = async (on: string) => accepted(await world.send("POST", `/v1/contracts/${id}/money/entries`, { kind: "received", on, year: 2027, category: "versement", amountCents: 378_083, label: "Avance", source: document })).json.id;
    await receive("2026-10-01");
    await start(id, "2027-03-01");
    const entry = await receive("2027-03-15");
    expect(said(await unstart(id))).toEqual([409, expect.stringMatching(/^Un versement a été reçu depuis \(3\s780,83\s€, 15 mars 2027\) : contre-passez-le d'abord, ou corrigez par un avenant\.$/u)]);
    accepted(await world.send("POST", `/v1/contracts/${id}/money/entries/${entry}/counter-entry`, { on: "2027-03-16", label: "Erreur", source: document }));
    expect((await unstart(id)).status).toBe(200);
  });

  test("once a review of a year that it counts in is frozen; one of a year before counts without it", async () => {
    const { id } = await signed();
    await step(id, "suspend", "2027-01-01");
    accepted(await world.send("POST", `/v1/contracts/${id}/reviews`, { contractYear: 1 }));
    accepted(await world.send("PUT", `/v1/contracts/${id}/reviews/1/submission`, {}, { headers: { "if-match": '"v1"' } }));
    accepted(await world.send("PUT", `/v1/contracts/${id}/reviews/1/decision`, { decidedOn: "2027-10-12", document, rates: [], nextTargets: [], despiteMissing: "Vu en séance" }, { headers: { "if-match": '"v2"' } }));
    expect(said(await unstep(id, "suspend", "2027-01-01"))).toEqual([409, "La revue de l'année 1 du contrat est close : ses chiffres ont été décidés avec cela (étape). Corrigez par un avenant."]);
    await step(id, "resume", "2027-10-01");
    expect((await unstep(id, "resume", "2027-10-01")).status).toBe(200);
  });

  test("where the contract would hold beside another of its kind, unless somebody says why", async () => {
    const { cptsId, id } = await signed();
    await step(id, "terminate", "2027-06-01");
    await signed("2027-09-01", cptsId);
    const refused = await unstep(id, "terminate", "2027-06-01");
    expect([refused.status, refused.json.errors[0].pointer, refused.json.errors[0].code]).toEqual([422, "#/overlapReason", "contracts-overlap"]);
    expect((await unstep(id, "terminate", "2027-06-01", { overlapReason: "Deux territoires" })).status).toBe(200);
  });
});
