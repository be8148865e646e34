import type { Explanation } from "@cpts/api/Explanation";
import type { Supply, SupplyOfProfession } from "@cpts/api/ProfessionalSupply";
import type { CommuneCode } from "@cpts/domain/Cog";
import type { CptsId } from "@cpts/domain/Cpts";
import type { LocalDate } from "@cpts/domain/LocalDate";
import { supplyRate } from "@cpts/domain/ProfessionalSupply";
import { labelOf, loadCommunes, loadEpcis, populationIn, populationSeries, populationSeriesForSizeClasses, professions, sumPopulation } from "@cpts/reference-data";
import { territoryOn, type KnownTerritory } from "@cpts/service-kit/known/cpts";
import { Effect } from "effect";
import { practisingOn, type PractisingOn } from "./counted.ts";

type Encoded = typeof Supply.Encoded;
type Line = typeof SupplyOfProfession.Encoded;

interface Inhabitants {
  readonly population: number | null;
  readonly source: string | null;
  readonly status: string;
}

const series = populationSeriesForSizeClasses;
const unknown: Inhabitants = { population: null, source: null, status: "computed" };

/** Those whom the registry counted with the territory; counted here where an older event told no figures. */
const inhabitantsOf = (territory: KnownTerritory | undefined) =>
  Effect.promise(async (): Promise<Inhabitants> => {
    if (territory === undefined || territory.communes.length === 0) return unknown;
    // As the event of the registry has it, which came through its schema.
    const figures = territory.figures as { readonly population: number | null; readonly populationSource: string; readonly status: string } | null;
    if (figures !== null) return { population: figures.population, source: figures.populationSource, status: figures.status };
    if ((territory.parts as ReadonlyArray<unknown>).length > 0) return unknown;
    const data = { communes: await loadCommunes(), epcis: await loadEpcis() };
    // Codes of communes: the registry checked them.
    const { inhabitants, missing } = sumPopulation(territory.communes as ReadonlyArray<CommuneCode>, populationIn(series, data));
    return { population: missing.length > 0 ? null : inhabitants, source: `${series} ${populationSeries[series].edition}`, status: "computed" };
  });

const rule = {
  fr: "Professionnels qui ont une activité dans une commune du territoire d'après le dernier extrait du RPPS, chacun compté une fois par profession, pour 10 000 habitants du territoire. Le temps d'exercice n'est pas connu. Sans extrait, sans territoire, sans population, ou si le territoire tient une partie de commune, le taux n'est pas donné.",
  en: "Professionals with an activity in a commune of the territory by the latest extract of the RPPS, each counted once in each profession, by 10,000 inhabitants of the territory. How much of their time is not known. Without an extract, a territory or a population, or where the territory holds a part of a commune, no rate is given.",
};

const explanationOf = ({ practising, profession, unknownBecause }: Line, { communes, registerOf }: PractisingOn, inhabitants: Inhabitants, asOf: string): typeof Explanation.Encoded => ({
  figure: profession === null ? "supply" : `supply.${profession}`,
  rule,
  inputs: [
    { name: "asOf", value: asOf },
    { name: "practising", value: practising === null ? `unknown: ${unknownBecause}` : String(practising) },
    { name: "population", value: inhabitants.population === null ? "unknown" : String(inhabitants.population) },
    { name: "communes", value: String(communes.length) },
  ],
  sources: [
    ...(registerOf === null ? [] : [{ name: `RPPS, extrait du ${registerOf}`, status: "sourced" }]),
    ...(inhabitants.source === null ? [] : [{ name: `/cpts/registry, ${inhabitants.source}`, status: inhabitants.status }]),
  ],
});

/** Professionals by 10,000 inhabitants of the territory of a day, by profession. */
export const supplyOf = (cptsId: CptsId, asOf: LocalDate, explain: boolean) =>
  Effect.gen(function* () {
    const practising = yield* practisingOn(cptsId, asOf);
    const inhabitants = yield* inhabitantsOf(yield* territoryOn(cptsId, asOf));
    const lines = [null, ...practising.professions].map((profession): Line => {
      const counted = practising.of(profession);
      return { profession, label: profession === null ? null : labelOf(professions, profession), practising: counted.practising, ...supplyRate(counted, inhabitants.population) };
    });
    const body: Encoded = { cptsId, asOf, registerOf: practising.registerOf, population: inhabitants.population, populationSource: inhabitants.source, professions: lines };
    return explain ? { ...body, explanations: lines.map((line) => explanationOf(line, practising, inhabitants, asOf)) } : body;
  });
