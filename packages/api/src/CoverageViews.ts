/**
 * How much of France, a region, a departement or an EPCI the CPTS cover, where nobody is, and where they overlap.
 *
 * @example
 * ```ts
 * import { coverageEndpoints } from "@cpts/api/CoverageViews"
 *
 * coverageEndpoints.readCoverage.path // => "/v1/coverage"
 * ```
 *
 * @since 0.1.0
 */
import { LocalDate } from "@cpts/domain/LocalDate";
import { Schema } from "effect";
import { NamedCode, PopulationFigure } from "./CommuneViews.ts";
import { endpoint } from "./Endpoint.ts";
import { explained, Explanation } from "./Explanation.ts";
import { exported, exportQuery } from "./Files.ts";
import { ContoursNote, featureCollection } from "./GeoJson.ts";
import { pageQuery, queryText } from "./Page.ts";

/** What a coverage is about: all of France, or a region, departement or EPCI by its code. */
export const CoverageScope = Schema.Literals(["france", "region", "departement", "epci"]);
export type CoverageScope = typeof CoverageScope.Type;

const inhabitants = Schema.NullOr(Schema.Int);

/** Communes by how much of them is covered. A city with municipal arrondissements is one commune. */
export const CoveredCommunes = Schema.Struct({
  total: Schema.Int,
  whole: Schema.Int,
  partly: Schema.Int,
  uncovered: Schema.Int,
  perhaps: Schema.Int.annotate({ description: "Among those not covered whole: communes that a CPTS perhaps covers, or covers more of, because a date is only partly known" }),
}).annotate({ identifier: "CoveredCommunes" });

/** Inhabitants, covered and not; both together are the total. */
export const CoveredPopulation = Schema.Struct({
  series: PopulationFigure.fields.series,
  vintage: PopulationFigure.fields.vintage,
  total: Schema.Int,
  covered: Schema.Int.annotate({ description: "In whole communes and arrondissements, and in parts as their documents count them" }),
  uncovered: Schema.Int,
  isLeast: Schema.Boolean.annotate({ description: "A covered part has no known population: `covered` is the least it can be" }),
  unknownFor: Schema.Array(Schema.String).annotate({ description: "Communes whose population the series does not give" }),
}).annotate({ identifier: "CoveredPopulation" });

const placeFields = { ...NamedCode.fields, departement: Schema.String, epci: Schema.NullOr(Schema.String), population: inhabitants };

/** A commune, or an arrondissement of a city that is covered in part, where no CPTS certainly is. */
export const WhiteZone = Schema.Struct({
  ...placeFields,
  perhaps: Schema.Boolean.annotate({ description: "A CPTS is perhaps there: a date is only partly known" }),
}).annotate({ identifier: "WhiteZone" });
export type WhiteZone = typeof WhiteZone.Type;

/** A commune covered by arrondissements or named parts. */
export const PartlyCovered = Schema.Struct({
  ...placeFields,
  covered: inhabitants,
  uncovered: inhabitants,
  isLeast: Schema.Boolean,
  by: Schema.Array(Schema.String).annotate({ description: "Ids of the CPTS" }),
}).annotate({ identifier: "PartlyCovered" });
export type PartlyCovered = typeof PartlyCovered.Type;

/** A commune, arrondissement or part that two CPTS or more hold. It is allowed, with a written reason. */
export const CoverageOverlap = Schema.Struct({
  ...placeFields,
  certainty: Schema.Literals(["yes", "unknown"]).annotate({ description: "`unknown`: a part of the city may or may not lie in this arrondissement" }),
  by: Schema.Array(Schema.Struct({ cptsId: Schema.String, name: Schema.String, reason: Schema.NullOr(Schema.String) })),
  isExplained: Schema.Boolean.annotate({ description: "At least one of the CPTS wrote down why" }),
}).annotate({ identifier: "CoverageOverlap" });
export type CoverageOverlap = typeof CoverageOverlap.Type;

/** How long the lists of a coverage are. */
export const CoverageCounts = Schema.Struct({ whiteZones: Schema.Int, overlaps: Schema.Int, overlapsWithoutReason: Schema.Int }).annotate({ identifier: "CoverageCounts" });

/** What the CPTS cover of a scope on a date. The lists come on demand, whole: no longer than the communes of the scope. */
export const CoverageReport = Schema.Struct({
  scope: CoverageScope,
  code: Schema.NullOr(Schema.String),
  nom: Schema.NullOr(Schema.String),
  asOf: LocalDate,
  cog: Schema.String,
  cogNote: Schema.NullOr(Schema.String),
  communes: CoveredCommunes,
  population: CoveredPopulation,
  counts: CoverageCounts,
  partlyCovered: Schema.optionalKey(Schema.Array(PartlyCovered)),
  whiteZones: Schema.optionalKey(Schema.Array(WhiteZone)),
  overlaps: Schema.optionalKey(Schema.Array(CoverageOverlap)),
  explanations: Schema.optionalKey(Schema.Array(Explanation)),
}).annotate({ identifier: "CoverageReport" });
export type CoverageReport = typeof CoverageReport.Type;

const scopeQuery = {
  scope: Schema.optionalKey(CoverageScope.annotate({ description: "`france` by default" })),
  code: Schema.optionalKey(queryText(9).annotate({ description: "Code of the region or departement, SIREN of the EPCI" })),
  asOf: Schema.optionalKey(LocalDate.annotate({ description: "Date the answer is about; today in Paris by default" })),
};

/** What is asked of a coverage: `code` with every scope but `france`. */
export const CoverageQuery = Schema.Struct({
  ...scopeQuery,
  detail: Schema.optionalKey(Schema.Literals(["figures", "communes"]).annotate({ description: "`communes`: also the white zones, the communes covered in part and the overlaps, one by one" })),
  ...explained,
});

/** A commune on the map of a coverage. */
export const CoveredCommune = Schema.Struct({
  ...placeFields,
  extent: Schema.Literals(["whole", "partly", "none"]),
  covered: inhabitants.annotate({ description: "Inhabitants covered: parts count for what their documents give" }),
  uncovered: inhabitants,
  isLeast: Schema.Boolean.annotate({ description: "A covered part has no known population: `covered` is the least it can be" }),
  perhaps: Schema.Boolean.annotate({ description: "A CPTS perhaps covers it, or more of it: a date is only partly known" }),
  by: Schema.Array(Schema.String).annotate({ description: "Ids of the CPTS" }),
}).annotate({ identifier: "CoveredCommune" });
export type CoveredCommune = typeof CoveredCommune.Type;

/** A coverage as GeoJSON (RFC 7946): a feature for each commune of the scope, its geometry where contours are loaded. */
export const CoverageMap = featureCollection(CoveredCommune, {
  scope: CoverageScope,
  code: Schema.NullOr(Schema.String),
  asOf: LocalDate,
  contours: ContoursNote,
  explanations: Schema.optionalKey(Schema.Array(Explanation)),
}).annotate({ identifier: "CoverageMap" });
export type CoverageMap = typeof CoverageMap.Type;

const listQuery = Schema.Struct({ ...pageQuery, ...scopeQuery, ...explained });
const listOf = <Item extends typeof WhiteZone | typeof CoverageOverlap>(item: Item, identifier: string) =>
  Schema.Struct({ asOf: LocalDate, items: Schema.Array(item), nextCursor: Schema.NullOr(Schema.String), explanations: Schema.optionalKey(Schema.Array(Explanation)) }).annotate({ identifier });

/** Who covers what. */
export const coverageEndpoints = {
  readCoverage: endpoint({
    id: "coverage.read",
    method: "GET",
    path: "/v1/coverage",
    query: CoverageQuery,
    response: CoverageReport,
    permission: "coverage.read",
    summary: { fr: "Couverture, zones blanches et recouvrements, à une date", en: "Coverage, white zones and overlaps, on a date" },
  }),
  listWhiteZones: endpoint({
    id: "white-zone.list",
    method: "GET",
    path: "/v1/coverage/white-zones",
    query: listQuery,
    response: listOf(WhiteZone, "WhiteZones"),
    permission: "coverage.read",
    summary: { fr: "Les zones blanches, page par page", en: "The white zones, page by page" },
  }),
  listOverlaps: endpoint({
    id: "overlap.list",
    method: "GET",
    path: "/v1/coverage/overlaps",
    query: listQuery,
    response: listOf(CoverageOverlap, "Overlaps"),
    permission: "coverage.read",
    summary: { fr: "Les recouvrements, page par page", en: "The overlaps, page by page" },
  }),
  exportCoverage: exported({
    id: "coverage.export",
    path: "/v1/coverage/export",
    query: Schema.Struct({ ...scopeQuery, ...exportQuery }),
    permission: "coverage.read",
    summary: {
      fr: "Couverture commune par commune en tableur, avec les zones blanches, les recouvrements et les communes couvertes en partie",
      en: "Coverage commune by commune as a spreadsheet, with white zones, overlaps and communes covered in part",
    },
  }),
  mapCoverage: endpoint({
    id: "coverage.map",
    method: "GET",
    path: "/v1/coverage/map",
    query: Schema.Struct({ ...scopeQuery, ...explained }),
    response: CoverageMap,
    permission: "coverage.read",
    summary: { fr: "Couverture en GeoJSON, commune par commune", en: "Coverage as GeoJSON, commune by commune" },
  }),
};
