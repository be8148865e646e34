import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { communes, scene, type Scene } from "../testing/scene.ts";

let world: Scene;
beforeAll(async () => {
  world = await scene();
});
afterAll(() => world.service.stop());

const coverage = async (query: string) => (await world.send("GET", `/v1/coverage?detail=communes&${query}`)).json;
const population = async (code: string): Promise<number> => (await world.send("GET", `/v1/communes/${code}`)).json.population.value;
const codes = (items: ReadonlyArray<{ readonly code: string }>): ReadonlyArray<string> => items.map(({ code }) => code);

describe("the coverage", () => {
  test("of a France without CPTS is nobody, and every commune is a white zone", async () => {
    const { communes: counted, counts, overlaps, population: people, whiteZones } = await coverage("scope=france");
    expect(counts).toEqual({ whiteZones: 34_969, overlaps: 0, overlapsWithoutReason: 0 });
    expect((await world.send("GET", "/v1/coverage")).json).not.toHaveProperty("whiteZones");
    expect(counted).toEqual({ total: 34_969, whole: 0, partly: 0, uncovered: 34_969, perhaps: 0 });
    expect([whiteZones.length, overlaps.length, people.covered, people.uncovered === people.total]).toEqual([34_969, 0, 0, true]);
    // Six communes overseas have no inhabitants to count, in no series.
    expect(people.unknownFor).toHaveLength(6);
  });

  test("has its white zones and overlaps page by page, each once, with the rule", async () => {
    const read = async (path: string) => (await world.send("GET", path)).json;
    const listed = async (what: string) => {
      const seen: Array<string> = [];
      for (let cursor: string | null = ""; cursor !== null; ) {
        const page: { items: ReadonlyArray<{ code: string }>; nextCursor: string | null } = await read(`/v1/coverage/${what}?scope=region&code=11&limit=200${cursor === "" ? "" : `&cursor=${cursor}`}`);
        seen.push(...codes(page.items));
        cursor = page.nextCursor;
      }
      return seen;
    };
    for (const name of ["Une", "Autre"]) await world.register({ name, territory: communes("77001", "75101") });
    const { overlaps, whiteZones } = await coverage("scope=region&code=11");
    expect([await listed("white-zones"), await listed("overlaps")]).toEqual([codes(whiteZones), codes(overlaps)]);
    expect(codes(overlaps)).toEqual(["75101", "77001"]);
    expect((await read("/v1/coverage/white-zones?limit=1&explain=true")).explanations).toEqual([expect.objectContaining({ figure: "whiteZones" })]);
  });

  test("is told by the same bytes until a territory changes: whoever has them gets none", async () => {
    const path = "/v1/coverage?detail=communes&scope=departement&code=09";
    const tag = (await world.send("GET", path)).headers.get("etag") ?? "";
    const again = async () => (await world.service.send("GET", path, { headers: { "if-none-match": tag } })).status;
    expect(await again()).toBe(304);
    await world.register({ name: "Foix", territory: communes("09122") });
    expect(await again()).toBe(200);
  });

  test("of a departement, a region and an EPCI is read as soon as it is written, with the white zones that are left", async () => {
    const before = await coverage("scope=departement&code=04");
    await world.register({ name: "Alpes", territory: { ...communes("04070", "04112"), validFrom: "2020-01-01" } });
    const after = await coverage("scope=departement&code=04");
    const gained = (await population("04070")) + (await population("04112"));
    expect(after.nom).toBe("Alpes-de-Haute-Provence");
    expect(after.communes).toEqual({ ...before.communes, whole: 2, uncovered: before.communes.uncovered - 2 });
    expect([after.population.covered, after.population.total]).toEqual([gained, before.population.total]);
    expect(codes(before.whiteZones).filter((code) => !codes(after.whiteZones).includes(code))).toEqual(["04070", "04112"]);
    const { json: digne } = await world.send("GET", "/v1/communes/04070");
    expect((await coverage(`scope=epci&code=${digne.epci.code}`)).communes.whole).toBe(1);
    expect((await coverage("scope=region&code=93")).population.covered).toBe(gained);
  });

  /** The coverage of every scope that a commune lies in, the smallest first. */
  const around = async (code: string) => {
    const { json } = await world.send("GET", `/v1/communes/${code}`);
    const scopes = [`scope=epci&code=${json.epci.code}`, `scope=departement&code=${json.departement.code}`, `scope=region&code=${json.region.code}`, "scope=france"];
    return { coveredBy: json.coveredBy, reports: await Promise.all(scopes.map(coverage)) };
  };
  const gained = (before: ReadonlyArray<{ readonly population: { readonly covered: number; readonly uncovered: number } }>, after: typeof before) =>
    after.map(({ population: { covered, uncovered } }, index) => [covered - (before[index]?.population.covered ?? 0), (before[index]?.population.uncovered ?? 0) - uncovered]);

  test("by 13 quarters of Toulouse is their declared inhabitants, and leaves the rest of the commune uncovered, in the EPCI, the departement, the region and France", async () => {
    const quarters = Array.from({ length: 13 }, (_, index) => ({
      commune: "31555",
      name: `Quartier ${index + 1}`,
      kind: "quartier",
      population: { value: index === 0 ? 9_280 : 9_294, qualifier: "exactly", source: { document: "Projet de santé" } },
    }));
    const before = await around("31555");
    await world.register({ name: "CPTS Nougaro", territory: { territory: { parts: quarters } } });
    const after = await around("31555");
    const toulouse = await population("31555");
    expect(gained(before.reports, after.reports)).toEqual(Array.from({ length: 4 }, () => [120_808, 120_808]));
    for (const report of after.reports) {
      expect(report.partlyCovered.filter(({ departement }: { departement: string }) => departement === "31")).toEqual([expect.objectContaining({ code: "31555", nom: "Toulouse", covered: 120_808, uncovered: toulouse - 120_808, isLeast: false, by: [expect.any(String)] })]);
      expect([codes(report.whiteZones).includes("31555"), report.population.isLeast]).toEqual([false, false]);
    }
    expect(after.reports[0].communes).toMatchObject({ whole: 0, partly: 1 });
    expect(after.coveredBy).toEqual([expect.objectContaining({ name: "CPTS Nougaro", extent: "parts", places: expect.arrayContaining(quarters.map(({ name }) => name)) })]);
  });

  test("by an arrondissement of Lyon and by Lyon counts nobody twice, and tells where the two meet, in the EPCI, the departement, the region and France", async () => {
    const before = await around("69123");
    await world.register({ name: "Lyon trois", territory: communes("69383") });
    const third = await population("69383");
    const alone = await around("69123");
    expect(gained(before.reports, alone.reports)).toEqual(Array.from({ length: 4 }, () => [third, third]));
    for (const report of alone.reports) expect(codes(report.whiteZones).filter((code) => code.startsWith("6938") && code <= "69389" && code >= "69381")).toEqual(["69381", "69382", "69384", "69385", "69386", "69387", "69388", "69389"]);
    await world.register({ name: "Lyon entier", territory: communes("69123") });
    const both = await around("69123");
    const lyon = await population("69123");
    expect(gained(before.reports, both.reports)).toEqual(Array.from({ length: 4 }, () => [lyon, lyon]));
    for (const { overlaps } of both.reports) {
      const [overlap] = overlaps.filter(({ code }: { code: string }) => code.startsWith("69"));
      expect(overlap).toMatchObject({ code: "69383", population: third, certainty: "yes", isExplained: false });
      expect(overlap.by.map(({ name, reason }: { name: string; reason: string | null }) => [name, reason]).toSorted()).toEqual([["Lyon entier", null], ["Lyon trois", null]]);
    }
    expect([both.reports[1].communes.whole, both.coveredBy.map(({ extent, name }: { extent: string; name: string }) => [name, extent])]).toEqual([1, [["Lyon entier", "whole"], ["Lyon trois", "arrondissements"]]]);
  });

  test("on a date is that of the territories of that date, perhaps where only a year is known", async () => {
    await world.register({ name: "Deux mille dix-huit", territory: { ...communes("05061"), validFrom: "2018" } });
    const on = async (asOf: string) => (await coverage(`scope=departement&code=05&asOf=${asOf}`)).communes;
    expect(await on("2017-12-31")).toMatchObject({ whole: 0, perhaps: 0 });
    expect(await on("2018-06-01")).toMatchObject({ whole: 0, perhaps: 1 });
    expect(await on("2019-01-01")).toMatchObject({ whole: 1, perhaps: 0 });
    expect((await coverage("scope=departement&code=05&asOf=2018-06-01")).whiteZones.filter(({ perhaps }: { perhaps: boolean }) => perhaps)).toEqual([expect.objectContaining({ code: "05061" })]);
  });

  test("moves with a territory that changes, and with the name of its CPTS", async () => {
    const id = await world.register({ name: "Qui change", territory: { ...communes("06088", "06029"), validFrom: "2020-01-01" } });
    await world.register({ name: "Autre", territory: communes("06029") });
    await world.send("PATCH", `/v1/cpts/${id}`, { name: "Autrement" }, { headers: { "if-match": await world.etag(id) } });
    expect((await coverage("scope=departement&code=06")).overlaps).toEqual([expect.objectContaining({ code: "06029", by: expect.arrayContaining([expect.objectContaining({ name: "Autrement" })]) })]);
    await world.setTerritory(id, communes("06088"));
    const after = await coverage("scope=departement&code=06");
    expect([after.communes.whole, after.overlaps]).toEqual([2, []]);
  });

  test("says why its figures are what they are, when asked", async () => {
    const { explanations } = await coverage("scope=departement&code=13&explain=true");
    expect(explanations.map(({ figure }: { figure: string }) => figure)).toEqual(["communes", "population", "whiteZones", "overlaps"]);
    expect(explanations[1].sources[0].name).toContain("INSEE");
    expect(await coverage("scope=departement&code=13")).not.toHaveProperty("explanations");
  });

  test("of a scope that there is not, or without its code, is refused for that", async () => {
    const answer = async (query: string) => {
      const { json, status } = await world.send("GET", `/v1/coverage?${query}`);
      return [status, json.errors?.map(({ code, pointer }: { code: string; pointer: string }) => [pointer, code])];
    };
    expect(await answer("scope=region")).toEqual([400, [["code", "missing"]]]);
    expect(await answer("code=24")).toEqual([400, [["code", "unexpected"]]]);
    expect(await answer("scope=departement&code=20")).toEqual([404, undefined]);
    expect(await answer("scope=canton&code=1")).toEqual([400, [["scope", expect.any(String)]]]);
  });

  test("of a code that a spreadsheet has spoilt is not found, and the one that was meant is named", async () => {
    const detail = async (scope: string, code: string) => (await world.send("GET", `/v1/coverage?scope=${scope}&code=${code}`, undefined, { headers: { "accept-language": "fr" } })).json.detail;
    expect([await detail("departement", "9"), await detail("departement", "2a"), await detail("region", "1"), await detail("departement", "20")]).toEqual([
      "Aucune commune n'est dans ce périmètre : departement 9. Peut-être 09 ?",
      "Aucune commune n'est dans ce périmètre : departement 2a. Peut-être 2A ?",
      "Aucune commune n'est dans ce périmètre : region 1. Peut-être 01 ?",
      "Aucune commune n'est dans ce périmètre : departement 20.",
    ]);
  });

  test("is the same on another replica, as soon as it is written on the first", async () => {
    const replica = await world.service.replica();
    try {
      await world.register({ name: "Jura", territory: communes("39300") });
      const { json } = await replica.send("GET", "/v1/coverage?detail=communes&scope=departement&code=39");
      expect(json).toEqual(await coverage("scope=departement&code=39"));
      expect(json.communes.whole).toBe(1);
    } finally {
      await replica.stop();
    }
  });
});
