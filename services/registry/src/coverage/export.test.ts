import { Effect } from "effect";
import { readTable } from "@cpts/documents/spreadsheets/read-table";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scene, type Scene } from "../testing/scene.ts";

let world: Scene;
let ids: ReadonlyArray<string>;
beforeAll(async () => {
  world = await scene();
  const part = (name: string, value: number) => ({ commune: "04112", kind: "quartier", name, population: { value, qualifier: "exactly", source: { document: "Projet de santé" } } });
  ids = [
    await world.register({ name: "Alpes; \"du Sud\"", territory: { territory: { communes: ["04070"], parts: [part("Centre", 5_000)] }, validFrom: "2020-01-01" } }),
    await world.register({ name: "Bléone", territory: { territory: { communes: ["04070"], overlaps: [{ commune: "04070", reason: "Deux bassins" }] }, validFrom: "2020-01-01" } }),
  ];
});
afterAll(() => world.service.stop());

const scope = "scope=departement&code=04";
const bytes = async (query: string) => new Uint8Array(await (await world.service.running.app.request(`/v1/coverage/export?${query}`)).arrayBuffer());
const tables = async (query: string) => Effect.runPromise(readTable(Buffer.from(await bytes(query))));
const report = async () => (await world.send("GET", `/v1/coverage?${scope}&detail=communes`)).json;

describe("the coverage taken out", () => {
  test("as a list of values has a row for each commune, whose figures add up to those of the report", async () => {
    const { sheets, writing } = await tables(scope);
    const [titles = [], ...rows] = sheets[0].rows;
    const { communes: counted, population } = await report();
    expect([writing?.separator, rows.length]).toEqual([";", counted.total]);
    const sum = (title: string) => rows.reduce((total, row) => total + Number(row[titles.indexOf(title)]), 0);
    expect([sum("Population"), sum("Habitants couverts"), sum("Habitants non couverts")]).toEqual([population.total, population.covered, population.uncovered]);
    const digne = rows.find(([code]) => code === "04070") ?? [];
    expect(digne.slice(titles.indexOf("CPTS"))).toEqual(['Alpes; "du Sud" | Bléone', ids.join(" | ")]);
  });

  test("as a workbook has the white zones, the overlaps with their reasons and the communes covered in part as sheets", async () => {
    const { sheets } = await tables(`${scope}&format=xlsx`);
    const { communes: counted, counts, partlyCovered } = await report();
    const rowsOf = (name: string) => sheets.find((sheet) => sheet.name === name)?.rows.slice(1) ?? [];
    expect(sheets.map(({ name }) => name)).toEqual(["Communes", "Synthèse", "Couvertes en partie", "Zones blanches", "Recouvrements"]);
    expect([rowsOf("Communes").length, rowsOf("Zones blanches").length, rowsOf("Recouvrements").length]).toEqual([counted.total, counts.whiteZones, counts.overlaps]);
    expect(rowsOf("Couvertes en partie")).toEqual([expect.arrayContaining(["04112", "5000", String(partlyCovered[0].uncovered), ids[0]])]);
    expect(rowsOf("Recouvrements")[0]?.at(-1)).toBe("Bléone : Deux bassins");
  });

  test("as JSON says the same, and a scope that is not there is refused", async () => {
    const { json } = await world.send("GET", `/v1/coverage/export?${scope}&format=json`);
    expect(json.whiteZones).toHaveLength((await report()).counts.whiteZones);
    expect(json.summary.find(({ figure }: { figure: string }) => figure === "Recouvrements").value).toBe(1);
    expect((await world.send("GET", "/v1/coverage/export?scope=departement&code=99")).status).toBe(404);
    expect((await world.send("GET", "/v1/coverage/export?scope=epci")).json.errors[0].pointer).toBe("code");
  });

  test("as GeoJSON has a feature for each commune, without surfaces while no contours are loaded, which is said", async () => {
    const { json } = await world.send("GET", `/v1/coverage/map?${scope}&explain=true`);
    const { communes: counted } = await report();
    expect([json.type, json.features.length, json.contours.state]).toEqual(["FeatureCollection", counted.total, "not-loaded"]);
    expect(json.features.every(({ geometry }: { geometry: unknown }) => geometry === null)).toBe(true);
    const manosque = json.features.find(({ id }: { id: string }) => id === "04112");
    expect(manosque.properties).toMatchObject({ nom: "Manosque", extent: "partly", covered: 5_000, by: [ids[0]] });
    expect(json.explanations.map(({ figure }: { figure: string }) => figure)).toContain("population");
  });
});
