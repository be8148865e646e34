import type { ComputedTerritory } from "@cpts/api/CptsViews";
import type { Discrepancy } from "@cpts/domain/Discrepancy";
import type { Source } from "@cpts/domain/Source";
import type { EncodedContract } from "../contracts/queries.ts";
import type { EncodedFact } from "../cpts/queries.ts";
import type { TerritoryPart } from "../territory/computed.ts";
import type { Why } from "./explanation.ts";

/** The official names of the codes that facts hold. */
export interface Names {
  readonly departements: ReadonlyMap<string, string>;
  readonly regions: ReadonlyMap<string, string>;
  readonly epci: ReadonlyMap<string, { readonly nom: string; readonly type: string }>;
}

/** All that the registry knows of a CPTS when it looks for what does not fit. */
export interface Known {
  readonly facts: ReadonlyArray<EncodedFact>;
  /** Null where no territory is known on the date. */
  readonly computed: typeof ComputedTerritory.Encoded | null;
  readonly parts: ReadonlyArray<TerritoryPart>;
  /** Names of the communes of the territory. */
  readonly communes: ReadonlyMap<string, string>;
  readonly contracts: ReadonlyArray<EncodedContract>;
  readonly names: Names;
}

/** Something that does not fit, and why it is said. */
export interface Finding {
  readonly found: Discrepancy;
  readonly why: Why;
}

/** The series and vintage of the population, the edition of the code for the rest. */
export const basisOf = (property: string, { cog, population }: typeof ComputedTerritory.Encoded): string =>
  property === "population" || property === "size-class" ? `${population.series} ${population.vintage}` : `COG ${cog}`;

const shown = 5;

/** Why nothing can be computed. */
export const whyUnknown = ({ communes, computed }: Known) => {
  if (computed === null) return { reason: "no-territory" };
  if (computed.communeCount === 0) return { reason: "no-communes" };
  const unknown = computed.populationUnknownFor;
  return { reason: "population-unknown", unknownCount: unknown.length, unknown: [...unknown], unknownNames: unknown.slice(0, shown).map((code) => communes.get(code) ?? code) };
};

/** The document of a fact. A fact was stored through its schema. */
export const sourceOf = ({ fact }: EncodedFact): Source => fact.source as Source;

/** The documents of facts, with how each was obtained. */
export const documentsOf = (...facts: ReadonlyArray<EncodedFact>) => facts.map(({ fact }) => ({ name: fact.source.document, status: fact.status }));

/** A declared value as an input of an explanation. */
export const inputOf = ({ fact, id }: EncodedFact) => ({ name: id, value: `${fact.property}: ${fact.qualifier} ${typeof fact.value === "object" ? fact.value.join(" ") : String(fact.value)}` });
