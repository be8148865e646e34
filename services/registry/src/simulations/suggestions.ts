import type { TerritorySuggestion, TerritorySuggestions } from "@cpts/api/SimulationViews";
import { coverPlace, type CoverablePlace } from "@cpts/domain/Coverage";
import type { CptsId } from "@cpts/domain/Cpts";
import type { LocalDate } from "@cpts/domain/LocalDate";
import { classOfPopulation } from "@cpts/domain/SizeClass";
import { cogSource, populationSource } from "../communes/sources.ts";
import { claimsAt, type Territories } from "../coverage/territories.ts";
import { figuresOfTerritory } from "./figures.ts";
import { territoryOn } from "./simulate.ts";

type Encoded = typeof TerritorySuggestion.Encoded;
type Reason = Encoded["reasons"][number];
type Figures = NonNullable<ReturnType<typeof figuresOfTerritory>>;
type Share = Figures["epci"][number];

/** How much of its EPCI the territory holds already: by inhabitants where they are known, else by communes. */
const shareOf = ({ communes, ofCommunes, ofPopulation, population }: Share): number => (population !== null && ofPopulation !== null && ofPopulation > 0 ? population / ofPopulation : communes / Math.max(1, ofCommunes));

const reasonsOf = (share: Share, isPartly: boolean, before: Encoded["sizeClassAfter"], after: Encoded["sizeClassAfter"]): ReadonlyArray<Reason> => [
  { code: "same-epci", fr: `le territoire tient ${share.communes} des ${share.ofCommunes} communes de ${share.nom}`, en: `the territory holds ${share.communes} of the ${share.ofCommunes} communes of ${share.nom}` },
  ...(share.communes + 1 === share.ofCommunes && !isPartly ? [{ code: "completes-epci", fr: `${share.nom} serait alors entière`, en: `${share.nom} would then be whole` }] : []),
  ...(isPartly ? [{ code: "partly-covered", fr: "une partie de la commune est déjà couverte", en: "a part of the commune is covered already" }] : []),
  ...(after !== null && after !== before ? [{ code: "changes-size", fr: `la taille passerait de ${before ?? "?"} à ${after}`, en: `the size would go from ${before ?? "?"} to ${after}` }] : []),
];

const suggestionOf = ({ geography }: Territories, place: CoverablePlace, uncovered: number | null, isPartly: boolean, figures: Figures): ReadonlyArray<Encoded> => {
  const found = geography.places.get(place.code);
  const share = figures.epci.find(({ code }) => code === found?.epci);
  if (found === undefined || share === undefined) return [];
  const before = figures.populationUnknownFor.length > 0 ? null : figures.population.value;
  const populationAfter = before === null || uncovered === null ? null : before + uncovered;
  const sizeClassAfter = populationAfter === null ? null : classOfPopulation(populationAfter);
  return [{ code: found.code, nom: found.nom, departement: found.departement, epci: { code: share.code, nom: share.nom }, uncovered, populationAfter, sizeClassAfter, reasons: reasonsOf(share, isPartly, figures.sizeClass, sizeClassAfter) }];
};

const explanation = (asOf: LocalDate) => ({
  figure: "items",
  rule: {
    fr: "Les communes non couvertes des EPCI dont le territoire tient une partie, celles de l'EPCI le plus tenu d'abord, puis les plus peuplées. Sans contours chargés, « voisine » veut dire du même EPCI.",
    en: "The uncovered communes of the EPCI that the territory holds a part of, those of the EPCI held most first, then the most inhabited. Without contours, a neighbour is a commune of the same EPCI.",
  },
  inputs: [{ name: "asOf", value: asOf }],
  sources: [populationSource, cogSource],
});

/** The uncovered neighbours of the territory of a day, ranked. */
export const suggestionsOn = (territories: Territories, cptsId: CptsId, asOf: LocalDate, { explain, limit }: { readonly explain: boolean; readonly limit: number }): typeof TerritorySuggestions.Encoded => {
  const version = territoryOn(territories, cptsId, asOf);
  const figures = version === null ? null : figuresOfTerritory(territories.geography, { communes: [...version.communes], parts: version.parts });
  const claims = territories.claimsOn(asOf);
  const shares = new Map((figures?.epci ?? []).map((share) => [share.code, shareOf(share)]));
  const items = territories.geography.coverable.flatMap((place): ReadonlyArray<Encoded> => {
    if (figures === null || !shares.has(territories.geography.places.get(place.code)?.epci ?? "")) return [];
    const cover = coverPlace(place, claimsAt(claims, place.code).sure);
    return cover.extent === "whole" ? [] : suggestionOf(territories, place, cover.uncovered, cover.extent === "partly", figures);
  });
  const ranked = items.toSorted((a, b) => (shares.get(b.epci.code) ?? 0) - (shares.get(a.epci.code) ?? 0) || (b.uncovered ?? 0) - (a.uncovered ?? 0) || (a.code < b.code ? -1 : 1));
  return { cptsId, asOf, neighbourhood: "epci", items: ranked.slice(0, limit), ...(explain ? { explanations: [explanation(asOf)] } : {}) };
};
