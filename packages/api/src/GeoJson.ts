/**
 * Places on a map, as GeoJSON (RFC 7946): longitudes and latitudes in degrees, WGS 84.
 *
 * @example
 * ```ts
 * import { Schema } from "effect"
 * import { Geometry } from "@cpts/api/GeoJson"
 *
 * const square = { type: "Polygon", coordinates: [[[0, 47], [1, 47], [1, 48], [0, 47]]] }
 * Schema.decodeUnknownSync(Geometry)(square).type // => "Polygon"
 * ```
 *
 * @since 0.1.0
 */
import { Schema } from "effect";
import type { Codec } from "./Endpoint.ts";

const Ring = Schema.Array(Schema.Array(Schema.Finite).annotate({ description: "Longitude, latitude" }));

/** The surface of a place: outer ring first, then its holes; several polygons where it is in several pieces. */
export const Geometry = Schema.Union([
  Schema.Struct({ type: Schema.Literal("Polygon"), coordinates: Schema.Array(Ring) }).annotate({ identifier: "Polygon" }),
  Schema.Struct({ type: Schema.Literal("MultiPolygon"), coordinates: Schema.Array(Schema.Array(Ring)) }).annotate({ identifier: "MultiPolygon" }),
]);
/** The surface of a place. */
export type Geometry = typeof Geometry.Type;

/** How fine contours are: a figure made of them is not finer. */
export const ContoursResolution = Schema.Struct({
  cornerSpacingMetres: Schema.Int.annotate({ description: "Mean distance between two corners that follow each other: what is smaller than it is smoothed away" }),
  gridMetres: Schema.Finite.annotate({ description: "The step that corners are rounded to, north to south" }),
}).annotate({ identifier: "ContoursResolution" });
/** How fine contours are. */
export type ContoursResolution = typeof ContoursResolution.Type;

/** Where the surfaces of an answer come from, or that there are none: everything else is answered without contours. */
export const ContoursNote = Schema.Struct({
  state: Schema.Literals(["loaded", "not-loaded"]).annotate({ description: "`not-loaded`: no contours have been imported, every geometry is null" }),
  edition: Schema.NullOr(Schema.String).annotate({ description: "Edition of the contours, as the import names it" }),
  source: Schema.NullOr(Schema.String),
  licence: Schema.NullOr(Schema.String),
  resolution: Schema.NullOr(ContoursResolution).annotate({ description: "Null also for contours that were imported before it was measured" }),
  missing: Schema.Array(Schema.String).annotate({ description: "Communes of this answer that the contours do not hold" }),
}).annotate({ identifier: "ContoursNote" });
/** Where the surfaces of an answer come from. */
export type ContoursNote = typeof ContoursNote.Type;

/** A list of places with what is said of each; `members` are said of the list. */
export const featureCollection = <Properties extends Codec, Members extends Schema.Struct.Fields>(properties: Properties, members: Members) =>
  Schema.Struct({
    type: Schema.Literal("FeatureCollection"),
    ...members,
    features: Schema.Array(Schema.Struct({ type: Schema.Literal("Feature"), id: Schema.String, properties, geometry: Schema.NullOr(Geometry) })),
  });
