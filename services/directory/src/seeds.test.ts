import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scene, type Scene } from "./testing/scene.ts";

/** What two documents publish of people, by name and office only; what they do not say is left out. */
const officers = [
  { familyName: "Saussac", givenName: "Alexiane", profession: "10", practiceMode: "L", quote: "médecin généraliste libérale" },
  { familyName: "Millardet", givenName: "Alice", profession: "60", practiceMode: "L", quote: "infirmière libérale" },
  { familyName: "Grabit", givenName: "Magalie", profession: "60", practiceMode: "L", quote: "IDEL" },
  { familyName: "Bottos", givenName: "Annabelle", profession: "60", quote: "IPA" },
  { familyName: "Lapeyre", givenName: "Stephanie" },
  { familyName: "Dos Remeidos", givenName: "Nathalie" },
];
const agencies = [
  { familyName: "Bouygard", givenName: "Anne" },
  { familyName: "Piquard", givenName: "Marie" },
];
const document = (name: string, quote?: string) => ({ status: "sourced", source: { document: name, ...(quote === undefined ? {} : { quote }) } });

let world: Scene;
let cptsId: string;
const ids = new Map<string, string>();
const idOf = (name: string): string => ids.get(name) ?? "";

beforeAll(async () => {
  world = await scene();
  cptsId = await world.learnCpts("38053");
  for (const { quote, ...person } of officers as ReadonlyArray<{ readonly familyName: string; readonly quote?: string }>)
    ids.set(person.familyName, (await world.create("/v1/professionals", { ...person, visibility: "public", cptsId, provenance: document("CPTS des Pays Berjalliens", quote) })).id);
  for (const person of agencies) ids.set(person.familyName, (await world.create("/v1/professionals", { ...person, visibility: "public", provenance: document("CPTS Asclépios") })).id);
  for (const [name, kind] of [["URPS-ML Centre-Val de Loire", "urps"], ["Fédération des URPS", "federation"], ["ARS Centre-Val de Loire", "ars"]] as const)
    ids.set(name, (await world.create("/v1/organizations", { name, kind, provenance: document("CPTS Asclépios", "Marie Piquard et Anne Bouygard") })).id);
  await world.create("/v1/relationships", { kind: "employed-by", professionalId: idOf("Piquard"), of: idOf("URPS-ML Centre-Val de Loire"), function: "référente territoriale", object: "future CPTS d'Orléans et de l'Ouest du Loiret", provenance: document("CPTS Asclépios", "Marie Piquard, recrutée par l'URPS-ML") });
  await world.create("/v1/relationships", { kind: "mandated-by", organizationId: idOf("URPS-ML Centre-Val de Loire"), of: idOf("Fédération des URPS"), provenance: document("CPTS Asclépios", "Marie Piquard") });
  await world.create("/v1/relationships", { kind: "represents", professionalId: idOf("Bouygard"), of: idOf("ARS Centre-Val de Loire"), function: "directrice générale", provenance: document("CPTS Asclépios", "Anne Bouygard") });
  for (const { familyName } of officers) await world.create("/v1/memberships", { cptsId, professionalId: idOf(familyName), provenance: document("CPTS des Pays Berjalliens") });
  await world.create("/v1/meetings", { title: "Réunion à Jargeau, avec Marie Piquard", heldOn: "--11-14", commune: "45173", territory: { communes: ["45173", "45082", "45327", "45300"] } });
});
afterAll(() => world.service.stop());

describe("what the documents say", () => {
  test("of the people of Pays Berjalliens is held, and what they do not say stays unknown", async () => {
    const { items } = (await world.get(`/v1/professionals?cpts=${cptsId}`)).json;
    const held = items.map(({ familyName, practiceMode, profession, skills }: Record<string, unknown>) => [familyName, profession, practiceMode, skills]);
    expect(held).toEqual([
      ["Bottos", "60", null, []],
      ["Dos Remeidos", null, null, []],
      ["Grabit", "60", "L", []],
      ["Lapeyre", null, null, []],
      ["Millardet", "60", "L", []],
      ["Saussac", "10", "L", []],
    ]);
  });

  test("of its members is counted, two of them of no known profession", async () => {
    const { counts } = (await world.get(`/v1/memberships?cpts=${cptsId}`, world.writer)).json;
    expect(counts.map(({ people, profession }: Record<string, unknown>) => [profession, people])).toEqual([["10", 1], ["60", 3], [null, 2]]);
  });

  test("of the referent leads from her to the federation that mandates her employer", async () => {
    const [employment] = (await world.get(`/v1/relationships?professional=${idOf("Piquard")}`)).json.items;
    expect(employment).toMatchObject({ kind: "employed-by", name: "Marie Piquard", ofName: "URPS-ML Centre-Val de Loire", function: "référente territoriale", object: "future CPTS d'Orléans et de l'Ouest du Loiret" });
    const { employs, mandatedBy } = (await world.get(`/v1/organizations/${employment.of}`)).json;
    expect([employs[0].name, mandatedBy[0].name]).toEqual(["Marie Piquard", "Fédération des URPS"]);
  });

  test("of the agency's head says whom she represents", async () => {
    expect((await world.get(`/v1/organizations/${idOf("ARS Centre-Val de Loire")}`)).json.representatives).toMatchObject([{ name: "Anne Bouygard", function: "directrice générale" }]);
  });
});

describe("the log", () => {
  test("holds no name of anybody, whatever people wrote", async () => {
    const events = await world.events();
    expect(new Set(events.map(({ type }) => type.split(".")[2]))).toEqual(new Set(["professional", "organization", "relationship", "membership", "meeting"]));
    const log = JSON.stringify(events);
    expect([...officers, ...agencies].filter(({ familyName, givenName }) => log.includes(familyName) || log.includes(givenName))).toEqual([]);
  });

  test("is all that is left of someone whose identity is erased, with what they are counted in", async () => {
    const before = (await world.get(`/v1/memberships?cpts=${cptsId}`, world.writer)).json;
    await world.rows("delete from professional_identity where professional_id = any($1::uuid[])", [[idOf("Piquard"), idOf("Millardet")]]);
    expect((await world.get(`/v1/professionals/${idOf("Piquard")}`, world.writer)).status).toBe(404);
    const after = (await world.get(`/v1/memberships?cpts=${cptsId}`, world.writer)).json;
    expect(after.counts).toEqual(before.counts);
    const texts = [JSON.stringify(after), (await world.get(`/v1/relationships?professional=${idOf("Piquard")}`, world.writer)).text, (await world.get("/v1/professionals", world.writer)).text];
    expect(texts.filter((text) => text.includes("Piquard") || text.includes("Millardet"))).toEqual([]);
    expect((await world.send("POST", "/v1/memberships", { cptsId, professionalId: idOf("Piquard") })).status).toBe(422);
  });
});
