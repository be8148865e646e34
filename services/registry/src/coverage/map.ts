import type { CoverageMap } from "@cpts/api/CoverageViews";
import type { LocalDate } from "@cpts/domain/LocalDate";
import { contoursNote, type Contours } from "../contours/contours.ts";
import { coveredPlaces, type NamedScope } from "./report.ts";
import type { Territories } from "./territories.ts";

type Encoded = typeof CoverageMap.Encoded;

/** The coverage of a scope on a day as GeoJSON, each commune with its surface where contours are loaded. */
export const coverageMap = (territories: Territories, contours: Contours | null, scope: NamedScope, day: LocalDate): Encoded => {
  const features = [...coveredPlaces(territories, scope, day)].map(({ claimed, commune, cover, place }) => ({
    type: "Feature" as const,
    id: place.code,
    properties: {
      code: place.code,
      nom: commune.nom,
      departement: commune.departement,
      epci: commune.epci,
      population: commune.population,
      ...cover,
      perhaps: claimed.perhaps.length > 0 && cover.extent !== "whole",
      by: claimed.sure.map(({ by }) => by),
    },
    geometry: contours?.surfaceOf(place.code) ?? null,
  }));
  const missing = features.flatMap(({ geometry, id }) => (geometry === null ? [id] : []));
  return { type: "FeatureCollection", scope: scope.scope, code: scope.code, asOf: day, contours: contoursNote(contours, missing), features };
};
