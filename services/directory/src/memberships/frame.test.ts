import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scene, type Scene } from "../testing/scene.ts";

let world: Scene;
let cptsId: string;
let town: string;
beforeAll(async () => {
  world = await scene();
  cptsId = await world.learnCpts("37003");
  town = (await world.create("/v1/organizations", { name: "Ville d'Amboise", kind: "local-authority" })).id;
});
afterAll(() => world.service.stop());

const person = async (more: object = {}) => (await world.create("/v1/professionals", { familyName: "Hors", givenName: "Rpps", visibility: "cpts", cptsId, ...more })).id as string;
const refusal = async (path: string, json: object, language = "fr") => {
  const before = await world.head();
  const answer = await world.send("POST", path, json, { headers: { "accept-language": language } });
  expect(await world.head()).toBe(before);
  const [{ code, message, pointer } = { code: "", message: "", pointer: "" }] = answer.json.errors ?? [];
  return { seen: [answer.status, pointer, code], message: String(message) };
};

describe("the frame of a role", () => {
  test.each([["COLLECTIVITE", "CSP, art. L. 1434-10"], ["ASSOCIATION", "loi du 1er juillet 1901"], ["MEDICO_SOCIAL", "CSP, art. L. 1434-12"]])("%s is of an organization: a person holds it through one, which is said with its source", async (role, source) => {
    const professionalId = await person();
    const asked = { cptsId, professionalId, role };
    const { message, seen } = await refusal("/v1/memberships", asked);
    expect([seen, message]).toEqual([[422, "#/throughId", "role-needs-structure"], expect.stringContaining(`Source : ${source}`)]);
    expect((await refusal("/v1/memberships", asked, "en")).message).toMatch(/^this capacity is an organization's: say through which one .* Source: /u);
    expect(await world.create("/v1/memberships", { ...asked, throughId: town })).toMatchObject({ role, throughId: town });
  });

  test.each([["PSYCHOLOGUE", "loi n° 85-772"], ["ASSISTANT_SOCIAL", "CASF, art. L. 411-1"], ["EDUCATEUR_SANTE", "CSP, art. L. 1161-1"]])("%s is of a person, and of no organization", async (role, source) => {
    const { message, seen } = await refusal("/v1/memberships", { cptsId, organizationId: town, role });
    expect([seen, message]).toEqual([[422, "#/role", "role-of-people"], expect.stringContaining(source)]);
    expect(await world.create("/v1/memberships", { cptsId, professionalId: await person(), role })).toMatchObject({ role });
  });

  test("users are people or associations; a role of another list has no frame here", async () => {
    const users = (await world.create("/v1/organizations", { name: "Association d'usagers", kind: "users-association" })).id;
    for (const who of [{ organizationId: users, role: "USAGER" }, { professionalId: await person(), role: "USAGER" }, { professionalId: await person(), role: "AUTRE_QUALITE" }]) expect(await world.create("/v1/memberships", { cptsId, ...who })).toMatchObject(who);
  });

  test("is kept by corrections too, which may not take the structure of such a role away", async () => {
    const { id } = await world.create("/v1/memberships", { cptsId, professionalId: await person(), role: "COLLECTIVITE", throughId: town });
    const { json, status } = await world.send("PATCH", `/v1/memberships/${id}`, { why: "typing-error", throughId: null }, { headers: { "if-match": '"v1"' } });
    expect([status, json.errors[0].code]).toEqual([422, "role-needs-structure"]);
    expect((await world.send("PATCH", `/v1/memberships/${id}`, { why: "typing-error", throughId: null, role: "USAGER" }, { headers: { "if-match": '"v1"' } })).status).toBe(200);
  });
});

describe("taking part in care", () => {
  test.each([["USAGER", "CSP, art. L. 1114-1"], ["PSYCHOLOGUE", "loi n° 85-772"], ["ASSISTANT_SOCIAL", "CASF"]])("is refused to who belongs as %s, with that frame, in French and in English", async (role, source) => {
    const professionalId = await person();
    await world.create("/v1/memberships", { cptsId, professionalId, role });
    const asked = { cptsId, professionalId, kind: "unscheduled-care" };
    const { message, seen } = await refusal("/v1/care-participations", asked);
    expect([seen, message]).toEqual([[422, "#/professionalId", "no-health-profession"], expect.stringContaining(source)]);
    expect((await refusal("/v1/care-participations", asked, "en")).message).toMatch(/^only a health professional takes part in care\. .* Source: /u);
  });

  test("as treating doctor is for doctors; whoever has an RPPS number is a professional", async () => {
    expect((await refusal("/v1/care-participations", { cptsId, professionalId: await person({ profession: "60" }), kind: "treating-doctor" })).seen).toEqual([422, "#/professionalId", "only-doctors"]);
    expect(await world.create("/v1/care-participations", { cptsId, professionalId: await person({ rpps: "19990000002" }), kind: "unscheduled-care" })).toMatchObject({ kind: "unscheduled-care" });
  });
});
