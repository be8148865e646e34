import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { communes, scene, type Scene } from "../testing/scene.ts";

let world: Scene;
beforeAll(async () => {
  world = await scene();
});
afterAll(() => world.service.stop());

/** One commune of each of the seven intercommunalities of Berry Vierzon Sologne. */
const sevenEpci = ["18279", "18205", "18148", "36088", "18015", "41232", "18109"];

const part = (name: string, value: number, qualifier = "exactly") => ({
  commune: "31555",
  name,
  kind: "quartier",
  population: { value, qualifier, source: { document: "Site de la CPTS" } },
});

const computedOf = async (territory: unknown) => (await world.territory(await world.register({ territory: { territory } }))).json.computed;

describe("what the data says of a territory", () => {
  test("departements, regions and EPCI are those of its communes, with what each brings", async () => {
    const computed = await computedOf({ communes: sevenEpci });
    expect(computed.departements).toEqual([
      { code: "18", nom: "Cher", communes: 5, population: 25_068 + 9_647 + 2_632 + 5_451 + 1_721 },
      { code: "36", nom: "Indre", communes: 1, population: 11_159 },
      { code: "41", nom: "Loir-et-Cher", communes: 1, population: 4_809 },
    ]);
    expect(computed.regions).toEqual([{ code: "24", nom: "Centre-Val de Loire", communes: 7, population: 60_487 }]);
    expect(computed.epci.map(({ code }: { code: string }) => code)).toEqual(["200000933", "200066330", "200070571", "200090561", "241800507", "243600236", "244100806"]);
    expect(computed.epci[0]).toEqual({ code: "200000933", nom: "CC Sauldre et Sologne", type: "CC", communes: 1, of: 14, population: 5_451, ofPopulation: expect.any(Number) });
    const inhabitants = await world.rows("select population from commune where epci = '200000933'");
    expect(computed.epci[0].ofPopulation).toBe(inhabitants.reduce((sum, { population }) => sum + Number(population), 0));
    expect(computed).toMatchObject({ status: "computed", communeCount: 7, cog: "2026", population: { value: 60_487, series: "communes", vintage: "2026" }, populationUnknownFor: [], sizeClass: "T2" });
  });

  test("a commune of an earlier edition is counted in the one that has taken it in, and by itself where that one is not held", async () => {
    const of2021 = async (...codes: ReadonlyArray<string>) => (await world.territory(await world.register({ territory: { ...communes(...codes), cog: 2021 } }))).json.computed;
    const today = (await computedOf({ communes: ["02054"] })).population.value;
    expect(await of2021("02054", "02695")).toMatchObject({ communeCount: 2, population: { value: today }, epci: [{ communes: 1, population: today }] });
    expect(await of2021("02695")).toMatchObject({ communeCount: 1, population: { value: 81 } });
  });

  test("a commune without known population is named, and no size is drawn from the rest", async () => {
    const computed = await computedOf({ communes: ["98411", "98901", "33063"] });
    expect(computed).toMatchObject({ communeCount: 3, populationUnknownFor: ["98411", "98901"], sizeClass: null, population: { value: expect.any(Number) } });
    expect(computed.departements.map(({ code, population }: { code: string; population: number | null }) => [code, population === null])).toEqual([["33", false], ["984", true], ["989", true]]);
  });

  test("where no population is known there is none, rather than zero", async () => {
    expect((await computedOf({ communes: ["98901"] })).population.value).toBeNull();
    expect((await computedOf({ parts: [{ commune: "31555", name: "Minimes", kind: "quartier" }] })).population.value).toBeNull();
  });

  test.each([
    ["39 999", ["13028", "14312"], 39_999, "T1"],
    ["40 000", ["13028", "22321"], 40_000, "T2"],
    ["79 999", ["06004", "62364"], 79_999, "T2"],
    ["80 000", ["06004", "31462"], 80_000, "T3"],
    ["175 000", ["42218", "21555"], 175_000, "T3"],
    ["175 001", ["42218", "30348"], 175_001, "T4"],
  ])("%s inhabitants", async (_, codes, population, sizeClass) => {
    expect(await computedOf({ communes: codes })).toMatchObject({ population: { value: population }, sizeClass });
  });

  test("parts count for the population their document gives, never for the whole commune", async () => {
    expect(await computedOf({ parts: [part("Minimes", 30_000), part("Lalande", 11_000, "about")] })).toMatchObject({ communeCount: 1, population: { value: 41_000 }, sizeClass: "T2", populationUnknownFor: [] });
  });

  test("a part with more than so many inhabitants gives no figure to add up", async () => {
    expect(await computedOf({ parts: [part("Minimes", 30_000), part("Lalande", 11_000, "more-than")] })).toMatchObject({ population: { value: 30_000 }, sizeClass: null, populationUnknownFor: ["31555"] });
  });

  test("an arrondissement counts by itself and lies in the EPCI of its city", async () => {
    expect(await computedOf({ communes: ["75108"] })).toMatchObject({ communeCount: 1, population: { value: 35_317 }, epci: [{ code: "200054781", communes: 1 }] });
  });
});

describe("what documents declare", () => {
  const verdicts = async (id: string) => {
    const { json } = await world.territory(id);
    return json.comparisons.map(({ confirms, property, verdict }: { confirms: boolean; property: string; verdict: string }) => [property, verdict, confirms]);
  };

  test("stands beside what is computed, compared but not judged", async () => {
    const id = await world.register({ territory: communes(...sevenEpci) });
    await world.declare(id, { property: "departements", value: ["18", "41"], note: "première page" });
    await world.declare(id, { property: "departements", value: ["41", "18", "36"] });
    await world.declare(id, { property: "commune-count", value: 38 });
    await world.declare(id, { property: "epci-count", value: 7 });
    await world.declare(id, { property: "population", value: 55_000, qualifier: "about", unit: "inhabitants" });
    await world.declare(id, { property: "population", value: 70_000, qualifier: "more-than" });
    await world.declare(id, { property: "size-class", value: "T3" });
    await world.declare(id, { property: "size-class", value: "taille moyenne" });
    await world.declare(id, { property: "epci", value: "six communautés de communes" });
    await world.declare(id, { property: "board-size", value: 18 });
    expect(await verdicts(id)).toEqual([
      ["departements", "differs", false],
      ["departements", "agrees", true],
      ["commune-count", "differs", false],
      ["epci-count", "agrees", true],
      ["population", "agrees", true],
      ["population", "differs", false],
      ["size-class", "differs", false],
      ["size-class", "cannot-tell", false],
      ["epci", "cannot-tell", false],
    ]);
    const { json } = await world.territory(id);
    expect(json.declared).toHaveLength(10);
    expect(json.declared[0].fact).toMatchObject({ note: "première page", source: { document: "Projet de santé" } });
    expect(json.comparisons.every(({ factId }: { factId: string }) => json.declared.some(({ id: known }: { id: string }) => known === factId))).toBe(true);
  });

  test("is never confirmed by a list that was reconstructed to fit it", async () => {
    const id = await world.register({ territory: { territory: { communes: ["37003"], provenance: { status: "reconstructed" } } } });
    await world.declare(id, { property: "commune-count", value: 1 });
    expect(await verdicts(id)).toEqual([["commune-count", "agrees", false]]);
    expect((await world.territory(id)).json.computed.status).toBe("reconstructed");
  });

  test("cannot be told right or wrong where the data is silent", async () => {
    const prose = await world.register({ territory: { territory: { prose: "L'ouest du Loiret" } } });
    await world.declare(prose, { property: "commune-count", value: 30 });
    const unknown = await world.register({ territory: communes("98901", "37003") });
    await world.declare(unknown, { property: "population", value: 20_000, qualifier: "at-least" });
    expect([await verdicts(prose), await verdicts(unknown)]).toEqual([[["commune-count", "cannot-tell", false]], [["population", "cannot-tell", false]]]);
  });

  test("leaves sizes possible: more than 50 000 is at least T2, and each document is heard", async () => {
    const id = await world.register({ territory: communes("37003") });
    const [first, second, third, fourth] = [
      await world.declare(id, { property: "population", value: 50_000, qualifier: "more-than" }),
      await world.declare(id, { property: "population", value: 39_000, qualifier: "about" }),
      await world.declare(id, { property: "size-class", value: "T3" }),
      await world.declare(id, { property: "population", value: 200_000, qualifier: "less-than" }),
    ];
    expect((await world.territory(id)).json.declaredSizeClasses).toEqual([
      { factId: first, atLeast: "T2", atMost: null },
      { factId: second, atLeast: "T1", atMost: "T2" },
      { factId: third, atLeast: "T3", atMost: "T3" },
      { factId: fourth, atLeast: null, atMost: "T4" },
    ]);
  });
});

describe("an explanation", () => {
  test("names rule, inputs and sources of every computed figure, and is given only when asked", async () => {
    const id = await world.register({ territory: communes(...sevenEpci) });
    const fact = await world.declare(id, { property: "population", value: 50_000, qualifier: "more-than" });
    const { json } = await world.send("GET", `/v1/cpts/${id}/territory?explain=true`);
    expect((await world.territory(id)).json).not.toHaveProperty("explanations");
    expect((await world.send("GET", `/v1/cpts/${id}/territory?explain=false`)).json).not.toHaveProperty("explanations");
    const figures = Object.keys(json.computed).filter((name) => !["status", "cog", "populationUnknownFor"].includes(name));
    const explained = new Map<string, { rule: { fr: string; en: string }; inputs: ReadonlyArray<{ name: string; value: string }>; sources: ReadonlyArray<{ name: string; status: string }> }>(
      json.explanations.map(({ figure, ...rest }: { figure: string }) => [figure, rest]),
    );
    expect([...explained.keys()].toSorted()).toEqual([...figures, "declaredSizeClasses"].toSorted());
    for (const { inputs, rule, sources } of explained.values()) {
      expect([rule.fr.length > 20, rule.en.length > 20, inputs.length > 0, sources.length > 0]).toEqual([true, true, true, true]);
      expect(sources.every(({ name, status }) => name !== "" && status !== "")).toBe(true);
    }
    expect(explained.get("sizeClass")?.inputs).toEqual([{ name: "population", value: "60487" }, { name: "bracket", value: "40000..80000" }]);
    expect(explained.get("declaredSizeClasses")).toMatchObject({ inputs: [{ name: fact, value: "more-than 50000" }], sources: [{ name: "Projet de santé" }, {}] });
  });

  test("says where the size comes from even when it cannot be told", async () => {
    const id = await world.register({ territory: communes("98901") });
    const { json } = await world.send("GET", `/v1/cpts/${id}/territory?explain=true`);
    const size = json.explanations.find(({ figure }: { figure: string }) => figure === "sizeClass");
    expect(size).toMatchObject({ inputs: [{ name: "population", value: "-" }, { name: "bracket", value: "-" }], sources: [{ status: "provisional" }] });
  });
});
