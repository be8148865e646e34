import { loadCommunes } from "@cpts/reference-data";
import { generateCpts } from "@cpts/testing/generated-cpts/generate";
import { tableOfCpts } from "@cpts/testing/generated-cpts/table";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scene, type Scene } from "../testing/scene.ts";

let world: Scene;
beforeAll(async () => {
  world = await scene();
});
afterAll(() => world.service.stop());

type Json = ReturnType<typeof JSON.parse>;
const cities = new Set(["75056", "69123", "13055"]);

describe("eight hundred CPTS in one file", () => {
  test("are imported in one request without a refusal, and the coverage of France adds up", async () => {
    const reference = await loadCommunes();
    const places = [...reference.currentCommunes.filter(({ code }) => !cities.has(code)), ...[...cities].flatMap((city) => reference.arrondissementsOf(city))];
    const all = generateCpts({ seed: 7, count: 800, communes: places });
    const raw = Uint8Array.from(Buffer.from(tableOfCpts(all)));
    const { json: sent, status } = await world.send("POST", "/v1/cpts-imports?name=france.csv", undefined, { raw, headers: { "content-type": "text/csv" } });
    expect([status, sent.rowCount]).toEqual([201, 800]);
    const preview = (await world.send("GET", `/v1/cpts-imports/${sent.id}/preview`)).json;
    expect(preview.rows.filter(({ outcome }: Json) => outcome !== "created")).toEqual([]);
    const applied = await world.send("POST", `/v1/cpts-imports/${sent.id}/application`, { confirmations: [] });
    expect([applied.status, applied.text]).toEqual([201, JSON.stringify({ counts: { created: 800, changed: 0, unchanged: 0, toConfirm: 0, refused: 0, leftOut: 0 } })]);
    const whole = new Map(places.map(({ code, population }) => [code, population ?? 0]));
    const held = new Set(all.flatMap(({ communes }) => communes));
    const expected = [...held].reduce((sum, code) => sum + (whole.get(code) ?? 0), 0) + all.flatMap(({ parts }) => parts).reduce((sum, { population }) => sum + population, 0);
    const coverage = (await world.send("GET", "/v1/coverage?scope=france&asOf=2026-11-22")).json;
    expect(coverage.population.covered).toBe(expected);
    const again = await world.send("POST", "/v1/cpts-imports?name=france.csv", undefined, { raw, headers: { "content-type": "text/csv" } });
    expect((await world.send("GET", `/v1/cpts-imports/${again.json.id}/preview`)).json.counts).toEqual({ created: 0, changed: 0, unchanged: 800, toConfirm: 0, refused: 0, leftOut: 0 });
  });
});
