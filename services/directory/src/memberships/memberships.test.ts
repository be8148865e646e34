import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scene, type Scene } from "../testing/scene.ts";

let world: Scene;
let cptsId: string;
let elsewhere: string;
let pharmacy: string;
beforeAll(async () => {
  world = await scene();
  [cptsId, elsewhere] = [await world.learnCpts("38053"), await world.learnCpts("37003")];
  pharmacy = (await world.create("/v1/organizations", { name: "Pharmacie du Centre", kind: "pharmacy" })).id;
});
afterAll(() => world.service.stop());

const person = async (familyName: string, fields: object = {}) => (await world.create("/v1/professionals", { familyName, givenName: "Camille", ...fields })).id;
const join = (fields: object) => world.create("/v1/memberships", { cptsId, ...fields });
const faults = (fields: object) => world.faults("/v1/memberships", { cptsId, ...fields });
const nobody = "0198c0de-0000-7000-8000-0000000000ff";

describe("a membership", () => {
  test("of a person or an organization is recorded as it is said", async () => {
    const professionalId = await person("Saussac", { profession: "10" });
    const given = { professionalId, college: "Professionnels de santé", validFrom: "2019", provenance: { status: "sourced", source: { document: "Statuts" } }, externalIds: [{ system: "demo", value: "m1" }] };
    const view = await join(given);
    expect(view).toEqual({ ...given, id: expect.any(String), cptsId, organizationId: null, name: "Camille Saussac", profession: "10", throughId: null, role: null, commune: null, fee: null, endReason: null, validTo: null, certainty: "yes", version: 1 });
    expect((await world.get("/v1/memberships?identifier=demo|m1", world.writer)).json.items).toEqual([view]);
    expect(await join({ organizationId: pharmacy })).toMatchObject({ professionalId: null, organizationId: pharmacy, name: "Pharmacie du Centre", profession: null });
  });

  test.each([
    ["fr", "aucune personne n'est connue ici sous cet identifiant"],
    ["en", "nobody is known here by this identity"],
  ])("of an unknown person is refused, in %s", async (language, message) => {
    const { json, status } = await world.send("POST", "/v1/memberships", { cptsId, professionalId: nobody }, { headers: { "accept-language": language } });
    expect([status, json.type, json.errors]).toEqual([422, "/problems/unknown-reference", [{ in: "body", pointer: "#/professionalId", code: "unknown-professional", message }]]);
  });

  test("of an unknown organization or in an unknown CPTS is refused where it stands", async () => {
    expect(await faults({ organizationId: nobody })).toEqual([422, "unknown-reference", "#/organizationId"]);
    expect(await faults({ cptsId: nobody, professionalId: nobody })).toEqual([422, "unknown-reference", "#/cptsId"]);
    expect(await faults({})).toEqual([422, "invalid-request", "#/professionalId"]);
    expect(await faults({ professionalId: nobody, organizationId: pharmacy })).toEqual([422, "invalid-request", "#/organizationId"]);
    expect(await faults({ organizationId: pharmacy, validFrom: "2020", validTo: "2019" })).toEqual([422, "invalid-request", "#/validTo"]);
  });

  test("is held once at a time, and again later or elsewhere", async () => {
    const professionalId = await person("Revenante");
    await join({ professionalId, validFrom: "2017", validTo: "2019" });
    expect(await faults({ professionalId, validFrom: "2018-06-01" })).toEqual([409, "already-exists", "#/professionalId"]);
    // One may have ended before the first began, the other may begin on the day it ended.
    await join({ professionalId, validTo: "2018" });
    await join({ professionalId, validFrom: "2019" });
    expect(await faults({ professionalId })).toEqual([409, "already-exists", "#/professionalId"]);
    await world.create("/v1/memberships", { cptsId: elsewhere, professionalId, validFrom: "2018" });
  });

  test("is held once, however many record it at once", async () => {
    const organizationId = (await world.create("/v1/organizations", { name: "MSP", kind: "msp" })).id;
    const answers = await Promise.all([1, 2, 3].map(() => world.send("POST", "/v1/memberships", { cptsId, organizationId })));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409]);
  });
});

describe("the members of a CPTS", () => {
  let own: string;
  let insider: string;
  let outsider: string;
  const list = async (token: string | undefined, query = "") => (await world.get(`/v1/memberships?cpts=${own}&asOf=2021-01-01${query}`, token)).json;
  beforeAll(async () => {
    own = await world.learnCpts("45173");
    const member = (fields: object) => world.create("/v1/memberships", { cptsId: own, ...fields });
    for (const [name, fields, period] of [
      ["Un", { profession: "60", visibility: "cpts" }, { validFrom: "2020-01-01" }],
      ["Deux", { profession: "60" }, { validFrom: "2021" }],
      ["Trois", { profession: "10", visibility: "public" }, { validFrom: "2020", validTo: "2030" }],
      ["Quatre", {}, { validFrom: "2020" }],
      ["Parti", { profession: "10" }, { validFrom: "2018", validTo: "2020" }],
    ] as const)
      await member({ professionalId: await person(name, fields), ...period });
    await member({ organizationId: pharmacy, validFrom: "2020" });
    insider = await world.service.token({ role: "professional", cptsIds: [own] });
    outsider = await world.service.token({ role: "professional", cptsIds: [cptsId] });
  });

  test("are counted by profession for its people; those of no known profession and organizations are counted too", async () => {
    expect((await list(insider)).counts).toEqual([
      { profession: "10", label: "Médecin", people: 1, organizations: 0 },
      { profession: "60", label: "Infirmier", people: 2, organizations: 0 },
      { profession: null, label: null, people: 1, organizations: 1 },
    ]);
  });

  test("say why they are so many when asked: on which day, how certain, how obtained, and of no person", async () => {
    const { counts, explanations } = await list(insider, "&explain=true");
    expect(explanations).toEqual([
      {
        figure: "counts",
        rule: { fr: expect.stringContaining("vaut ou peut valoir"), en: expect.stringContaining("holds or may hold") },
        inputs: [
          { name: "asOf", value: "2021-01-01" },
          { name: "memberships: declared, in force: yes", value: "4" },
          { name: "memberships: declared, in force: unknown", value: "1" },
        ],
        sources: [{ name: "Adhésions saisies dans la plate-forme", status: "declared" }],
      },
    ]);
    const total = counts.reduce((sum: number, one: { people: number; organizations: number }) => sum + one.people + one.organizations, 0);
    expect(total).toBe(5);
    expect((await list(outsider, "&explain=true")).explanations[0].inputs).toEqual([
      { name: "asOf", value: "2021-01-01" },
      { name: "memberships: declared, in force: yes", value: "1" },
    ]);
  });

  test("are named to its people as far as each of them allows, and told apart from those who perhaps are", async () => {
    const { items } = await list(insider);
    expect(items.map(({ certainty, name }: { certainty: string; name: string }) => [name, certainty])).toEqual([
      ["Camille Un", "yes"],
      [null, "unknown"],
      ["Camille Trois", "yes"],
      [null, "yes"],
      ["Pharmacie du Centre", "yes"],
    ]);
  });

  test.each([["a visitor", () => undefined], ["a professional of another CPTS", () => outsider]])("are its organizations for %s", async (_, token) => {
    const { counts, items } = await list(token());
    expect(items.map(({ name }: { name: string }) => name)).toEqual(["Pharmacie du Centre"]);
    expect(counts).toEqual([{ profession: null, label: null, people: null, organizations: 1 }]);
  });

  test("come page by page, counted whole", async () => {
    const first = await list(insider, "&limit=2");
    const rest = await list(insider, `&limit=200&cursor=${first.nextCursor}`);
    expect([...first.items, ...rest.items]).toEqual((await list(insider)).items);
    expect(first.counts).toEqual(rest.counts);
  });

  test("let the others of the CPTS see them, whoever registered them, while they are members", async () => {
    const professionalId = await person("Venue d'ailleurs", { cptsId, visibility: "cpts" });
    const seen = async () => (await world.get(`/v1/professionals/${professionalId}`, insider)).status;
    expect(await seen()).toBe(404);
    await world.create("/v1/memberships", { cptsId: own, professionalId, validTo: "2020" });
    expect(await seen()).toBe(404);
    await world.create("/v1/memberships", { cptsId: own, professionalId, validFrom: "2021" });
    expect(await seen()).toBe(200);
  });

  test("are recorded by a coordinator who may name them, and by no other", async () => {
    const coordinator = await world.service.token({ role: "coordinator", cptsIds: [own] });
    const attempt = async (fields: object) => (await world.send("POST", "/v1/memberships", { cptsId: own, professionalId: await person("Candidat", fields) }, { token: coordinator })).status;
    expect(await attempt({ cptsId: own })).toBe(201);
    expect(await attempt({ visibility: "public" })).toBe(201);
    // Recording would let the CPTS see someone whom another has registered for itself.
    expect(await attempt({ cptsId, visibility: "cpts" })).toBe(422);
    expect(await attempt({})).toBe(422);
  });
});
