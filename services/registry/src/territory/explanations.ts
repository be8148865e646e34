import type { ComputedTerritory } from "@cpts/api/CptsViews";
import type { Explanation } from "@cpts/api/Explanation";
import { sizeClasses } from "@cpts/domain/SizeClass";
import type { EncodedFact } from "../cpts/queries.ts";
import { cogSource, populationSource } from "../communes/sources.ts";

type Computed = typeof ComputedTerritory.Encoded;
type Encoded = typeof Explanation.Encoded;

const bound = (value: number | null): string => (value === null ? "-" : String(value));

// Not all boundaries are verified: without a size, the weakest status is the true one.
const sizeSources = [...new Set(sizeClasses.map(({ source }) => source))].map((name) => ({ name, status: "provisional" }));

const communeCount = (computed: Computed): Encoded => ({
  figure: "communeCount",
  rule: {
    fr: "Nombre de communes et d'arrondissements municipaux du territoire, entiers ou en partie.",
    en: "Number of communes and municipal arrondissements of the territory, whole or in part.",
  },
  inputs: computed.departements.map(({ code, communes, nom }) => ({ name: `${code} ${nom}`, value: String(communes) })),
  sources: [cogSource],
});

const population = (computed: Computed): Encoded => ({
  figure: "population",
  rule: {
    fr: "Somme des populations des communes entières du territoire, dans une seule série ; une partie de commune compte pour la population que son document donne, exacte ou à peu près.",
    en: "Sum of the populations of the whole communes of the territory, in one series; a part of a commune counts for the population its document gives, exact or about.",
  },
  inputs: [
    { name: "communes", value: String(computed.communeCount) },
    { name: "populationUnknownFor", value: computed.populationUnknownFor.join(" ") || "-" },
  ],
  sources: [populationSource, cogSource],
});

const sizeClass = (computed: Computed): Encoded => {
  const row = sizeClasses.find(({ code }) => code === computed.sizeClass);
  return {
    figure: "sizeClass",
    rule: {
      fr: "La taille est celle de la tranche de population de l'accord conventionnel interprofessionnel (ACI) ; elle n'est pas calculée quand une population manque.",
      en: "The size is that of the population bracket of the national agreement (ACI); it is not computed when a population is missing.",
    },
    inputs: [
      { name: "population", value: bound(computed.population.value) },
      { name: "bracket", value: row === undefined ? "-" : `${bound(row.min)}..${bound(row.max)}` },
    ],
    sources: row === undefined ? sizeSources : [{ name: row.source, status: row.status }],
  };
};

const groups = (figure: "departements" | "regions" | "epci", computed: Computed): Encoded => ({
  figure,
  rule: {
    fr: "Ceux des communes du territoire, d'après le code officiel géographique ; jamais ce qui a été déclaré.",
    en: "Those of the communes of the territory by the official geographic code; never what was declared.",
  },
  inputs: computed[figure].map(({ code, nom, communes }) => ({ name: `${code} ${nom}`, value: String(communes) })),
  sources: [cogSource],
});

/** What the sizes of declared populations rest on: each fact, and the document it comes from. */
const declaredSizes = (facts: ReadonlyArray<EncodedFact>): ReadonlyArray<Encoded> => {
  const about = facts.filter(({ fact }) => fact.property === "population" || fact.property === "size-class");
  if (about.length === 0) return [];
  return [
    {
      figure: "declaredSizeClasses",
      rule: {
        fr: "La plus petite et la plus grande taille que chaque population déclarée laisse possibles ; « plus de » ne dit rien de la plus grande, « environ » vaut à un dixième près.",
        en: 'The smallest and the largest size that each declared population leaves possible; "more than" says nothing of the largest, "about" means within a tenth.',
      },
      inputs: about.map(({ fact, id }) => ({ name: id, value: `${fact.qualifier} ${String(fact.value)}` })),
      sources: [...about.map(({ fact }) => ({ name: fact.source.document, status: fact.status })), ...sizeSources],
    },
  ];
};

/** Why each computed figure is what it is. */
export const explain = (computed: Computed, facts: ReadonlyArray<EncodedFact>): ReadonlyArray<Encoded> => [
  communeCount(computed),
  population(computed),
  sizeClass(computed),
  groups("departements", computed),
  groups("regions", computed),
  groups("epci", computed),
  ...declaredSizes(facts),
];
