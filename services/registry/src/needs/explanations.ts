import type { AreaNeed } from "@cpts/api/NeedsIndicators";
import type { Explanation } from "@cpts/api/Explanation";
import { cogSource, populationSource } from "../communes/sources.ts";
import { populationVintage } from "../communes/queries.ts";
import type { Edition } from "./stored.ts";

type Encoded = typeof Explanation.Encoded;

const rules: Readonly<Record<Edition["aggregation"], Encoded["rule"]>> = {
  sum: {
    fr: "Somme des valeurs des communes (ou des EPCI) du périmètre. Ce qui n'y est qu'en partie compte pour la part de ses habitants, ce qui en fait une estimation ; ce qui n'a pas de valeur est laissé de côté et compté, jamais pris pour 0.",
    en: "Sum of the values of the communes (or EPCI) of the area. What lies in it in part counts for the share of its inhabitants, which makes it an estimate; what has no value is left out and counted, never taken for 0.",
  },
  mean: {
    fr: "Moyenne des valeurs des communes (ou des EPCI) du périmètre, pondérée par le dénominateur nommé. Ce qui n'y est qu'en partie pèse la part de ses habitants, ce qui en fait une estimation ; ce qui n'a ni valeur ni poids est laissé de côté et compté.",
    en: "Mean of the values of the communes (or EPCI) of the area, weighted by the denominator that is named. What lies in it in part weighs the share of its inhabitants, which makes it an estimate; what has no value or no weight is left out and counted.",
  },
  classes: {
    fr: "Habitants du périmètre par classe de leur commune (ou EPCI), et leur part parmi ceux des communes classées. Une commune tenue en partie compte pour ses habitants tenus, qui sont pris pour être de sa classe.",
    en: "Inhabitants of the area by the class of their commune (or EPCI), and their share of those of all classed communes. A commune held in part counts for the inhabitants held, who are taken to be of its class.",
  },
};

const weightOf = ({ weight, weightEdition, weightIndicator }: Edition): string =>
  weight === "indicator" ? `${weightIndicator} ${weightEdition}` : weight === "population" ? `${populationVintage.series} ${populationVintage.vintage}` : (weight ?? "-");

/** The import, as an explanation names it. */
export const editionSource = ({ edition, label, licence, source, status }: Edition) => ({ name: `${label}, ${edition}: ${source} (${licence})`, status });

/** Why an indicator over an area is what it is. */
export const explainNeed = (edition: Edition, { isEstimate, reach }: typeof AreaNeed.Encoded, area: string, asOf: string): Encoded => ({
  figure: edition.indicator,
  rule: rules[edition.aggregation],
  inputs: [
    { name: "area", value: area },
    { name: "asOf", value: asOf },
    { name: "edition", value: `${edition.edition} v${edition.version}` },
    { name: "level", value: edition.level },
    { name: "cog", value: edition.cog },
    { name: "weight", value: weightOf(edition) },
    { name: "communes", value: `${reach.valued}/${reach.communes}` },
    { name: "population", value: `${reach.valuedPopulation}/${reach.population}` },
    { name: "isEstimate", value: String(isEstimate) },
  ],
  sources: [editionSource(edition), populationSource, cogSource],
});

/** Why a commune has the value it has. */
export const explainCommune = (edition: Edition, of: string): Encoded => ({
  figure: edition.indicator,
  rule: {
    fr: "La valeur que le fichier donne à la commune, telle quelle ; à défaut celle de sa ville (arrondissement) ou de son EPCI, quand l'indicateur est par EPCI. Les codes anciens ont été rattachés à la commune d'aujourd'hui à l'import.",
    en: "The value that the file gives the commune, as it is; else that of its city (of an arrondissement) or of its EPCI, where the indicator is by EPCI. Codes of the past were put to the commune of today on import.",
  },
  inputs: [
    { name: "of", value: of },
    { name: "edition", value: `${edition.edition} v${edition.version}` },
    { name: "cog", value: edition.cog },
  ],
  sources: [editionSource(edition), cogSource],
});
