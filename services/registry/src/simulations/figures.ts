import type { SimulatedFigures } from "@cpts/api/SimulationViews";
import type { CommunePart } from "@cpts/domain/Territory";
import type { HeldPlace, Geography } from "../coverage/held.ts";
import { computeTerritory, type TerritoryCommune } from "../territory/computed.ts";

type Encoded = typeof SimulatedFigures.Encoded;

/** Communes and parts as they travel. */
export interface EncodedTerritory {
  readonly communes: ReadonlyArray<string>;
  readonly parts: ReadonlyArray<typeof CommunePart.Encoded>;
}

const communeOf = (place: HeldPlace): TerritoryCommune => ({ ...place, departement_nom: place.departement_nom ?? "", region_nom: place.region_nom ?? "" });

/** What the commune data says of a territory that nobody has given yet; null of one that holds nothing. */
export const figuresOfTerritory = (geography: Geography, { communes, parts }: EncodedTerritory): Encoded | null => {
  if (communes.length + parts.length === 0) return null;
  const held = (code: string): ReadonlyArray<TerritoryCommune> => [geography.places.get(code) ?? []].flat().map(communeOf);
  const computed = computeTerritory(communes.flatMap(held), parts.flatMap((part) => held(part.commune).map((commune) => ({ part, commune }))), "declared");
  return {
    communeCount: computed.communeCount,
    population: computed.population,
    populationUnknownFor: computed.populationUnknownFor,
    sizeClass: computed.sizeClass as Encoded["sizeClass"], // computed from the classes of the domain
    departements: computed.departements.map(({ code, nom }) => ({ code, nom })),
    regions: computed.regions.map(({ code, nom }) => ({ code, nom })),
    epci: computed.epci.map(({ code, communes: count, nom, of, ofPopulation, population, type }) => ({ code, nom, type, communes: count, ofCommunes: of, population, ofPopulation })),
  };
};
