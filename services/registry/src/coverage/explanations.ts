import type { Explanation } from "@cpts/api/Explanation";
import { cogSource, populationSource } from "../communes/sources.ts";
import type { EncodedReport } from "./report.ts";

type Encoded = typeof Explanation.Encoded;

const territoriesSource = { name: "/cpts/registry", status: "declared" };
const on = ({ asOf, code, scope }: EncodedReport): Encoded["inputs"] => [
  { name: "scope", value: code === null ? scope : `${scope} ${code}` },
  { name: "asOf", value: asOf },
];

const communes = (report: EncodedReport): Encoded => ({
  figure: "communes",
  rule: {
    fr: "Chaque commune d'aujourd'hui compte une fois, une ville avec ses arrondissements comme une seule ; elle est couverte quand le territoire d'une CPTS certainement en vigueur la contient entière, en partie par ses arrondissements ou des parties nommées.",
    en: "Each commune of today counts once, a city with its arrondissements as one; it is covered whole when a territory certainly in force holds all of it, partly by its arrondissements or by named parts.",
  },
  inputs: [...on(report), { name: "cpts", value: String(report.communes.whole + report.communes.partly) }],
  sources: [cogSource, territoriesSource],
});

const population = (report: EncodedReport): Encoded => ({
  figure: "population",
  rule: {
    fr: "Somme, dans une seule série, des habitants des communes et arrondissements couverts ; une partie de commune compte pour la population que son document donne, une fois même si deux CPTS la nomment, sans dépasser la commune. Le reste n'est pas couvert.",
    en: "Sum, in one series, of the inhabitants of covered communes and arrondissements; a part counts for the population its document gives, once even where two CPTS name it, never more than its commune. The rest is not covered.",
  },
  inputs: [...on(report), { name: "partlyCovered", value: String(report.partlyCovered.length) }, { name: "unknownFor", value: report.population.unknownFor.join(" ") || "-" }],
  sources: [populationSource, cogSource, territoriesSource],
});

const whiteZones = (report: EncodedReport): Encoded => ({
  figure: "whiteZones",
  rule: {
    fr: "Les communes qu'aucun territoire certainement en vigueur ne touche, et les arrondissements non couverts des villes couvertes en partie ; « perhaps » quand une CPTS y est peut-être, faute d'une date entière.",
    en: "The communes that no territory certainly in force touches, and the uncovered arrondissements of cities covered in part; perhaps, when a CPTS may be there, for want of a whole date.",
  },
  inputs: [...on(report), { name: "whiteZones", value: String(report.counts.whiteZones) }],
  sources: [cogSource, territoriesSource],
});

const overlaps = (report: EncodedReport): Encoded => ({
  figure: "overlaps",
  rule: {
    fr: "Les communes, arrondissements ou parties que deux CPTS ou plus tiennent ; deux CPTS qui tiennent des parties différentes d'une commune ne se recouvrent pas. Un recouvrement est permis, avec sa raison écrite.",
    en: "The communes, arrondissements or parts that two CPTS or more hold; two CPTS with different parts of a commune do not overlap. An overlap is allowed, with its written reason.",
  },
  inputs: [...on(report), { name: "overlaps", value: String(report.counts.overlaps) }, { name: "withoutReason", value: String(report.counts.overlapsWithoutReason) }],
  sources: [territoriesSource],
});

/** Why the figures of a coverage are what they are. */
export const explainCoverage = (report: EncodedReport): ReadonlyArray<Encoded> => [communes(report), population(report), whiteZones(report), overlaps(report)];
