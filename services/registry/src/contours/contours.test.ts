import { gzipSync } from "node:zlib";
import { loadCommunes } from "@cpts/reference-data";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { said, sendContours, squares } from "../testing/contours.ts";
import { communes, scene, type Scene } from "../testing/scene.ts";

/** Two rows of communes of the Val d'Amboise; 41023 has been part of 41151 since 2016, 28800 is nowhere. */
const country = squares([
  ["37003", "37027", null, "37043"],
  ["41151", "41023", null, "28800"],
]);

let world: Scene;
let id: string;
beforeAll(async () => {
  world = await scene();
  id = await world.register({ name: "Vallée", territory: { ...communes("37003", "37027"), validFrom: "2020-01-01" } });
});
afterAll(() => world.service.stop());

const refusal = async (file: unknown) => {
  const { json, status } = await sendContours(world, file);
  return [status, json.errors?.[0]?.code ?? json.type];
};
const surface = async (of: string) => (await world.territory(of)).json.surface;
const outline = async (of: string, query = "") => (await world.send("GET", `/v1/cpts/${of}/territory.geojson${query}`)).json;

describe("without contours", () => {
  test("everything is answered, and says so", async () => {
    expect((await world.send("GET", "/v1/contours")).json).toBeNull();
    expect(await surface(id)).toBeNull();
    const { contours, features } = await outline(id);
    expect([contours.state, features[0].geometry, features[0].properties.communes]).toEqual(["not-loaded", null, ["37003", "37027"]]);
    expect((await world.send("GET", "/v1/communes/37003/neighbours")).json).toMatchObject({ neighbours: [], areaKm2: null, contours: { state: "not-loaded" } });
    expect((await world.send("GET", "/v1/contours/0123/layer")).status).toBe(404);
  });
});

describe("a file that holds no contours of communes is refused for what it is:", () => {
  const one = (change: object) => ({ type: "FeatureCollection", features: [{ ...squares([["37003"]]).features[0], ...change }] });
  test.each<[string, unknown, string]>([
    ["empty", new Uint8Array(), "empty-file"],
    ["no JSON", Buffer.from("shape"), "not-json"],
    ["in windows-1252", Buffer.from('{"type":"\xe9"}', "latin1"), "not-json"],
    ["another JSON", { type: "Feature" }, "not-contours"],
    ["an archive that is cut", gzipSync(JSON.stringify(country)).subarray(0, 60), "broken-archive"],
    ["in Lambert-93", one({ geometry: { type: "Polygon", coordinates: [[[652_000, 6_862_000], [653_000, 6_862_000], [653_000, 6_863_000], [652_000, 6_862_000]]] } }), "not-degrees"],
    ["with an outline that is not closed", one({ geometry: { type: "Polygon", coordinates: [[[1, 47], [2, 47], [2, 48], [1, 48]]] } }), "broken-geometry"],
    ["with an arc that is not there", { type: "Topology", arcs: [[[1, 47], [2, 47], [2, 48], [1, 47]]], objects: { communes: { type: "GeometryCollection", geometries: [{ type: "Polygon", id: "37003", arcs: [[3]] }] } } }, "broken-geometry"],
    ["of departements", one({ properties: { code: "37" } }), "no-communes"],
    ["with a commune twice", squares([["37003", "37003"]]), "repeated-codes"],
  ])("%s", async (_, file, code) => {
    expect(await refusal(file)).toEqual([422, code]);
    expect((await world.send("GET", "/v1/contours")).json).toBeNull();
  });

  test("too detailed for the memory that there is, before it is read", async () => {
    expect(await refusal(gzipSync(Buffer.alloc(5_000_001, "[")))).toEqual([413, "too-detailed"]);
  });

  test("without its edition, source and licence, or sent by someone else than an operator", async () => {
    expect((await sendContours(world, country, "edition=2026")).status).toBe(400);
    expect((await world.send("POST", `/v1/contours?${said}`, undefined, { raw: "{}" })).status).toBe(403);
  });
});

describe("contours", () => {
  test("are taken in with what fits the official code, what went into another commune, and what is missing or unknown", async () => {
    const { json, status } = await sendContours(world, gzipSync(JSON.stringify(country)));
    expect([status, json.status, json.communes, json.merged, json.unknown]).toEqual([201, "completed", 4, [{ code: "41023", into: "41151" }], ["28800"]]);
    expect([json.missing.length, json.missing.includes("37003"), json.missing.includes("75056")]).toEqual([34_965, false, true]);
    expect(await sendContours(world, country).then(({ json: again }) => [again.status, again.hash, again.importedAt])).toEqual(["unchanged", json.hash, json.importedAt]);
    expect((await world.send("GET", "/v1/contours")).json).toMatchObject({ hash: json.hash, edition: "2026", source: "Essai", licence: "Licence Ouverte" });
  });

  test("say how fine they are wherever something is made of them", async () => {
    // Squares of a tenth of a degree: 7.6 km east to west, 11.1 km north to south, and corners about ten metres apart at least.
    const resolution = { cornerSpacingMetres: expect.closeTo(9350, -3), gridMetres: expect.any(Number) };
    const { hash, ...told } = (await world.send("GET", "/v1/contours")).json;
    expect(told).toMatchObject({ resolution });
    expect(told.resolution.gridMetres).toBeLessThan(1);
    expect((await outline(id)).contours).toMatchObject({ edition: "2026", source: "Essai", resolution });
    expect(await surface(id)).toMatchObject({ edition: "2026", source: "Essai", resolution });
    expect((await world.send("GET", "/v1/communes/37027/neighbours")).json.contours).toMatchObject({ resolution });
    expect((await world.send("GET", "/v1/coverage/map?scope=departement&code=37")).json.contours).toMatchObject({ resolution });
    for (const query of ["", "?departement=37"])
      expect((await world.send("GET", `/v1/contours/${hash}/layer${query}`)).json.contours).toEqual({ edition: "2026", source: "Essai", licence: "Licence Ouverte", resolution: told.resolution });
    const [explanation] = (await world.send("GET", `/v1/communes/37027/neighbours?explain=true`)).json.explanations;
    expect([explanation.sources[0].name, explanation.inputs]).toEqual([`Essai 2026 (~${told.resolution.cornerSpacingMetres} m)`, expect.arrayContaining([{ name: "cornerSpacingMetres", value: String(told.resolution.cornerSpacingMetres) }])]);
  });

  test("tell the area and the neighbours of a commune, and explain them", async () => {
    const { json } = await world.send("GET", "/v1/communes/37027/neighbours?explain=true");
    // A tenth of a degree at 47° north: 7.6 by 11.1 kilometres.
    expect(json.areaKm2).toBeCloseTo(84.4, 0);
    expect(json.neighbours).toEqual([expect.objectContaining({ code: "37003" }), { code: "41151", nom: expect.stringContaining("Montrichard") }]);
    expect(json.explanations[0].figure).toBe("areaKm2");
  });

  test("make the neighbours that are suggested to a territory those that touch it, of whatever EPCI", async () => {
    const { contours, items, neighbourhood } = (await world.send("GET", `/v1/cpts/${id}/territory/suggestions?explain=true`)).json;
    expect([neighbourhood, contours.state, items.map(({ code }: { code: string }) => code)]).toEqual(["border", "loaded", ["41151"]]);
    expect(items[0].reasons.map(({ code }: { code: string }) => code)).toContain("shares-border");
  });

  test("tell the area, the density and the pieces of a territory", async () => {
    const one = await surface(id);
    const { population } = (await world.territory(id)).json.computed;
    expect(one).toMatchObject({ isContiguous: true, pieces: [["37003", "37027"]], unknownFor: [], edition: "2026", source: "Essai" });
    expect(one.densityPerKm2).toBeCloseTo(population.value / one.areaKm2, 1);
    const scattered = await world.register({ name: "Deux rives", territory: communes("37003", "37043", "37027") });
    expect(await surface(scattered)).toMatchObject({ isContiguous: false, pieces: [["37003", "37027"], ["37043"]] });
    const figures = (await world.send("GET", `/v1/cpts/${id}/territory?explain=true`)).json.explanations.map(({ figure }: { figure: string }) => figure);
    expect(figures).toEqual(expect.arrayContaining(["areaKm2", "densityPerKm2", "isContiguous"]));
  });

  test("leave unknown what they do not hold: a commune without a contour, a part of a commune", async () => {
    const part = { commune: "37043", kind: "quartier", name: "Bourg" };
    const beyond = await world.register({ name: "Au-delà", territory: { territory: { communes: ["37003", "37261"], parts: [part] } } });
    expect(await surface(beyond)).toMatchObject({ areaKm2: null, densityPerKm2: null, unknownFor: ["37043", "37261"], isContiguous: null });
    const { contours, features } = await outline(beyond);
    expect([contours.missing, features[0].properties.partsOf, features[0].geometry.type]).toEqual([["37261"], ["37043"], "MultiPolygon"]);
  });

  test("merge a territory into one surface without the borders inside, simplified or not", async () => {
    const { features } = await outline(id);
    const corners = features[0].geometry.coordinates[0];
    expect([features[0].geometry.type, corners.length, corners[0]]).toEqual(["Polygon", expect.any(Number), corners.at(-1)]);
    expect(corners.length).toBeLessThanOrEqual(7);
    const whole = (await outline(id, "?detail=full")).features[0].geometry.coordinates[0];
    expect(whole).toHaveLength(7);
    expect(whole).toEqual(expect.arrayContaining([[1, 47], [1.2, 47], [1.2, 47.1], [1, 47.1]]));
  });

  test("give the map of a coverage its surfaces", async () => {
    const { json } = await world.send("GET", "/v1/coverage/map?scope=departement&code=37");
    const drawn = json.features.filter(({ geometry }: { geometry: unknown }) => geometry !== null).map(({ id: code }: { id: string }) => code);
    expect([json.contours.state, drawn, json.contours.missing.includes("37261")]).toEqual(["loaded", ["37003", "37027", "37043"], true]);
  });

  test("are a layer that is kept a year under the hash of its content, whole or by departement", async () => {
    const { hash } = (await world.send("GET", "/v1/contours")).json;
    const layer = async (query: string, headers: Record<string, string> = {}) => world.service.running.app.request(`/v1/contours/${hash}/layer${query}`, { headers });
    const all = await layer("");
    const etag = all.headers.get("etag") ?? "";
    expect([all.status, all.headers.get("cache-control")]).toEqual([200, "public, max-age=31536000, immutable"]);
    const topology = (await all.json()) as { readonly type: string; readonly objects: { readonly communes: { readonly geometries: ReadonlyArray<{ readonly id: string }> } } };
    expect([topology.type, topology.objects.communes.geometries.map(({ id: code }) => code)]).toEqual(["Topology", ["37003", "37027", "37043", "41151"]]);
    const packed = await layer("?departement=41", { "accept-encoding": "br, gzip" });
    expect([packed.headers.get("content-encoding"), (await packed.arrayBuffer()).byteLength]).toEqual(["gzip", expect.any(Number)]);
    expect(JSON.stringify(await (await layer("?departement=41")).json())).toContain('"id":"41151"');
    expect((await layer("", { "if-none-match": etag })).status).toBe(304);
    expect((await layer("?departement=41", { "if-none-match": etag })).status).toBe(200);
  });

  test("of another edition take the place of those before, and the address of the old layer is gone", async () => {
    const before = (await world.send("GET", "/v1/contours")).json;
    const tag = (await world.territory(id)).headers.get("etag");
    expect((await sendContours(world, squares([["37003", null, "37027"]]), "edition=2027&source=Essai&licence=LO")).json).toMatchObject({ status: "completed", communes: 2 });
    expect(await surface(id)).toMatchObject({ isContiguous: false, edition: "2027" });
    expect((await world.territory(id)).headers.get("etag")).not.toBe(tag);
    expect((await world.send("GET", `/v1/contours/${before.hash}/layer`)).status).toBe(404);
  });

  test("that take long to read leave the service to others meanwhile, but to no second file", async () => {
    const { currentCommunes } = await loadCommunes();
    const rows = Array.from({ length: 30 }, (_, row) => currentCommunes.slice(row * 300, (row + 1) * 300).map(({ code }) => code));
    const first = { isUnderWay: true };
    const importing = sendContours(world, squares(rows, [-150, 300]), "edition=2028&source=Essai&licence=LO").finally(() => {
      first.isUnderWay = false;
    });
    let [answered, refused] = [0, 0];
    while (first.isUnderWay) {
      const [{ status }, again] = [await world.territory(id), await sendContours(world, Buffer.from("{"))];
      if (first.isUnderWay) [answered, refused] = [answered + Number(status === 200), refused + Number(again.status === 503)];
    }
    expect((await importing).json).toMatchObject({ status: "completed", communes: 9000, edition: "2028" });
    expect([answered > 10, refused > 10]).toEqual([true, true]);
    expect(await surface(id)).toMatchObject({ edition: "2028" });
  });

  test("that are refused leave those in use", async () => {
    expect(await refusal(Buffer.from("{"))).toEqual([422, "not-json"]);
    expect(await surface(id)).toMatchObject({ edition: "2028" });
  });
});
