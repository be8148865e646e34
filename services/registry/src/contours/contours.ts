import type { ContoursNote, ContoursResolution, Geometry } from "@cpts/api/GeoJson";
import { merge, mergeArcs, feature } from "topojson-client";
import { presimplify, simplify } from "topojson-simplify";
import { readArcs, type Outline } from "./arcs.ts";
import type { CommuneTopology } from "./normalize.ts";
import { outlineAt, polygonsOf, type PackedContours } from "./packed-contours.ts";

type Surface = typeof Geometry.Encoded;

/** What is said of contours beside their surfaces. */
export interface ContoursRecord {
  readonly hash: string;
  readonly edition: string;
  readonly source: string;
  readonly licence: string;
  /** Null of contours that were imported before it was measured. */
  readonly resolution: typeof ContoursResolution.Encoded | null;
}

/** The surfaces of communes, of one edition, decoded once. */
export interface Contours extends ContoursRecord {
  /** The surface of a commune or arrondissement; null where the file holds none. */
  readonly surfaceOf: (code: string) => Surface | null;
  /** Square kilometres of it. */
  readonly areaOf: (code: string) => number | null;
  /** The communes that share a border with a commune; of an arrondissement, the arrondissements that do. */
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

const surfaceFrom = (polygons: ReadonlyArray<ReadonlyArray<ReadonlyArray<readonly [number, number]>>>): Surface => {
  const [only] = polygons;
  return only !== undefined && polygons.length === 1 ? { type: "Polygon", coordinates: only } : { type: "MultiPolygon", coordinates: polygons };
};

const roundedSurface = (surface: GeoJSON.MultiPolygon | GeoJSON.Polygon): Surface => {
  const polygons = surface.type === "Polygon" ? [surface.coordinates] : surface.coordinates;
  return surfaceFrom(polygons.map((polygon) => polygon.map((ring) => ring.map(([longitude = 0, latitude = 0]) => [rounded(longitude), rounded(latitude)] as const))));
};

/** Contours in memory: whole numbers for corners, one list of arcs for each outline, and nothing twice. */
export const contoursFrom = (record: ContoursRecord, packed: PackedContours): Contours => {
  const { ring, topologyOf: topologyWith } = readArcs(packed.arcs);
  const indexes = new Map(packed.codes.map((code, index) => [code, index]));
  const found = <A>(code: string, read: (index: number) => A): A | null => {
    const index = indexes.get(code);
    return index === undefined ? null : read(index);
  };
  const outlines = (some: ReadonlyArray<number>): ReadonlyArray<Outline> => some.map((index) => outlineAt(packed, index));
  const topologyOf = (codes: ReadonlyArray<string>): CommuneTopology => {
    const held = codes.flatMap((code) => indexes.get(code) ?? []);
    return topologyWith(outlines(held.filter((index) => index < packed.communeCount)), outlines(held.filter((index) => index >= packed.communeCount)));
  };
  return {
    ...record,
    codes: packed.codes.slice(0, packed.communeCount),
    surfaceOf: (code) =>
      found(code, (index) => surfaceFrom(polygonsOf(outlineAt(packed, index)).map((polygon) => polygon.map((arcs) => ring(arcs).map(([longitude, latitude]) => [rounded(longitude), rounded(latitude)] as const))))),
    areaOf: (code) => found(code, (index) => packed.areas[index] ?? null),
    neighboursOf: (code) => found(code, (index) => Array.from(packed.neighbours.subarray(packed.neighbourStarts[index], packed.neighbourStarts[index + 1]), (other) => packed.codes[other] ?? "")) ?? [],
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
    ? { state: "not-loaded", edition: null, source: null, licence: null, resolution: null, missing: [] }
    : { state: "loaded", edition: contours.edition, source: contours.source, licence: contours.licence, resolution: contours.resolution, missing };
