/**
 * The contours of communes, as an operator imports them, and what they make possible: surfaces, neighbours, maps.
 *
 * The file is the bare body of `POST /v1/contours`: GeoJSON or TopoJSON, plain or in gzip, in degrees (WGS 84). Without contours
 * everything else is answered, and says so.
 *
 * @example
 * ```ts
 * import { contoursEndpoints } from "@cpts/api/Contours"
 *
 * contoursEndpoints.readLayer.path // => "/v1/contours/{hash}/layer"
 * ```
 *
 * @since 0.1.0
 */
import { CommuneCode, DepartementCode } from "@cpts/domain/Cog";
import { CptsId } from "@cpts/domain/Cpts";
import { LocalDate } from "@cpts/domain/LocalDate";
import { Schema } from "effect";
import { endpoint } from "./Endpoint.ts";
import { explained, Explanation } from "./Explanation.ts";
import { intake, prepared } from "./Files.ts";
import { ContoursNote, ContoursResolution, featureCollection } from "./GeoJson.ts";
import { queryText } from "./Page.ts";

const Codes = Schema.Array(Schema.String);

/** The contours in use, and how they fit the official geographic code of today. */
export const ContoursView = Schema.Struct({
  hash: Schema.String.annotate({ description: "Names their content; in the address of a layer" }),
  status: Schema.Literals(["completed", "unchanged"]).annotate({ description: "`unchanged`: this very file is in use already" }),
  edition: Schema.String,
  source: Schema.String,
  licence: Schema.String,
  resolution: Schema.NullOr(ContoursResolution).annotate({ description: "Measured by the import; null for one before it was" }),
  importedAt: Schema.String.annotate({ description: "Instant, RFC 3339" }),
  cog: Schema.String.annotate({ description: "Edition of the official geographic code that the codes were checked against" }),
  communes: Schema.Int.annotate({ description: "Communes of today that have a contour" }),
  arrondissements: Schema.Int.annotate({ description: "Municipal arrondissements that have one" }),
  missing: Codes.annotate({ description: "Communes of today without a contour" }),
  merged: Schema.Array(Schema.Struct({ code: Schema.String, into: Schema.String })).annotate({ description: "Codes of the past, whose surface went into the commune of today" }),
  unknown: Codes.annotate({ description: "Codes that no edition known here has; left out" }),
}).annotate({ identifier: "Contours" });
export type ContoursView = typeof ContoursView.Type;

/** The contours of communes for a map: a TopoJSON topology whose object `communes` has a geometry for each, its id the code. */
export const Layer = Schema.Struct({
  type: Schema.Literal("Topology"),
  transform: Schema.Unknown,
  arcs: Schema.Array(Schema.Unknown),
  objects: Schema.Record(Schema.String, Schema.Unknown),
  contours: Schema.optionalKey(Schema.Struct({ edition: Schema.String, source: Schema.String, licence: Schema.String, resolution: Schema.NullOr(ContoursResolution) })).annotate({ description: "Where they come from, so that a saved layer says so" }),
}).annotate({ identifier: "TopoJson", description: "TopoJSON, see https://github.com/topojson/topojson-specification" });

/** What contours tell of a territory. */
export const TerritorySurface = Schema.Struct({
  areaKm2: Schema.NullOr(Schema.Finite).annotate({ description: "About: of simplified contours, not of the land register. Null when a place has no contour of its own" }),
  densityPerKm2: Schema.NullOr(Schema.Finite).annotate({ description: "Inhabitants by square kilometre" }),
  unknownFor: Codes.annotate({ description: "Communes without a contour, and those held in part: parts have none" }),
  isContiguous: Schema.NullOr(Schema.Boolean).annotate({ description: "Every commune is reached from every other through neighbours; null when a commune has no contour" }),
  pieces: Schema.Array(Codes).annotate({ description: "Communes that hang together, the largest piece first; across water nothing does" }),
  edition: Schema.String,
  source: Schema.String,
  resolution: Schema.NullOr(ContoursResolution),
}).annotate({ identifier: "TerritorySurface" });
export type TerritorySurface = typeof TerritorySurface.Type;

/** What is said of a territory on a map. */
export const MappedTerritory = Schema.Struct({
  cptsId: CptsId,
  name: Schema.String,
  communes: Schema.Array(CommuneCode),
  partsOf: Schema.Array(CommuneCode).annotate({ description: "Communes held in part: drawn whole, as parts have no contour" }),
  status: Schema.String.annotate({ description: "Where the list of communes comes from" }),
}).annotate({ identifier: "MappedTerritory" });

/** A territory as GeoJSON: one feature, its communes merged. */
export const TerritoryMap = featureCollection(MappedTerritory, { asOf: LocalDate, contours: ContoursNote }).annotate({ identifier: "TerritoryMap" });
export type TerritoryMap = typeof TerritoryMap.Type;

/** Neighbours of a commune. */
export const CommuneNeighbours = Schema.Struct({
  code: Schema.String,
  contours: ContoursNote,
  areaKm2: Schema.NullOr(Schema.Finite),
  neighbours: Schema.Array(Schema.Struct({ code: Schema.String, nom: Schema.String })).annotate({ description: "Communes that share a border with it" }),
  explanations: Schema.optionalKey(Schema.Array(Explanation)),
}).annotate({ identifier: "CommuneNeighbours" });
export type CommuneNeighbours = typeof CommuneNeighbours.Type;

const name = (what: string) => queryText(300).annotate({ description: what }).pipe(Schema.check(Schema.isMinLength(1)));

/** Contours, by name. */
export const contoursEndpoints = {
  importContours: intake({
    id: "contours.import",
    path: "/v1/contours",
    query: Schema.Struct({
      edition: name("Edition of the contours, such as `2026`"),
      source: name("Who made them, such as `IGN, Admin Express`"),
      licence: name("Under which licence, such as `Licence Ouverte 2.0`"),
    }),
    response: ContoursView,
    status: 201,
    problems: ["invalid-request", "body-too-large", "unavailable"],
    permission: "platform.operate",
    summary: { fr: "Importer les contours des communes (GeoJSON ou TopoJSON)", en: "Import the contours of communes (GeoJSON or TopoJSON)" },
  }),
  readContours: endpoint({
    id: "contours.read",
    method: "GET",
    path: "/v1/contours",
    response: Schema.NullOr(ContoursView),
    permission: "commune.read",
    summary: { fr: "Les contours en service ; null s'il n'y en a pas", en: "The contours in use; null where there are none" },
  }),
  readLayer: prepared({
    id: "contours.layer",
    path: "/v1/contours/{hash}/layer",
    params: Schema.Struct({ hash: queryText(64) }),
    query: Schema.Struct({ departement: Schema.optionalKey(DepartementCode.annotate({ description: "Only its communes; all of France without" })) }),
    response: Layer,
    permission: "commune.read",
    summary: { fr: "Le fond de carte des communes (TopoJSON), à garder un an", en: "The map layer of communes (TopoJSON), to be kept a year" },
  }),
  readNeighbours: endpoint({
    id: "commune.neighbours",
    method: "GET",
    path: "/v1/communes/{code}/neighbours",
    params: Schema.Struct({ code: CommuneCode }),
    query: Schema.Struct(explained),
    response: CommuneNeighbours,
    permission: "commune.read",
    summary: { fr: "Les communes voisines et la superficie d'une commune", en: "The neighbours and the area of a commune" },
  }),
  mapTerritory: endpoint({
    id: "territory.map",
    method: "GET",
    path: "/v1/cpts/{id}/territory.geojson",
    params: Schema.Struct({ id: CptsId }),
    query: Schema.Struct({
      asOf: Schema.optionalKey(LocalDate.annotate({ description: "Date the answer is about; today in Paris by default" })),
      detail: Schema.optionalKey(Schema.Literals(["simplified", "full"]).annotate({ description: "`simplified` by default: corners that stand out by less than about a hectare are left out" })),
    }),
    response: TerritoryMap,
    permission: "territory.read",
    summary: { fr: "Le territoire d'une CPTS en GeoJSON, communes fusionnées", en: "The territory of a CPTS as GeoJSON, communes merged" },
  }),
};
