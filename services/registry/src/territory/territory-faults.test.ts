import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { communes, scene, type Scene } from "../testing/scene.ts";

let world: Scene;
let id: string;
beforeAll(async () => {
  world = await scene();
  id = await world.register({});
});
afterAll(() => world.service.stop());

const part = (commune: string, name = "Centre") => ({ commune, name, kind: "quartier" });

interface Told {
  readonly pointer: string;
  readonly code: string;
  readonly message: string;
  readonly suggestion?: string;
}

/** Sends a territory in both ways and returns what is told, which must be the same; nothing may have been written. */
const faultsOf = async (territory: unknown): Promise<ReadonlyArray<Told>> => {
  const before = [await world.head(), await world.rows("select (select count(*) from cpts) as cpts, (select count(*) from territory_version) as versions")];
  const changed = await world.setTerritory(id, { territory });
  const registered = await world.send("POST", "/v1/cpts", { name: "A", territory: { territory } });
  expect([changed.status, registered.status]).toEqual([422, 422]);
  expect([await world.head(), await world.rows("select (select count(*) from cpts) as cpts, (select count(*) from territory_version) as versions")]).toEqual(before);
  const told = registered.json.errors.map((error: Told) => ({ ...error, pointer: error.pointer.replace("#/territory", "#") }));
  expect(told).toEqual(changed.json.errors);
  return changed.json.errors;
};

describe("a territory is refused with every faulty place", () => {
  test("unknown communes", async () => {
    expect(await faultsOf({ communes: ["37003", "37999", "41018", "99999"] })).toEqual([
      { in: "body", pointer: "#/territory/communes/1", code: "unknown-commune", message: "unknown commune: 37999" },
      { in: "body", pointer: "#/territory/communes/3", code: "unknown-commune", message: "unknown commune: 99999" },
    ]);
  });

  test("communes listed twice", async () => {
    const told = await faultsOf({ communes: ["37003", "37027", "37003", "37003", "37027"] });
    expect(told.map(({ code, pointer }) => [code, pointer])).toEqual([2, 3, 4].map((index) => ["listed-twice", `#/territory/communes/${index}`]));
  });

  test("Paris with some of its arrondissements", async () => {
    const told = await faultsOf({ communes: ["75108", "75056", "75101"] });
    expect(told.map(({ code, pointer }) => [code, pointer])).toEqual([
      ["city-with-its-arrondissement", "#/territory/communes/0"],
      ["city-with-its-arrondissement", "#/territory/communes/2"],
    ]);
  });

  test("all kinds of faults in one answer, whatever else is wrong with the request", async () => {
    const told = await faultsOf({ communes: ["37999", "1004", "37003", "37003", "75056", "75108"], colour: "blue" });
    expect(told.map(({ code, pointer, suggestion }) => [pointer, code, ...(suggestion === undefined ? [] : [suggestion])]).toSorted()).toEqual([
      ["#/territory/colour", "unknown-property"],
      ["#/territory/communes/0", "unknown-commune"],
      ["#/territory/communes/1", "commune-code.format", "01004"],
      ["#/territory/communes/3", "listed-twice"],
      ["#/territory/communes/5", "city-with-its-arrondissement"],
    ]);
  });

  test("a commune whole and in parts, also through its arrondissement", async () => {
    const told = await faultsOf({ communes: ["31555", "75056"], parts: [part("37003"), part("31555", "Minimes"), part("75108", "Europe")] });
    expect(told.map(({ code, pointer }) => [code, pointer])).toEqual([
      ["whole-and-in-parts", "#/territory/parts/1"],
      ["whole-and-in-parts", "#/territory/parts/2"],
    ]);
  });

  test("a part listed twice, whatever the case of its name", async () => {
    const told = await faultsOf({ parts: [part("31555", "Les Minimes"), part("31555", "LES MINIMES")] });
    expect(told.map(({ code, pointer }) => [code, pointer])).toEqual([["listed-twice", "#/territory/parts/1"]]);
  });

  test("codes that a spreadsheet spoiled, with the codes that were meant", async () => {
    const told = await faultsOf({ communes: ["01007", "1004", 1005, "2a004"], parts: [part("1006")] });
    expect(told.map(({ pointer, suggestion }) => [pointer, suggestion])).toEqual([
      ["#/territory/communes/1", "01004"],
      ["#/territory/communes/2", "01005"],
      ["#/territory/communes/3", "2A004"],
      ["#/territory/parts/0/commune", "01006"],
    ]);
  });

  test("codes of the past, with the communes of today", async () => {
    const told = await faultsOf({ communes: ["41151", "28103", "41023"], parts: [part("85165")] });
    expect(told).toEqual([expect.objectContaining({ pointer: "#/territory/communes/2", code: "former-commune", suggestion: "41151", message: "41023 is part of Montrichard Val de Cher (41151) today" })]);
  });

  test("a code of Corsica from before 1976, with the code of today", async () => {
    const told = await faultsOf({ communes: ["20004", "20033"] });
    expect(told.map(({ pointer, suggestion }) => [pointer, suggestion])).toEqual([
      ["#/territory/communes/0", "2A004"],
      ["#/territory/communes/1", "2B033"],
    ]);
  });

  test("nothing at all", async () => {
    expect(await faultsOf({})).toEqual([expect.objectContaining({ pointer: "#/territory", code: "empty-territory" })]);
    expect(await faultsOf({ communes: [], parts: [] })).toHaveLength(1);
    expect(await faultsOf({ communes: [], prose: "   " })).toEqual([expect.objectContaining({ pointer: "#/territory/prose", code: "free-text.empty" })]);
  });

  test("more than any departement has", async () => {
    expect(await faultsOf({ communes: Array.from({ length: 2_001 }, () => "37003") })).toEqual([expect.objectContaining({ pointer: "#/territory/communes", code: "territory.too-large" })]);
  });

  test("a hundred faults at once, in the order of the request", async () => {
    const told = await faultsOf({ communes: Array.from({ length: 100 }, (_, index) => `379${String(index).padStart(2, "0")}`) });
    expect(told.map(({ pointer }) => pointer)).toEqual(Array.from({ length: 100 }, (_, index) => `#/territory/communes/${index}`));
  });
});

describe("a territory is accepted", () => {
  test("in any order, and kept sorted", async () => {
    await world.setTerritory(id, communes("41018", "37003", "2A004", "75108"));
    const { json } = await world.territory(id);
    expect(json.communes.map(({ code }: { code: string }) => code)).toEqual(["2A004", "37003", "41018", "75108"]);
  });

  test("as prose only, while it emerges", async () => {
    const emerging = await world.register({ territory: { territory: { prose: "L'ouest du Loiret" } } });
    const { json } = await world.territory(emerging);
    expect(json).toMatchObject({ communes: [], parts: [], prose: "L'ouest du Loiret", computed: { communeCount: 0, population: { value: null }, sizeClass: null, departements: [] } });
  });

  test("with two thousand parts", async () => {
    const many = await world.register({});
    const answer = await world.setTerritory(many, { territory: { parts: Array.from({ length: 2_000 }, (_, index) => part("31555", `Îlot ${index}`)) } });
    expect([answer.status, answer.json.parts.length]).toEqual([200, 2_000]);
  });
});
