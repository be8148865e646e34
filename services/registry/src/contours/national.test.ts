import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sendContours } from "../testing/contours.ts";
import { communes, scene, type Scene } from "../testing/scene.ts";

/** A file of all communes of France, which is not part of the project: whoever has one names it. */
const file = process.env["CPTS_CONTOURS_FILE"];

describe.runIf(file !== undefined)("the contours of France", () => {
  let world: Scene;
  beforeAll(async () => {
    world = await scene();
  });
  afterAll(() => world.service.stop());

  test("are taken in, all but those overseas, which have none", async () => {
    const { json, status } = await sendContours(world, await readFile(file ?? ""));
    expect([status, json.unknown]).toEqual([201, []]);
    expect(json.communes).toBeGreaterThan(34_000);
    expect(json.missing.filter((code: string) => !/^9[78]/u.test(code))).toEqual([]);
  });

  test("tell the area of a commune about as the land register does, and its neighbours both ways", async () => {
    // INSEE: Châteaudun 28.48, Amboise 40.65 square kilometres.
    for (const [code, km2] of [["28088", 28.48], ["37003", 40.65]] as const) {
      const { areaKm2, neighbours } = (await world.send("GET", `/v1/communes/${code}/neighbours`)).json;
      expect(Math.abs(areaKm2 / km2 - 1)).toBeLessThan(0.03);
      for (const neighbour of neighbours) expect((await world.send("GET", `/v1/communes/${neighbour.code}/neighbours`)).json.neighbours).toContainEqual(expect.objectContaining({ code }));
    }
  });

  test("draw the communes of an EPCI in one piece", async () => {
    const { json } = await world.send("GET", "/v1/coverage/map?scope=epci&code=243700499");
    const id = await world.register({ territory: communes(...json.features.map(({ id: code }: { id: string }) => code)) });
    expect((await world.territory(id)).json.surface).toMatchObject({ isContiguous: true, unknownFor: [] });
    const { features } = (await world.send("GET", `/v1/cpts/${id}/territory.geojson`)).json;
    expect(features[0].geometry.type).toBe("Polygon");
  });
});
