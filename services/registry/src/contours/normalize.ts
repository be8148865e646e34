import type { Communes } from "@cpts/reference-data";
import { mergeArcs, quantize } from "topojson-client";
import { topology as topologyOf } from "topojson-server";
import type { GeometryCollection, MultiPolygon, Objects, Polygon, Topology } from "topojson-specification";
import { packArcs, readArcs } from "./arcs.ts";
import { checkTopology } from "./check.ts";
import { ContourFault } from "./fault.ts";

type Surface = Polygon | MultiPolygon;

/** A topology whose two objects hold communes and municipal arrondissements of today, by code, and nothing else. */
export type CommuneTopology = Topology<{ communes: GeometryCollection; arrondissements: GeometryCollection }>;

/** A file of contours, as it fits the communes of today. */
export interface Normalized {
  readonly topology: CommuneTopology;
  readonly missing: ReadonlyArray<string>;
  readonly merged: ReadonlyArray<{ readonly code: string; readonly into: string }>;
  readonly unknown: ReadonlyArray<string>;
}

/** Corners of about ten metres, whatever the file has: those of two neighbours that nearly meet then meet. */
const corners = 1e6;

const names = ["code", "insee", "insee_com", "code_insee", "codgeo", "code_commune", "com"];
const isCode = (text: string): boolean => /^(?:\d{5}|2[AB]\d{3})$/u.test(text);

/** The code of a commune that a geometry carries, under one of the names that files have for it; a number has lost its zero. */
const codeOf = ({ id, properties }: { readonly id?: unknown; readonly properties?: object | null | undefined }): string | null => {
  const values = new Map(Object.entries(properties ?? {}).map(([name, value]) => [name.toLowerCase(), value as unknown]));
  const given = [...names.map((name) => values.get(name)), id].find((value) => typeof value === "string" || typeof value === "number");
  const text = typeof given === "number" ? String(given).padStart(5, "0") : String(given ?? "");
  return isCode(text) ? text : null;
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === "object" && value !== null;

/** Any file of contours as a topology with whole-number corners. */
const asTopology = (json: unknown): Topology => {
  if (!isObject(json)) throw new ContourFault("not-contours");
  if (json["type"] === "FeatureCollection" && Array.isArray(json["features"])) {
    checkTopology.features(json["features"]);
    // Just looked at.
    return topologyOf({ all: json as unknown as GeoJSON.FeatureCollection }, corners);
  }
  if (json["type"] !== "Topology") throw new ContourFault("not-contours");
  checkTopology.topology(json);
  const topology = json as unknown as Topology; // just looked at
  return topology.transform === undefined ? quantize(topology as Topology<Objects<object>>, corners) : topology; // its types leave out properties that are null
};

const surfacesIn = (topology: Topology): ReadonlyArray<Surface & { readonly code: string }> =>
  Object.values(topology.objects).flatMap((object) =>
    (object.type === "GeometryCollection" ? object.geometries : [object]).flatMap((geometry) => {
      const code = geometry.type === "Polygon" || geometry.type === "MultiPolygon" ? codeOf(geometry) : null;
      return code === null ? [] : [{ ...(geometry as Surface), code }]; // its type was just asked
    }),
  );

/** One geometry of several: borders between them are none any more. */
const mergedOf = (topology: Topology, surfaces: ReadonlyArray<Surface>): Surface => {
  const [first] = surfaces;
  return first !== undefined && surfaces.length === 1 ? first : mergeArcs(topology, [...surfaces]);
};

const byCode = (a: Surface, b: Surface): number => (String(a.id) < String(b.id) ? -1 : 1);

/**
 * Fits a file of contours to the communes of today: a code of the past goes into the commune that has its ground now, a city without
 * a contour is made of its arrondissements, and what no edition knows is left out. Throws the ContourFault that says what is wrong.
 */
export const normalize = (json: unknown, communes: Communes): Normalized => {
  const given = asTopology(json);
  const surfaces = surfacesIn(given);
  const repeated = [...Map.groupBy(surfaces, ({ code }) => code)].flatMap(([code, same]) => (same.length > 1 ? [code] : []));
  if (repeated.length > 0) throw new ContourFault("repeated-codes", repeated.slice(0, 20));
  const today = (code: string): string | null => communes.territorial(code)?.code ?? communes.resolveCode(code)?.code ?? null;
  const groups = Map.groupBy(surfaces, ({ code }) => today(code));
  const unknown = (groups.get(null) ?? []).map(({ code }) => code);
  const found = [...groups].flatMap(([code, parts]) => (code === null ? [] : [{ ...mergedOf(given, parts), id: code }]));
  const isCity = (code: string): boolean => communes.current(code) !== null;
  const inside = found.filter(({ id }) => !isCity(id));
  const whole = found.filter(({ id }) => isCity(id));
  const held = new Set(whole.map(({ id }) => id));
  const cities = [...Map.groupBy(inside, ({ id }) => communes.territorial(id)?.chefLieu ?? "")].flatMap(([city, parts]) =>
    held.has(city) || parts.length < communes.parts.filter(({ chefLieu, type }) => type === "arrondissement-municipal" && chefLieu === city).length ? [] : [{ ...mergedOf(given, parts), id: city }],
  );
  const all = [...whole, ...cities];
  if (all.length === 0) throw new ContourFault("no-communes");
  const known = new Set(all.map(({ id }) => id));
  return {
    topology: readArcs(packArcs(given)).topologyOf(all.toSorted(byCode), inside.toSorted(byCode)),
    missing: communes.currentCommunes.flatMap(({ code }) => (known.has(code) ? [] : [code])),
    merged: surfaces.flatMap(({ code }) => {
      const into = today(code);
      return into === null || into === code ? [] : [{ code, into }];
    }),
    unknown,
  };
};
