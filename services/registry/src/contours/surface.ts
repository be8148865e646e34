import type { TerritorySurface } from "@cpts/api/Contours";
import type { Explanation } from "@cpts/api/Explanation";
import { piecesOf } from "@cpts/domain/Contiguity";
import { cityOf } from "../coverage/held.ts";
import { cogSource, populationSource } from "../communes/sources.ts";
import type { Contours } from "./contours.ts";

type Encoded = typeof TerritorySurface.Encoded;

const tenth = (value: number): number => Math.round(value * 10) / 10;

/** An arrondissement without a contour of its own lies in its city; a part lies in its commune. */
const drawnAs = (contours: Contours, code: string): string => (contours.areaOf(code) === null ? cityOf(code) : code);

/** What contours tell of communes held whole and of the communes of parts; null where no contours are loaded. */
export const surfaceOf = (contours: Contours | null, communes: ReadonlyArray<string>, partsOf: ReadonlyArray<string>, population: number | null): Encoded | null => {
  if (contours === null) return null;
  const areas = communes.map((code) => contours.areaOf(code));
  const unknownFor = [...new Set([...communes.filter((code) => contours.areaOf(code) === null), ...partsOf])].toSorted();
  const areaKm2 = unknownFor.length > 0 || areas.length === 0 ? null : areas.reduce<number>((sum, area) => sum + (area ?? 0), 0);
  const places = [...new Set([...communes, ...partsOf].map((code) => drawnAs(contours, code)))].toSorted();
  const pieces = piecesOf(places, contours.neighboursOf);
  const isDrawn = places.every((code) => contours.areaOf(code) !== null);
  return {
    areaKm2: areaKm2 === null ? null : tenth(areaKm2),
    densityPerKm2: areaKm2 === null || areaKm2 === 0 || population === null ? null : tenth(population / areaKm2),
    unknownFor,
    isContiguous: isDrawn && places.length > 0 ? pieces.length === 1 : null,
    pieces,
    edition: contours.edition,
    source: contours.source,
    resolution: contours.resolution,
  };
};

type Drawn = Pick<Encoded, "edition" | "source" | "resolution">;

const contoursSource = ({ edition, resolution, source }: Drawn) => ({ name: `${source} ${edition}${resolution === null ? "" : ` (~${resolution.cornerSpacingMetres} m)`}`, status: "computed" });

const finenessOf = ({ resolution }: Drawn) => [
  { name: "cornerSpacingMetres", value: resolution === null ? "-" : String(resolution.cornerSpacingMetres) },
  { name: "gridMetres", value: resolution === null ? "-" : String(resolution.gridMetres) },
];

const area = (named: Drawn, unknownFor: ReadonlyArray<string>): typeof Explanation.Encoded => ({
  figure: "areaKm2",
  rule: {
    fr: "Superficie des contours chargés, sur l'ellipsoïde WGS 84 ; environ, car les contours sont simplifiés, et ce n'est pas la superficie cadastrale de l'INSEE. Non calculée quand une commune n'a pas de contour ou n'est tenue qu'en partie.",
    en: "Area of the loaded contours, on the WGS 84 ellipsoid; about, as contours are simplified, and not the land-register figure of INSEE. Not computed when a commune has no contour or is held in part only.",
  },
  inputs: [{ name: "unknownFor", value: unknownFor.join(" ") || "-" }, ...finenessOf(named)],
  sources: [contoursSource(named), cogSource],
});

/** Why the area of a commune is what it is. */
export const explainCommune = (named: Drawn): ReadonlyArray<typeof Explanation.Encoded> => [area(named, [])];

/** Why the figures of a surface are what they are. */
export const explainSurface = (surface: Encoded): ReadonlyArray<typeof Explanation.Encoded> => [
  area(surface, surface.unknownFor),
  {
    figure: "densityPerKm2",
    rule: { fr: "Population calculée du territoire divisée par sa superficie.", en: "Computed population of the territory divided by its area." },
    inputs: [{ name: "areaKm2", value: surface.areaKm2 === null ? "-" : String(surface.areaKm2) }],
    sources: [contoursSource(surface), populationSource],
  },
  {
    figure: "isContiguous",
    rule: {
      fr: "Deux communes sont voisines quand leurs contours ont une limite en commun ; le territoire est d'un seul tenant quand chacune est atteinte depuis toute autre de voisine en voisine. Une commune tenue en partie compte comme sa commune, rien ne passe au-dessus de l'eau.",
      en: "Two communes are neighbours when their contours share a border; the territory is of one piece when each is reached from every other through neighbours. A commune held in part counts as the commune, nothing crosses water.",
    },
    inputs: [{ name: "pieces", value: surface.pieces.map((piece) => String(piece.length)).join(" + ") || "-" }],
    sources: [contoursSource(surface)],
  },
];
