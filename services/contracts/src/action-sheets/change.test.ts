import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scene, type Scene } from "../testing/scene.ts";

let world: Scene;
let path = "";
let contractId = "";
beforeAll(async () => {
  world = await scene();
  contractId = await world.draft({ cptsId: await world.know("CPTS Sud 28"), termYears: 5, actionSheetCount: { value: 8, qualifier: "exactly" } });
  await world.sign(contractId, { signedOn: "2020-09-01" });
  const sheet = await world.send("POST", `/v1/contracts/${contractId}/action-sheets`, { number: 1, title: "Système d'information" });
  path = `/v1/contracts/${contractId}/action-sheets/${sheet.json.id}`;
});
afterAll(() => world.service.stop());

const etag = async () => (await world.read(path)).headers.get("etag") ?? "";
const change = async (json: unknown, version?: string, language = "en") => world.send("PATCH", path, json, { headers: { "if-match": version ?? (await etag()), "accept-language": language } });
const faults = ({ json, status }: Awaited<ReturnType<typeof change>>) => [status, json.errors?.map(({ code, pointer }: { code: string; pointer: string }) => `${pointer} ${code}`)];

describe("an action sheet", () => {
  test("of which documents give the title alone says nothing else", async () => {
    const { json, status } = await world.read(path);
    expect([status, json.title, json.objective, json.partners, json.history, json.progress]).toEqual([200, "Système d'information", null, [], [], null]);
  });

  test("is completed from the version that was read, told in one event without what people wrote, and of two changes at once one wins", async () => {
    const [leadId, organizationId] = [await world.professional(), await world.organization("GIP e-santé", "gip")];
    const version = await etag();
    const full = { objective: "Un dossier partagé", leadId, partners: [{ organizationId }, { name: "Pays dunois" }], from: "2020-10", to: "2022", steps: [{ label: "Choix", from: "2020-10", to: "2021-01" }], indicators: ["OUTIL"] };
    const answers = await Promise.all([change(full, version), change({ title: "Autre" }, version)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 412]);
    if (answers[0]?.status !== 200) await change(full);
    const { json } = await world.read(path);
    expect(json).toMatchObject({ objective: "Un dossier partagé", leadId, partners: [{ organizationId, name: null }, { organizationId: null, name: "Pays dunois" }], steps: [{ label: "Choix", from: "2020-10", to: "2021-01" }] });
    const told = (await world.eventsOf(contractId)).at(-1);
    expect(told).toMatchObject({ type: "cpts.contracts.action-sheet.changed.v1", aggregateversion: json.version, data: { leadId, partnerIds: [organizationId], from: "2020-10", indicators: ["OUTIL"], progress: null } });
    expect(JSON.stringify(told)).not.toMatch(/dossier|dunois/u);
  });

  test("is not told of again by a change that changes nothing", async () => {
    const before = await world.head();
    expect([(await change({ objective: (await world.read(path)).json.objective })).status, await world.head()]).toEqual([200, before]);
  });

  test("stays within its contract and its calendar, in the words of the reader", async () => {
    expect(faults(await change({ from: "2020-08", to: "2026" }))).toEqual([422, ["#/from before-signature", "#/to after-last-day"]]);
    expect(faults(await change({ steps: [{ label: "Trop tôt", from: "2019" }] }))).toEqual([422, ["#/steps/0/from outside-sheet"]]);
    expect((await change({ from: "2020-08" }, undefined, "fr")).json.errors[0].message).toBe("cette date (août 2020) précède la signature du contrat (1er septembre 2020)");
    expect(faults(await change({ leadId: crypto.randomUUID() }))).toEqual([422, ["#/leadId unknown-professional"]]);
  });

  test("keeps each note of its progress, sent twice kept once, and shows that of the newest day", async () => {
    expect((await world.twice("POST", `${path}/progress`, { on: "2021-06-30", state: "running", percent: 60, note: "En bonne voie" })).status).toBe(201);
    const late = await world.send("POST", `${path}/progress`, { on: "2021-01-31", state: "running", percent: 20 });
    expect([late.json.progress.percent, late.json.history.map(({ percent }: { percent: number }) => percent)]).toEqual([60, [60, 20]]);
    expect(faults(await world.send("POST", `${path}/progress`, { on: "2199-01-01", state: "done" }))).toEqual([422, ["#/on in-the-future"]]);
    expect(faults(await world.send("POST", `${path}/progress`, { on: "2021-01-01", state: "done", percent: 101 }))).toEqual([422, ["#/percent sheet-progress.percent"]]);
  });

  test("is open to all by its title, and whole only to the people of its CPTS and the agencies", async () => {
    expect([(await world.service.send("GET", path)).status, (await world.service.send("GET", `/v1/contracts/${contractId}/action-sheets`)).status]).toEqual([404, 200]);
    const officer = await world.service.token({ role: "ars-officer", regions: ["24"], scope: "contracts:read" });
    expect((await world.service.send("GET", path, { token: officer })).status).toBe(200);
    expect((await world.read(`/v1/contracts/${await world.draft({ cptsId: await world.know("CPTS Autre") })}/action-sheets/${path.split("/").at(-1)}`)).status).toBe(404);
  });
});
