import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scene, type Scene } from "../testing/scene.ts";

let world: Scene;
beforeAll(async () => {
  world = await scene();
});
afterAll(() => world.service.stop());

const register = (fields: object) => world.create("/v1/organizations", { kind: "association", ...fields });
const found = async (query: string) => (await world.get(`/v1/organizations?${query}`)).json.items.map(({ name }: { name: string }) => name);
const wrong = (fields: object) => world.faults("/v1/organizations", { name: "A", kind: "ars", ...fields });

describe("an organization", () => {
  test("is registered and read again as it was, by anybody", async () => {
    const given = {
      name: "ARS Centre-Val de Loire",
      shortName: "ARS CVL",
      kind: "ars",
      identifiers: { siren: "130007834", siret: null, finess: "450000013", rna: null },
      competence: { level: "regional", regions: ["24"] },
      website: "https://www.centre-val-de-loire.ars.sante.fr",
      provenance: { status: "sourced", source: { document: "Communiqué", quote: "Anne Bouygard, directrice générale" } },
      externalIds: [{ system: "demo", value: "ars-24" }],
    };
    const { id, ...view } = await register(given);
    expect(view).toEqual({ ...given, closedOn: null, mergedInto: null, version: 1 });
    expect((await world.get(`/v1/organizations/${id}`)).json).toEqual({ id, ...view, asOf: expect.any(String), representatives: [], mandatedBy: [], employs: [] });
    const event = (await world.events()).find(({ subject }) => subject === id);
    // The quotation names someone, and the title might: both stay out of the log, which cannot be erased.
    expect(event?.data).toEqual({ organizationId: id, name: given.name, kind: "ars", provenance: { status: "sourced", source: { document: "…" } } });
  });

  test("of a kind of tomorrow is kept as written", async () => {
    expect(await register({ name: "Réseau France Santé", kind: "reseau-france-sante" })).toMatchObject({ kind: "reseau-france-sante" });
  });

  test("that is not known is not found", async () => {
    const { json, status } = await world.get("/v1/organizations/0198c0de-0000-7000-8000-0000000000ff");
    expect([status, json.detail]).toEqual([404, "This organization is not known here."]);
  });

  test("has official numbers of its own, each named when taken", async () => {
    await register({ name: "Numérotée", identifiers: { siren: "243800604", rna: "W381000001" } });
    expect(await wrong({ identifiers: { siren: "243800604", rna: "W381000001", finess: "380000018" } })).toEqual([409, "already-exists", "#/identifiers/siren", "#/identifiers/rna"]);
    expect(await wrong({ externalIds: [{ system: "finess", value: "380000018" }] })).toEqual([422, "invalid-request", "#/externalIds/0/system"]);
    const twins = await Promise.all([1, 2, 3].map((number) => world.send("POST", "/v1/organizations", { name: `Jumelle ${number}`, kind: "msp", identifiers: { finess: "370000010" } })));
    expect(twins.map(({ status }) => status).toSorted()).toEqual([201, 409, 409]);
  });
});

describe("an area of competence", () => {
  const area = (competence: object) => wrong({ competence });

  test("has the places that its level needs, and none finer", async () => {
    expect(await area({ level: "regional" })).toEqual([422, "invalid-request", "#/competence/regions"]);
    expect(await area({ level: "departemental", regions: ["24"] })).toEqual([422, "invalid-request", "#/competence/departements"]);
    expect(await area({ level: "local", departements: ["37"] })).toEqual([422, "invalid-request", "#/competence/communes"]);
    expect(await area({ level: "national", regions: ["24"] })).toEqual([422, "invalid-request", "#/competence/regions"]);
    expect(await area({ level: "regional", regions: ["24"], departements: ["37"] })).toEqual([422, "invalid-request", "#/competence/departements"]);
  });

  test("has places that exist and lie within each other", async () => {
    expect(await area({ level: "regional", regions: ["24", "00"] })).toEqual([422, "invalid-request", "#/competence/regions/1"]);
    expect(await area({ level: "departemental", regions: ["24"], departements: ["37", "38"] })).toEqual([422, "invalid-request", "#/competence/departements/1"]);
    expect(await area({ level: "local", departements: ["37"], communes: ["37003", "41018", "37999"] })).toEqual([422, "invalid-request", "#/competence/communes/1", "#/competence/communes/2"]);
  });
});

describe("organizations are found", () => {
  test("by name, kind and number", async () => {
    await register({ name: "Fédération Trouvée", shortName: "FT", kind: "federation", identifiers: { siren: "200070571" }, externalIds: [{ system: "z", value: "7" }] });
    for (const query of ["q=federation%20trouvee", "q=ft", "kind=federation", "identifier=200070571", "identifier=siren|200070571", "identifier=z|7"]) expect([query, await found(query)]).toEqual([query, ["Fédération Trouvée"]]);
    expect(await found("identifier=siret|200070571")).toEqual([]);
    expect(await found("q=-")).toEqual([]);
  });

  test("where they are competent: within the place asked, or around it", async () => {
    await register({ name: "Lieu: Chinon", kind: "social", competence: { level: "local", communes: ["37072"] } });
    await register({ name: "Lieu: Indre-et-Loire", kind: "social", competence: { level: "departemental", departements: ["37"] } });
    await register({ name: "Lieu: Centre-Val de Loire", kind: "social", competence: { level: "regional", regions: ["24"] } });
    await register({ name: "Lieu: France", kind: "social", competence: { level: "national" } });
    await register({ name: "Lieu: inconnu", kind: "social" });
    const at = async (query: string) => (await found(`kind=social&${query}`)).map((name: string) => name.replace("Lieu: ", ""));
    expect(await at("departement=37")).toEqual(["Centre-Val de Loire", "Chinon", "France", "Indre-et-Loire"]);
    expect(await at("departement=45")).toEqual(["Centre-Val de Loire", "France"]);
    expect(await at("region=24")).toEqual(["Centre-Val de Loire", "Chinon", "France", "Indre-et-Loire"]);
    expect(await at("region=84")).toEqual(["France"]);
  });

  test("page by page, each once", async () => {
    const all = await found("limit=200");
    const first = (await world.get("/v1/organizations?limit=3")).json;
    expect([...first.items.map(({ name }: { name: string }) => name), ...(await found(`limit=200&cursor=${first.nextCursor}`))]).toEqual(all);
  });
});
