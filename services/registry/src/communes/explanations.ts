import type { CommuneView } from "@cpts/api/CommuneViews";
import type { Explanation } from "@cpts/api/Explanation";
import { cogSource, populationSource } from "./sources.ts";

type Encoded = typeof Explanation.Encoded;

const population = ({ code, nom, population: figure }: typeof CommuneView.Encoded): Encoded => ({
  figure: "population",
  rule: {
    fr: "La population que la série donne à la commune d'aujourd'hui, telle quelle ; rien quand elle n'en donne pas.",
    en: "The population that the series gives the commune of today, as it is; none where it gives none.",
  },
  inputs: [
    { name: "commune", value: `${code} ${nom}` },
    { name: "series", value: `${figure.series} ${figure.vintage}` },
  ],
  sources: [populationSource, cogSource],
});

const coverage = ({ asOf, coveredBy, perhapsCoveredBy }: typeof CommuneView.Encoded): Encoded => ({
  figure: "coveredBy",
  rule: {
    fr: "Les CPTS dont tout territoire possible à cette date contient la commune, entière, par ses arrondissements ou en partie ; « peut-être » quand seuls certains la contiennent, faute d'une date entière.",
    en: "The CPTS of which every territory that is possible on that date holds the commune, whole, by its arrondissements or in part; perhaps, when only some do, for want of a whole date.",
  },
  inputs: [{ name: "asOf", value: asOf }, ...[...coveredBy, ...perhapsCoveredBy].map(({ name, validFrom }) => ({ name, value: validFrom ?? "-" }))],
  sources: [...coveredBy, ...perhapsCoveredBy].map(({ cptsId, provenance }) => ({ name: `/cpts/registry ${cptsId}`, status: provenance })),
});

/** Why the figures of a commune are what they are. */
export const explainCommune = (commune: typeof CommuneView.Encoded): ReadonlyArray<Encoded> => [population(commune), coverage(commune)];
