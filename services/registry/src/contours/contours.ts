import type { ContoursNote, Geometry } from "@cpts/api/GeoJson";
import { areaOf } from "@cpts/domain/Surface";
import { merge, mergeArcs, feature } from "topojson-client";
import { presimplify, simplify } from "topojson-simplify";
import type { GeometryCollection, MultiPolygon, Polygon } from "topojson-specification";
import { packArcs } from "./arcs.ts";
import type { CommuneTopology } from "./normalize.ts";

type Surface = typeof Geometry.Encoded;
type Outline = Polygon | MultiPolygon;

/** What is said of contours beside their surfaces. */
export interface ContoursRecord {
  readonly hash: string;
  readonly edition: string;
  readonly source: string;
  readonly licence: string;
}

/** The surfaces of communes, of one edition, decoded once. */
export interface Contours extends ContoursRecord {
  /** The surface of a commune or arrondissement; null where the file holds none. */
  readonly surfaceOf: (code: string) => Surface | null;
  /** Square kilometres of it. */
  readonly areaOf: (code: string) => number | null;
  /** The communes that share a border with a commune; of an arrondissement, the arrondissements and communes that do. */
  readonly neighboursOf: (code: string) => ReadonlyArray<string>;
  /** The surface of several communes as one, `isSimplified` without the corners that hardly stand out; null where none has one. */
  readonly merged: (codes: ReadonlyArray<string>, isSimplified: boolean) => Surface | null;
  /** The topology of some of them. */
  readonly topologyOf: (codes: ReadonlyArray<string>) => CommuneTopology;
  readonly codes: ReadonlyArray<string>;
}

/** Five decimals of a degree are about a metre: contours know less. */
const rounded = (value: number): number => Math.round(value * 1e5) / 1e5;

/** About a hectare, in square degrees at 46° north: the triangle of a corner that is left out. */
const leastTriangle = 1e-6;

const polygonsOf = (outline: Outline): ReadonlyArray<ReadonlyArray<ReadonlyArray<number>>> => (outline.type === "Polygon" ? [outline.arcs] : outline.arcs);

const surfaceFrom = (polygons: ReadonlyArray<ReadonlyArray<ReadonlyArray<readonly [number, number]>>>): Surface => {
  const [only] = polygons;
  return only !== undefined && polygons.length === 1 ? { type: "Polygon", coordinates: only } : { type: "MultiPolygon", coordinates: polygons };
};

const roundedSurface = (surface: GeoJSON.MultiPolygon | GeoJSON.Polygon): Surface => {
  const polygons = surface.type === "Polygon" ? [surface.coordinates] : surface.coordinates;
  return surfaceFrom(polygons.map((polygon) => polygon.map((ring) => ring.map(([longitude = 0, latitude = 0]) => [rounded(longitude), rounded(latitude)] as const))));
};

/** Who lies on the two sides of each arc: they are neighbours. */
const neighboursIn = (outlines: ReadonlyMap<string, Outline>): ReadonlyMap<string, ReadonlyArray<string>> => {
  const sides = new Map<number, Array<string>>();
  for (const [code, outline] of outlines)
    for (const arc of polygonsOf(outline).flat(2)) {
      const index = arc < 0 ? ~arc : arc;
      const known = sides.get(index);
      if (known === undefined) sides.set(index, [code]);
      else known.push(code);
    }
  const neighbours = new Map<string, Set<string>>();
  for (const side of sides.values())
    for (const code of side) for (const other of side) if (other !== code) neighbours.set(code, (neighbours.get(code) ?? new Set()).add(other));
  return new Map([...neighbours].map(([code, others]) => [code, [...others].toSorted()]));
};

const outlinesOf = ({ geometries }: GeometryCollection): ReadonlyMap<string, Outline> =>
  // Only outlines with the code as their id are kept in a topology of communes.
  new Map(geometries.map((geometry) => [String(geometry.id), geometry as Outline]));

/** Contours in memory: whole numbers for corners, one list of arcs for each outline, and nothing twice. */
export const makeContours = (record: ContoursRecord, topology: CommuneTopology): Contours => {
  const arcs = packArcs(topology);
  const [communes, arrondissements] = [outlinesOf(topology.objects.communes), outlinesOf(topology.objects.arrondissements)];
  const outlines = new Map([...communes, ...arrondissements]);
  const neighbours = new Map([...neighboursIn(arrondissements), ...neighboursIn(communes)]);
  const coordinatesOf = (outline: Outline) => polygonsOf(outline).map((polygon) => polygon.map((ring) => arcs.ring(ring)));
  const areas = new Map([...outlines].map(([code, outline]) => [code, areaOf(coordinatesOf(outline))]));
  const topologyOf = (codes: ReadonlyArray<string>): CommuneTopology => {
    const some = (all: ReadonlyMap<string, Outline>) => codes.flatMap((code) => all.get(code) ?? []);
    return arcs.topologyOf(some(communes), some(arrondissements));
  };
  return {
    ...record,
    codes: [...communes.keys()],
    surfaceOf: (code) => {
      const outline = outlines.get(code);
      return outline === undefined ? null : surfaceFrom(coordinatesOf(outline).map((polygon) => polygon.map((ring) => ring.map(([longitude, latitude]) => [rounded(longitude), rounded(latitude)] as const))));
    },
    areaOf: (code) => areas.get(code) ?? null,
    neighboursOf: (code) => neighbours.get(code) ?? [],
    merged: (codes, isSimplified) => {
      const some = topologyOf(codes);
      const geometries = [...some.objects.communes.geometries, ...some.objects.arrondissements.geometries] as Array<Outline>; // nothing else is kept
      if (geometries.length === 0) return null;
      if (!isSimplified) return roundedSurface(merge(some, geometries));
      const lighter = simplify(presimplify(some), leastTriangle);
      return roundedSurface(feature(lighter, mergeArcs(lighter, geometries)).geometry);
    },
    topologyOf,
  };
};

/** Where the surfaces of an answer come from. */
export const contoursNote = (contours: ContoursRecord | null, missing: ReadonlyArray<string>): typeof ContoursNote.Encoded =>
  contours === null
    ? { state: "not-loaded", edition: null, source: null, licence: null, missing: [] }
    : { state: "loaded", edition: contours.edition, source: contours.source, licence: contours.licence, missing };
