import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scene, type Scene } from "../testing/scene.ts";

let world: Scene;
let cptsId: string;
let coordinator: string;
const ids = new Map<string, string>();
const idOf = (name: string): string => ids.get(name) ?? "";
const provenance = { status: "sourced", source: { document: "Bulletin d'adhésion" } };

beforeAll(async () => {
  world = await scene();
  cptsId = await world.learnCpts("37003");
  coordinator = await world.service.token({ role: "coordinator", cptsIds: [cptsId] });
  for (const [familyName, profession, commune] of [["Alba", "60", "37003"], ["Brun", "60", "37027"], ["Cyan", "10", "37003"], ["Dore", "60", "37003"], ["Ecru", "60", "37003"]] as const) {
    const { id } = await world.create("/v1/professionals", { familyName, givenName: "Camille", profession, visibility: "cpts", cptsId });
    ids.set(familyName, id);
    await world.create("/v1/memberships", { cptsId, professionalId: id, commune, validFrom: "2024-01-01" });
    await world.send("POST", `/v1/professionals/${id}/contacts`, { cptsId, kind: "email", value: `${familyName.toLowerCase()}@exemple.fr`, visibility: familyName === "Ecru" ? "private" : "board" });
    if (familyName !== "Dore") await consents(familyName);
  }
});
afterAll(() => world.service.stop());

const post = (path: string, body: object, token = coordinator) => world.send("POST", path, body, { token });
const consents = (name: string, givenOn = "2026-01-10") => post("/v1/mailing-consents", { cptsId, professionalId: idOf(name), purpose: "newsletter", givenOn, provenance }, world.writer);
const about = (name: string) => ({ cptsId, professionalId: idOf(name), purpose: "newsletter" });

/** Defines a list, sent twice with one key: one list, and nothing in the log. */
const list = async (criteria: object): Promise<string> => {
  const head = await world.head();
  const headers = { "idempotency-key": crypto.randomUUID() };
  const body = { cptsId, name: "Essai", purpose: "newsletter", criteria };
  const [first, second] = [await world.send("POST", "/v1/mailing-lists", body, { headers, token: coordinator }), await world.send("POST", "/v1/mailing-lists", body, { headers, token: coordinator })];
  expect([first.status, second.text, await world.head()]).toEqual([201, first.text, head]);
  return first.json.id;
};
const exportOf = async (id: string, token = coordinator): Promise<ReadonlyArray<Readonly<Record<string, string>>>> => (await world.get(`/v1/mailing-lists/${id}/export?format=json`, token)).json.recipients;
const names = async (criteria: object) => (await exportOf(await list(criteria))).map(({ familyName }) => familyName);

describe("a mailing list", () => {
  test("is a rule that is asked anew: by profession, commune, office, mission and body, of those alone who may be written to", async () => {
    expect(await names({})).toEqual(["Alba", "Brun", "Cyan"]);
    expect(await names({ professions: ["60"] })).toEqual(["Alba", "Brun"]);
    expect(await names({ professions: ["60"], communes: ["37003"] })).toEqual(["Alba"]);
    expect(await names({ offices: ["PRESIDENT"] })).toEqual([]);
    await world.send("POST", `/v1/cpts/${cptsId}/offices`, { office: "PRESIDENT", holders: [{ professionalId: idOf("Cyan") }], validFrom: "2025", provenance });
    expect(await names({ offices: ["PRESIDENT"] })).toEqual(["Cyan"]);
    await world.create("/v1/care-participations", { cptsId, professionalId: idOf("Brun"), kind: "sas", validFrom: "2025" });
    expect(await names({ missions: ["ACCES_SOINS"] })).toEqual(["Brun"]);
    const { id: bodyId } = (await world.send("POST", `/v1/cpts/${cptsId}/bodies`, { kind: "board", declaredSize: { value: 3 }, provenance })).json;
    expect(await names({ bodies: [bodyId] })).toEqual(["Cyan"]);
  });

  test("is of those who take part in a working group on the day, or work for a mission by it, and of no group of another CPTS", async () => {
    const made = async (missions: ReadonlyArray<string>): Promise<string> => (await world.send("POST", `/v1/cpts/${cptsId}/bodies`, { kind: "working-group", name: "Groupe", missions, provenance })).json.id;
    const sit = (id: string, name: string, dates: object) => world.create(`/v1/cpts/${cptsId}/bodies/${id}/seats`, { professionalId: idOf(name), provenance, ...dates });
    const [pathways, telehealth] = [await made(["PARCOURS"]), await made(["TELESANTE"])];
    await sit(pathways, "Alba", { validFrom: "2025-01-01" });
    await sit(pathways, "Cyan", { validFrom: "2024-01-01", validTo: "2025-01-01" });
    await sit(telehealth, "Cyan", { validFrom: "2024-01-01" });
    expect([await names({ bodies: [pathways] }), await names({ bodies: [pathways, telehealth] })]).toEqual([["Alba"], ["Alba", "Cyan"]]);
    expect([await names({ missions: ["PARCOURS"] }), await names({ missions: ["ACCES_SOINS"] }), await names({ missions: ["CRISE_SANITAIRE"] })]).toEqual([["Alba"], ["Brun", "Cyan"], []]);
    expect((await world.send("POST", `/v1/cpts/${cptsId}/bodies/${pathways}/changes`, { why: "closed", validTo: "2026-01-01" })).status).toBe(201);
    expect([await names({ bodies: [pathways] }), await names({ missions: ["PARCOURS"] })]).toEqual([[], []]);
    const elsewhere = { cptsId, name: "Essai", purpose: "newsletter", criteria: { bodies: [telehealth, "0198c0de-0000-7000-8000-0000000000ff"] } };
    expect(await world.faults("/v1/mailing-lists", elsewhere)).toEqual([422, "unknown-reference", "#/criteria/bodies/1"]);
  });

  test("for a mission is of who holds an office for it as long as documents say so, who agreed, and who has not unsubscribed", async () => {
    const office = async (name: string, missions: ReadonlyArray<string>, dates: object) =>
      (await world.send("POST", `/v1/cpts/${cptsId}/offices`, { office: "REFERENT_MISSION", missions, holders: [{ professionalId: idOf(name) }], provenance, ...dates })).json;
    const led = await office("Alba", ["CRISE_SANITAIRE"], { validFrom: "2025" });
    expect(led.missions).toEqual(["CRISE_SANITAIRE"]);
    await office("Cyan", ["CRISE_SANITAIRE"], { validFrom: "2024", validTo: "2025" });
    // Dore has not agreed to be written to.
    await office("Dore", ["CRISE_SANITAIRE"], { validFrom: "2025" });
    expect([await names({ missions: ["CRISE_SANITAIRE"] }), await names({ offices: ["REFERENT_MISSION"] })]).toEqual([["Alba"], ["Alba"]]);
    expect(await world.faults(`/v1/cpts/${cptsId}/offices`, { office: "REFERENT_MISSION", missions: ["CRISE", "CRISE"], holders: [{ professionalId: idOf("Alba") }], provenance })).toEqual([422, "invalid-request", "#/missions/1"]);
    await world.send("POST", `/v1/cpts/${cptsId}/offices/${led.id}/corrections`, { why: "typing-error", missions: ["QUALITE"] });
    expect([await names({ missions: ["CRISE_SANITAIRE"] }), await names({ missions: ["QUALITE"] })]).toEqual([[], ["Alba"]]);
    const { items } = (await world.get(`/v1/cpts/${cptsId}/offices/${led.id}/history`)).json;
    expect(items.map(({ missions }: { missions: ReadonlyArray<string> }) => missions)).toEqual([["CRISE_SANITAIRE"], ["QUALITE"]]);
  });

  test("says how many it reaches, and why not the others", async () => {
    const { explanations, matched, reaches } = (await world.get(`/v1/mailing-lists/${await list({})}/reach?explain=true`, coordinator)).json;
    expect([matched, Object.fromEntries(reaches.map(({ people, reach }: { people: number; reach: string }) => [reach, people]))]).toEqual([5, { reached: 3, objects: 0, unsubscribed: 0, "no-consent": 1, "no-address": 1 }]);
    expect(explanations[0].inputs).toContainEqual({ name: "purpose", value: "newsletter" });
  });

  test("leaves as a spreadsheet whose formulas are only text, with a link for each", async () => {
    const csv = (await world.get(`/v1/mailing-lists/${await list({ professions: ["10"] })}/export`, coordinator)).text;
    expect(csv).toMatch(/^\u{FEFF}?Nom;Prénom;Profession;Commune;Adresse électronique;Consentement du;Lien de désinscription\r\nCyan;/u);
    expect((await world.get(`/v1/mailing-lists/${await list({})}/export?format=xlsx`, coordinator)).status).toBe(200);
  });

  test("is for who keeps the CPTS alone", async () => {
    const id = await list({});
    for (const role of ["professional", "board-member", "ars-officer", "cpam-officer", "platform-admin"]) {
      const token = await world.service.token({ role, cptsIds: [cptsId], regions: ["24"], departements: ["37"] });
      expect([role, (await world.get(`/v1/mailing-lists/${id}/export`, token)).status, (await post("/v1/mailing-consents", { ...about("Alba"), givenOn: "2026-01-10", provenance }, token)).status]).toEqual([role, 403, 403]);
    }
    expect((await world.get(`/v1/mailing-lists/${id}/export`)).status).toBe(401);
  });
});

describe("somebody who does not want to be written to", () => {
  const linkOf = async (name: string) => (await exportOf(await list({}))).find(({ familyName }) => familyName === name)?.["unsubscribe"]?.replace("/directory", "") ?? "";

  test("unsubscribes by a link of their own, which changes nothing while it is only opened", async () => {
    const path = await linkOf("Alba");
    expect((await world.get(path)).json).toMatchObject({ purpose: "newsletter", withdrawnOn: null });
    expect(await linkOf("Alba")).toBe(path);
    const answers = [await world.service.send("POST", path), await world.service.send("POST", path)];
    expect(answers.map(({ json, status }) => [status, typeof json.withdrawnOn])).toEqual([[201, "string"], [201, "string"]]);
    expect(answers[0]?.text).not.toMatch(/alba/iu);
    expect(await names({})).toEqual(["Brun", "Cyan"]);
    expect((await consents("Alba", "2026-01-11")).json.type).toBe("/problems/illegal-transition");
  });

  test("has a link that can be revoked, and none that can be guessed", async () => {
    const path = await linkOf("Brun");
    expect((await post("/v1/mailing-consents/links", about("Brun"))).status).toBe(201);
    expect([(await world.service.send("POST", path)).status, (await world.get(path)).status]).toEqual([404, 404]);
    const renewed = await linkOf("Brun");
    expect([renewed === path, (await world.get(renewed)).status, (await world.get(`${renewed.slice(0, -1)}${renewed.endsWith("A") ? "B" : "A"}`)).status]).toEqual([false, 200, 404]);
  });

  test("is unsubscribed by the coordinator, or objects to all of it", async () => {
    expect((await post("/v1/mailing-consents/withdrawals", about("Brun"))).json.withdrawnOn).toMatch(/^20/u);
    expect((await post(`/v1/professionals/${idOf("Cyan")}/objections`, { scope: "mailing", on: "2026-11-01" })).status).toBe(201);
    expect(await names({})).toEqual([]);
    expect((await consents("Cyan", "2026-11-20")).json.type).toBe("/problems/illegal-transition");
  });
});

test("what is known of somebody tells their contacts, consents and objections, and an erasure leaves none", async () => {
  const token = await world.service.token({ role: "service-account", scope: "directory:erase directory:person-export directory:write" });
  const held = (await world.get(`/v1/professionals/${idOf("Cyan")}/data`, token)).json.holdings.map(({ holding }: { holding: string }) => holding);
  expect(held).toEqual(expect.arrayContaining(["contacts", "mailing-consents", "objections"]));
  const erased = await world.send("POST", `/v1/professionals/${idOf("Cyan")}/erasure`, { reason: "request", requestedBy: "person" }, { token });
  expect(erased.json.erased).toEqual(expect.arrayContaining(["contacts", "mailing-consents", "objections"]));
  for (const table of ["person_contact", "mailing_consent", "person_objection"]) expect(await world.rows(`select 1 from ${table} where professional_id = '${idOf("Cyan")}'`)).toEqual([]);
  const register = (await world.get("/v1/processings")).json;
  expect(register.retentions.map(({ kind }: { kind: string }) => kind)).toContain("contacts");
});
