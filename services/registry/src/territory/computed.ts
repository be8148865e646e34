import type { ComputedTerritory } from "@cpts/api/CptsViews";
import type { CommunePart } from "@cpts/domain/Territory";
import { canConfirm, type ProvenanceStatus } from "@cpts/domain/Source";
import { classOfPopulation } from "@cpts/domain/SizeClass";
import { cog, populationVintage } from "../communes/queries.ts";

/** A commune of a territory, with what the reference data says of it. */
export interface TerritoryCommune {
  readonly code: string;
  readonly nom: string;
  readonly population: number | null;
  readonly departement: string;
  readonly departement_nom: string;
  readonly region: string;
  readonly region_nom: string;
  readonly epci: string | null;
  readonly epci_nom: string | null;
  readonly epci_type: string | null;
  readonly epci_communes: number | null;
  readonly epci_population: number | null;
  /** Of a commune of an earlier edition: the commune of today that it is part of. */
  readonly within?: string | null;
}

/** A part of a commune as declared, within its commune. */
export interface TerritoryPart {
  readonly part: typeof CommunePart.Encoded;
  readonly commune: TerritoryCommune;
}

interface Share {
  communes: number;
  population: number | null;
}

/** One inhabited place: a whole commune, or a part whose population only a document can give. */
interface Place {
  readonly commune: TerritoryCommune;
  readonly population: number | null;
}

const groupPlaces = <Group>(places: ReadonlyArray<Place>, groupOf: (commune: TerritoryCommune) => (Group & { readonly code: string }) | null) => {
  const groups = new Map<string, { readonly group: Group; readonly codes: Set<string>; population: number | null }>();
  for (const { commune, population } of places) {
    const group = groupOf(commune);
    if (group === null) continue;
    const seen = groups.get(group.code) ?? { group, codes: new Set<string>(), population: 0 };
    seen.codes.add(commune.code);
    seen.population = seen.population === null || population === null ? null : seen.population + population;
    groups.set(group.code, seen);
  }
  return [...groups.entries()]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { group, codes, population }]): Group & Share => ({ ...group, communes: codes.size, population }));
};

/** Inhabitants of a part when its document counts them; "more than" and the like give no figure to add up. */
export const countedIn = ({ population }: Pick<TerritoryPart["part"], "population">): number | null =>
  population !== undefined && (population.qualifier === "exactly" || population.qualifier === "about") ? population.value : null;

/** A commune of an earlier edition that is part of another one of the territory today is counted in it. */
const onceEach = (communes: ReadonlyArray<TerritoryCommune>): ReadonlyArray<TerritoryCommune> => {
  const held = new Set(communes.map(({ code }) => code));
  return communes.filter(({ within = null }) => within === null || !held.has(within));
};

/** What the commune data says of a territory: nothing that was declared goes into it but the population of parts. */
export const computeTerritory = (
  communes: ReadonlyArray<TerritoryCommune>,
  parts: ReadonlyArray<TerritoryPart>,
  provenance: ProvenanceStatus,
): typeof ComputedTerritory.Encoded => {
  const places: ReadonlyArray<Place> = [
    ...onceEach(communes).map((commune) => ({ commune, population: commune.population })),
    ...parts.map(({ commune, part }) => ({ commune, population: countedIn(part) })),
  ];
  const unknown = [...new Set(places.filter(({ population }) => population === null).map(({ commune }) => commune.code))].toSorted();
  const counted = places.flatMap(({ population }) => population ?? []);
  const total = counted.length === 0 ? null : counted.reduce((sum, population) => sum + population, 0);
  return {
    status: canConfirm(provenance) ? "computed" : provenance,
    communeCount: new Set([...communes, ...parts.map(({ commune }) => commune)].map(({ code }) => code)).size,
    departements: groupPlaces(places, (commune) => ({ code: commune.departement, nom: commune.departement_nom })),
    regions: groupPlaces(places, (commune) => ({ code: commune.region, nom: commune.region_nom })),
    epci: groupPlaces(places, (commune) =>
      commune.epci === null ? null : { code: commune.epci, nom: commune.epci_nom ?? "", type: commune.epci_type ?? "", of: commune.epci_communes ?? 0, ofPopulation: commune.epci_population },
    ),
    population: { value: total, ...populationVintage },
    populationUnknownFor: unknown,
    // A sum that leaves places out would give too small a size.
    sizeClass: total === null || unknown.length > 0 ? null : classOfPopulation(total),
    cog,
  };
};

/** The population that is a figure: a sum that leaves places out is none. */
export const wholePopulation = ({ population, populationUnknownFor }: typeof ComputedTerritory.Encoded): number | null => (populationUnknownFor.length > 0 ? null : population.value);
