import { describe, expect, it } from "vitest";
import { loadCommunes } from "./Communes.ts";
import { loadEpcis } from "./Epcis.ts";
import { populationIn, populationSeries, populationSeriesForSizeClasses, sumPopulation } from "./Populations.ts";

const communes = await loadCommunes();
const epcis = await loadEpcis();

/** The seven EPCI that the document of Berry Vierzon Sologne names. */
const berryVierzonSologne = ["241800507", "200070571", "243600236", "200000933", "244100806", "200066330", "200090561"];

const inSeries = (series: "communes" | "epci", codes: readonly string[]): number =>
  sumPopulation(codes, populationIn(series, { communes, epcis })).inhabitants;

describe("the EPCI of 2026", () => {
  it("are 1,255, of five types", () => {
    expect(epcis.all).toHaveLength(1_255);
    const count = new Map([...Map.groupBy(epcis.all, ({ type }) => type)].map(([type, group]) => [type, group.length]));
    expect(Object.fromEntries(count)).toEqual({ CC: 989, CA: 230, METRO: 21, CU: 14, MET69: 1 });
  });

  it("hold 34,871 communes, none of them twice", () => {
    const members = epcis.all.flatMap(({ membres }) => membres.map(({ code }) => code));
    expect(members).toHaveLength(34_871);
    expect(new Set(members).size).toBe(34_871);
  });

  it("agree with what each commune says of its EPCI", () => {
    for (const commune of communes.currentCommunes) expect(epcis.ofCommune(commune.code)?.code ?? null).toBe(commune.epci);
  });

  it("leave out 98 communes: four islands and the overseas collectivities", () => {
    const outside = communes.currentCommunes.filter(({ epci }) => epci === null);
    expect(outside).toHaveLength(98);
    expect(outside.filter(({ code }) => !code.startsWith("97") && !code.startsWith("98")).map(({ nom }) => nom)).toEqual([
      "Île-de-Bréhat", "Île-de-Sein", "Ouessant", "L'Île-d'Yeu",
    ]);
  });

  it("may lie in two departements: Pays d'Issoudun has nine communes in the Indre and three in the Cher", () => {
    const members = communes.ofEpci("243600236");
    expect(Object.fromEntries([...Map.groupBy(members, ({ departement }) => departement)].map(([code, list]) => [code, list.length]))).toEqual({
      "18": 3,
      "36": 9,
    });
  });
});

describe("the two population series", () => {
  it("give CC Vierzon-Sologne-Berry 37,888 and 38,153 inhabitants", () => {
    const codes = communes.ofEpci("200090561").map(({ code }) => code);
    expect(codes).toHaveLength(16);
    expect([inSeries("communes", codes), inSeries("epci", codes)]).toEqual([37_888, 38_153]);
    expect(epcis.get("200090561")?.populationMunicipale).toBe(38_153);
  });

  it("give the seven EPCI of Berry Vierzon Sologne, 107 communes, 216,208 and 216,696", () => {
    const codes = berryVierzonSologne.flatMap((code) => communes.ofEpci(code).map((commune) => commune.code));
    expect(codes).toHaveLength(107);
    expect([inSeries("communes", codes), inSeries("epci", codes)]).toEqual([216_208, 216_696]);
  });

  it("differ for 32,246 of the 34,871 members", () => {
    const differing = epcis.all.flatMap(({ membres }) => membres).filter((membre) => communes.current(membre.code)?.population !== membre.populationMunicipale);
    expect(differing).toHaveLength(32_246);
  });

  it("agree in Mayotte, whose figures the source dates of 2017", () => {
    const codes = communes.ofDepartement("976").map(({ code }) => code);
    expect(inSeries("communes", codes)).toBe(inSeries("epci", codes));
    expect(populationSeries.communes.exceptions).toMatchObject([{ departement: "976", referenceYear: 2017 }]);
  });

  it("do not invent a year the source does not state", () => {
    expect(Object.values(populationSeries).map(({ referenceYear }) => referenceYear)).toEqual([null, null]);
  });

  it("only one of them counts islands without EPCI and municipal arrondissements, so size classes use it", () => {
    const territory = ["85113", "69383"];
    const data = { communes, epcis };
    expect(sumPopulation(territory, populationIn("epci", data))).toEqual({ inhabitants: 0, missing: territory });
    expect(sumPopulation(territory, populationIn(populationSeriesForSizeClasses, data)).missing).toEqual([]);
  });
});

describe("counting a territory", () => {
  it("counts a repeated code once and lists what has no figure", () => {
    const of = populationIn("communes", { communes, epcis });
    expect(sumPopulation(["18279", "18279", "98901", "00000"], of)).toEqual({ inhabitants: 25_068, missing: ["98901", "00000"] });
    expect(sumPopulation([], of)).toEqual({ inhabitants: 0, missing: [] });
  });
});
