import type { TerritorySuggestion, TerritorySuggestions } from "@cpts/api/SimulationViews";
import { coverPlace, type CoverablePlace } from "@cpts/domain/Coverage";
import type { CptsId } from "@cpts/domain/Cpts";
import type { LocalDate } from "@cpts/domain/LocalDate";
import { classOfPopulation } from "@cpts/domain/SizeClass";
import { cogSource, populationSource } from "../communes/sources.ts";
import { contoursNote, type Contours } from "../contours/contours.ts";
import { cityOf, type Geography, type HeldPlace, type HeldVersion } from "../coverage/held.ts";
import { claimsAt, type Territories } from "../coverage/territories.ts";
import { figuresOfTerritory } from "./figures.ts";
import { territoryOn } from "./simulate.ts";
import { whyNone } from "./why-none.ts";

type Encoded = typeof TerritorySuggestion.Encoded;
type Reason = Encoded["reasons"][number];
type Figures = NonNullable<ReturnType<typeof figuresOfTerritory>>;
type Share = Figures["epci"][number];

/** An uncovered neighbour. */
interface Candidate {
  readonly place: CoverablePlace;
  readonly uncovered: number | null;
  readonly isPartly: boolean;
  readonly isBorder: boolean;
}

/** How much of its EPCI the territory holds already: by inhabitants where they are known, else by communes. */
const shareOf = ({ communes, ofCommunes, ofPopulation, population }: Share): number => (population !== null && ofPopulation !== null && ofPopulation > 0 ? population / ofPopulation : communes / Math.max(1, ofCommunes));

const reasonsOf = (share: Share, { isBorder, isPartly }: Candidate, before: Encoded["sizeClassAfter"], after: Encoded["sizeClassAfter"]): ReadonlyArray<Reason> => [
  ...(isBorder ? [{ code: "shares-border", fr: "la commune touche le territoire", en: "the commune shares a border with the territory" }] : []),
  ...(share.communes === 0 ? [] : [{ code: "same-epci", fr: `le territoire tient ${share.communes} des ${share.ofCommunes} communes de ${share.nom}`, en: `the territory holds ${share.communes} of the ${share.ofCommunes} communes of ${share.nom}` }]),
  ...(share.communes + 1 === share.ofCommunes && !isPartly ? [{ code: "completes-epci", fr: `${share.nom} serait alors entière`, en: `${share.nom} would then be whole` }] : []),
  ...(isPartly ? [{ code: "partly-covered", fr: "une partie de la commune est déjà couverte", en: "a part of the commune is covered already" }] : []),
  ...(after !== null && after !== before ? [{ code: "changes-size", fr: `la taille passerait de ${before ?? "?"} à ${after}`, en: `the size would go from ${before ?? "?"} to ${after}` }] : []),
];

/** The share of an EPCI that the territory holds nothing of. */
const noShare = ({ epci, epci_communes: ofCommunes, epci_nom: nom, epci_population: ofPopulation, epci_type: type }: HeldPlace): Share | undefined =>
  epci === null ? undefined : { code: epci, nom: nom ?? epci, type: type ?? "", communes: 0, ofCommunes: ofCommunes ?? 0, population: 0, ofPopulation };

const suggestionOf = ({ geography }: Territories, candidate: Candidate, figures: Figures): ReadonlyArray<Encoded> => {
  const { place, uncovered } = candidate;
  const found = geography.places.get(place.code);
  const share = figures.epci.find(({ code }) => code === found?.epci) ?? (found === undefined ? undefined : noShare(found));
  if (found === undefined || share === undefined) return [];
  const before = figures.populationUnknownFor.length > 0 ? null : figures.population.value;
  const populationAfter = before === null || uncovered === null ? null : before + uncovered;
  const sizeClassAfter = populationAfter === null ? null : classOfPopulation(populationAfter);
  return [{ code: found.code, nom: found.nom, departement: found.departement, epci: { code: share.code, nom: share.nom }, uncovered, populationAfter, sizeClassAfter, reasons: reasonsOf(share, candidate, figures.sizeClass, sizeClassAfter) }];
};

const ofEpci = new WeakMap<Geography, ReadonlyMap<string, ReadonlyArray<CoverablePlace>>>();

/** Communes of today by their EPCI. */
const byEpci = (geography: Geography): ReadonlyMap<string, ReadonlyArray<CoverablePlace>> => {
  const known = ofEpci.get(geography) ?? Map.groupBy(geography.coverable, ({ code }) => geography.places.get(code)?.epci ?? "");
  ofEpci.set(geography, known);
  return known;
};

/** The neighbours of a territory: those that share a border with it, or where no contours tell, those of the EPCI it holds a part of. */
const neighboursOf = ({ geography }: Territories, version: HeldVersion | null, figures: Figures | null, contours: Contours | null): ReadonlyArray<CoverablePlace> => {
  if (version === null || figures === null) return [];
  if (contours === null) return figures.epci.flatMap(({ code }) => byEpci(geography).get(code) ?? []);
  const held = new Set([...version.communes, ...version.parts.map(({ commune }) => commune)].map(cityOf));
  // What it holds in part lies within.
  const inside = [...new Set(version.parts.map(({ commune }) => cityOf(commune)))].filter((code) => !version.communes.has(code));
  const around = [...held].flatMap((code) => contours.neighboursOf(code)).filter((code) => !held.has(code));
  return [...new Set([...inside, ...around])].flatMap((code) => geography.coverableAt.get(code) ?? []);
};

const explanation = (asOf: LocalDate) => ({
  figure: "items",
  rule: {
    fr: "Les communes voisines non couvertes, celles de l'EPCI le plus tenu d'abord, puis les plus peuplées. Avec des contours, « voisine » veut dire qui touche le territoire ; sans contours, d'un EPCI dont il tient une partie.",
    en: "The uncovered neighbours, those of the EPCI held most first, then the most inhabited. With contours a neighbour shares a border with the territory; without, it is of an EPCI that the territory holds a part of.",
  },
  inputs: [{ name: "asOf", value: asOf }],
  sources: [populationSource, cogSource],
});

/** The uncovered neighbours of the territory of a day, ranked. */
export const suggestionsOn = (territories: Territories, contours: Contours | null, cptsId: CptsId, asOf: LocalDate, { explain, limit }: { readonly explain: boolean; readonly limit: number }): typeof TerritorySuggestions.Encoded => {
  const version = territoryOn(territories, cptsId, asOf);
  const figures = version === null ? null : figuresOfTerritory(territories.geography, { communes: [...version.communes], parts: version.parts });
  const claims = territories.claimsOn(asOf);
  const shares = new Map((figures?.epci ?? []).map((share) => [share.code, shareOf(share)]));
  const neighbourhood = contours === null ? "epci" : "border";
  const neighbours = neighboursOf(territories, version, figures, contours);
  const items = neighbours.flatMap((place): ReadonlyArray<Encoded> => {
    const cover = coverPlace(place, claimsAt(claims, place.code).sure);
    return cover.extent === "whole" || figures === null ? [] : suggestionOf(territories, { place, uncovered: cover.uncovered, isPartly: cover.extent === "partly", isBorder: contours !== null }, figures);
  });
  const ranked = items.toSorted((a, b) => (shares.get(b.epci.code) ?? 0) - (shares.get(a.epci.code) ?? 0) || (b.uncovered ?? 0) - (a.uncovered ?? 0) || (a.code < b.code ? -1 : 1));
  return { cptsId, asOf, neighbourhood, contours: contoursNote(contours, []), items: ranked.slice(0, limit), notices: items.length > 0 ? [] : [whyNone(territories, { cptsId, asOf, version, neighbourhood, hasNeighbours: neighbours.length > 0 })], ...(explain ? { explanations: [explanation(asOf)] } : {}) };
};
