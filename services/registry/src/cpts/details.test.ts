import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { communes, scene, type Scene } from "../testing/scene.ts";

let world: Scene;
beforeAll(async () => {
  world = await scene();
});
afterAll(() => world.service.stop());

const details = {
  seat: { commune: "67482", address: "1 place de l'Hôpital" },
  attachment: { departement: "67", source: { document: "Statuts", locator: "article 1" } },
  initiator: "professionals",
  contacts: { email: "contact@cpts-exemple.fr", phone: "+33 3 88 00 00 00" },
  foundedOn: "2021-03",
};
const patch = async (id: string, body: object) => world.send("PATCH", `/v1/cpts/${id}`, body, { headers: { "if-match": await world.etag(id) } });
const registering = (body: object) => world.send("POST", "/v1/cpts", { name: "CPTS Détaillée", ...body });
const faults = async (body: object) => (await registering(body)).json.errors.map(({ code, pointer }: { code: string; pointer: string }) => [pointer, code]);

describe("what identifies a CPTS", () => {
  test("is its seat, its departement, its initiator, its contacts and its foundation; events tell neither address nor contact", async () => {
    const id = await world.register({ name: "CPTS de l'Ill", legalForm: "association-local-law", ...details });
    const { json } = await world.send("GET", `/v1/cpts/${id}`);
    expect(json).toMatchObject({ legalForm: "association-local-law", identifiers: { rna: null }, ...details });
    const text = JSON.stringify(await world.eventsOf(id));
    expect(text).toContain('"seat":{"commune":"67482"}');
    for (const kept of ["place de l'Hôpital", "contact@", "88 00"]) expect(text).not.toContain(kept);
  });

  test("changes field by field; null takes one away, and the event says so", async () => {
    const id = await world.register(details);
    const { json } = await patch(id, { seat: null, initiator: "ars", contacts: { email: "cpts@example.org" } });
    expect(json).toMatchObject({ initiator: "ars", contacts: { email: "cpts@example.org" }, foundedOn: "2021-03" });
    expect(json).not.toHaveProperty("seat");
    expect((await world.eventsOf(id)).at(-1)?.data).toEqual({ cptsId: id, seat: null, initiator: "ars" });
    const version = await world.etag(id);
    expect((await patch(id, { seat: null, initiator: "ars" })).headers.get("etag")).toBe(version);
  });

  test("is refused with every fault at its place: unknown communes and departements, contacts that are none", async () => {
    expect(await faults({ seat: { commune: "37999" }, attachment: { ...details.attachment, departement: "20" } })).toEqual([["#/seat/commune", "unknown-commune"], ["#/attachment/departement", "unknown-departement"]]);
    expect(await faults({ contacts: { email: "nulle part", phone: "12" }, attachment: { departement: "67" } })).toEqual(expect.arrayContaining([["#/contacts/email", "email.format"], ["#/contacts/phone", "phone.format"], ["#/attachment/source", "missing"]]));
    expect(await faults({ contacts: { phone: "1 84 12 76 451 089 46" } })).toEqual(expect.arrayContaining([["#/contacts/phone", "free-text.social-security-number"]]));
  });

  test("of local law has its seat in Moselle or Alsace, when registered and when changed", async () => {
    expect(await faults({ legalForm: "association-local-law", seat: { commune: "37003" } })).toEqual([["#/legalForm", "legal-form-elsewhere"]]);
    const id = await world.register({ legalForm: "association-local-law", seat: { commune: "57463" } });
    expect((await patch(id, { seat: { commune: "37003" } })).json.errors).toEqual([expect.objectContaining({ pointer: "#/legalForm", code: "legal-form-elsewhere" })]);
    expect((await patch(id, { legalForm: "association-1901", seat: { commune: "37003" } })).status).toBe(200);
  });

  test("gives the agency of its departement the right to change it, before it has a territory", async () => {
    const token = await world.service.token({ role: "ars-officer", regions: ["44"] });
    const { json, status } = await world.service.send("POST", "/v1/cpts", { token, json: { name: "CPTS Attachée", attachment: details.attachment } });
    expect(status).toBe(201);
    expect((await world.service.send("PATCH", `/v1/cpts/${json.id}`, { token, json: { shortName: "CA" }, headers: { "if-match": '"v1"' } })).status).toBe(200);
    const other = await world.service.token({ role: "ars-officer", regions: ["24"] });
    expect((await world.service.send("PATCH", `/v1/cpts/${json.id}`, { token: other, json: { shortName: "CB" }, headers: { "if-match": '"v2"' } })).status).toBe(403);
  });
});

describe("what a document counts", () => {
  test("is a whole number, zero or more, or its words: anything else is refused where it stands, and nothing is registered", async () => {
    const fact = (value: unknown) => ({ property: "epci-count", value, qualifier: "exactly", status: "declared", source: { document: "Projet" } });
    const { json, status } = await registering({ name: "CPTS Qui compte", facts: [fact(6), fact(-3), fact(3.5), fact("une dizaine")] });
    expect([status, json.errors.map(({ code, pointer }: { code: string; pointer: string }) => [pointer, code])]).toEqual([422, [["#/facts/1/value", "not-a-count"], ["#/facts/2/value", "not-a-count"]]]);
    const id = await world.register({});
    expect((await world.send("POST", `/v1/cpts/${id}/facts`, fact(-1))).json.errors).toEqual([expect.objectContaining({ pointer: "#/value", code: "not-a-count" })]);
    expect((await world.send("GET", `/v1/cpts/${id}`)).json.version).toBe(1);
  });
});

describe("a CPTS registered twice", () => {
  test("is refused where it has the number of another, which is named at each of them", async () => {
    const identifiers = { rna: "W672000001", siret: "35600000000048", finess: "670000018" };
    const id = await world.register({ name: "CPTS Première", identifiers });
    const { json, status } = await registering({ identifiers });
    expect(status).toBe(409);
    expect(json.errors.map(({ pointer }: { pointer: string }) => pointer).toSorted()).toEqual(["#/identifiers/finess", "#/identifiers/rna", "#/identifiers/siret"]);
    for (const { message } of json.errors) expect(message).toContain(`CPTS Première (${id})`);
  });

  test("under one name in one departement is registered, and the answer names the other: two may be called alike", async () => {
    const id = await world.register({ name: "CPTS du Saint-Éloi", territory: communes("37003") });
    await world.register({ name: "CPTS du Saint-Éloi", territory: communes("38053") });
    const answers = [{ territory: communes("37027") }, { attachment: { departement: "37", source: { document: "Statuts" } } }].map((place) => registering({ name: "cpts du st eloi", ...place }));
    for (const { json, status } of await Promise.all(answers)) {
      expect(status).toBe(201);
      expect(json.homonyms).toContainEqual({ id, name: "CPTS du Saint-Éloi" });
    }
    expect((await registering({ name: "CPTS du Saint-Éloi", territory: communes("41018") })).json).not.toHaveProperty("homonyms");
  });
});
