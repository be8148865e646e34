import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scene, type Scene } from "../testing/scene.ts";

let world: Scene;
let cptsId: string;
beforeAll(async () => {
  world = await scene();
  cptsId = await world.learnCpts("38053");
});
afterAll(() => world.service.stop());

const sourced = (quote: string) => ({ status: "sourced", source: { document: "Présentation de la CPTS des Pays Berjalliens", quote } });

describe("a professional", () => {
  test("is registered with what the document says and read again as it was", async () => {
    const given = { familyName: "Millardet", givenName: "Alice", profession: "60", practiceMode: "L", visibility: "public", cptsId, provenance: sourced("infirmière libérale"), externalIds: [{ system: "demo", value: "millardet" }] };
    const { id, ...view } = await world.create("/v1/professionals", given);
    expect(view).toEqual({ ...given, title: null, rpps: null, skills: [], warnings: [], version: 1 });
    const { headers, json } = await world.get(`/v1/professionals/${id}`);
    expect(json).toEqual({ id, ...view });
    expect(headers.get("etag")).toBe('"v1"');
  });

  test("whose profession no document says keeps none", async () => {
    const { id } = await world.create("/v1/professionals", { familyName: "Lapeyre", givenName: "Stéphanie", visibility: "public" });
    expect((await world.get(`/v1/professionals/${id}`)).json.profession).toBeNull();
  });

  test("may be a nurse in advanced practice of whom no document says in which field", async () => {
    const { id } = await world.create("/v1/professionals", { familyName: "Bottos", givenName: "Annabelle", profession: "60", visibility: "public", provenance: sourced("IPA") });
    expect((await world.get(`/v1/professionals/${id}`)).json).toMatchObject({ profession: "60", skills: [] });
  });

  test("of a mode of tomorrow is kept as written", async () => {
    expect(await world.create("/v1/professionals", { familyName: "Futur", givenName: "Ada", practiceMode: "Z9" })).toMatchObject({ practiceMode: "Z9", visibility: "private" });
  });

  test("with an RPPS number whose key is wrong is accepted with a warning", async () => {
    const { warnings } = await world.create("/v1/professionals", { familyName: "Clé", givenName: "Fausse", rpps: "10001766123" });
    expect(warnings).toEqual([{ _tag: "LuhnWarning", identifier: "rpps", expected: expect.any(Number), found: 3 }]);
    expect((await world.create("/v1/professionals", { familyName: "Clé", givenName: "Juste", rpps: "19990000002" })).warnings).toEqual([]);
  });

  test("has an RPPS number of their own", async () => {
    await world.create("/v1/professionals", { familyName: "Un", givenName: "Seul", rpps: "19990000019" });
    expect(await world.faults("/v1/professionals", { familyName: "Autre", givenName: "Seul", rpps: "19990000019" })).toEqual([409, "already-exists", "#/rpps"]);
    const twins = await Promise.all([1, 2, 3].map((number) => world.send("POST", "/v1/professionals", { familyName: "Jumeau", givenName: `N${number}`, rpps: "19990000027" })));
    expect(twins.map(({ status }) => status).toSorted()).toEqual([201, 409, 409]);
  });

  test("has external ids of their own", async () => {
    const externalIds = [{ system: "demo", value: "double" }];
    await world.create("/v1/professionals", { familyName: "Un", givenName: "Numéro", externalIds });
    expect(await world.faults("/v1/professionals", { familyName: "Deux", givenName: "Numéro", externalIds })).toEqual([409, "already-exists", "#/externalIds/0"]);
  });

  test("is refused with everything that is wrong", async () => {
    expect(await world.faults("/v1/professionals", { familyName: " ", givenName: "A", rpps: "2", skills: ["SM54", "SM54"], nir: "x" })).toEqual([
      422, "invalid-request", "#/nir", "#/familyName", "#/rpps", "#/skills",
    ]);
    expect(await world.faults("/v1/professionals", { familyName: "A", givenName: "B", profession: "medecin" })).toEqual([422, "invalid-request", "#/profession"]);
    expect(await world.faults("/v1/professionals", { familyName: "A", givenName: "B", cptsId: "0198c0de-0000-7000-8000-0000000000ff" })).toEqual([422, "unknown-reference", "#/cptsId"]);
  });
});

describe("professionals are found", () => {
  const names = async (query: string, token?: string) => (await world.get(`/v1/professionals?${query}`, token)).json.items.map(({ familyName }: { familyName: string }) => familyName);

  test("by words of the name in any order, accents apart, by profession, CPTS and number", async () => {
    await world.create("/v1/professionals", { familyName: "Trouvée", givenName: "Éléonore", profession: "26", rpps: "19990000035", visibility: "public", cptsId, externalIds: [{ system: "z", value: "t1" }] });
    for (const query of ["q=eleonore%20trouvee", "q=TROUV", "profession=26", "identifier=19990000035", "identifier=rpps|19990000035", "identifier=z|t1"]) expect([query, await names(query)]).toEqual([query, ["Trouvée"]]);
    expect(await names(`cpts=${cptsId}`)).toContain("Trouvée");
    expect(await names("q=trouvee%20alice")).toEqual([]);
    expect(await names("q=%27-")).toEqual([]);
  });

  test("page by page, each once, in the order of their names", async () => {
    const all = await names("limit=200", world.writer);
    const paged: Array<string> = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const { json } = await world.get(`/v1/professionals?limit=2${cursor === "" ? "" : `&cursor=${cursor}`}`, world.writer);
      paged.push(...json.items.map(({ familyName }: { familyName: string }) => familyName));
      cursor = json.nextCursor;
    }
    expect(paged).toEqual(all);
    expect(all.length).toBeGreaterThan(8);
    expect((await world.get("/v1/professionals?cursor=abc")).status).toBe(400);
  });
});

test("no event of the log holds a name or a number of anybody", async () => {
  const log = JSON.stringify(await world.events());
  const people = await world.rows("select family_name, rpps from professional_identity");
  const words = people.flatMap(({ family_name, rpps }) => [family_name, rpps]).filter((word) => typeof word === "string" && word.length > 4);
  expect(words.filter((word) => log.includes(String(word)))).toEqual([]);
  expect(words.length).toBeGreaterThan(8);
});
