/**
 * Other zonings and coordinations beside the territories of CPTS: basins of life, out-of-hours sectors, DAC, MSP, local health contracts,
 * each a layer that is imported whole, and the share that a territory has of each of its zones.
 *
 * @example
 * ```ts
 * import { zoningEndpoints } from "@cpts/api/Zonings"
 *
 * zoningEndpoints.readZonings.path // => "/v1/cpts/{id}/zonings"
 * ```
 *
 * @since 0.1.0
 */
import { CptsId } from "@cpts/domain/Cpts";
import { LocalDate } from "@cpts/domain/LocalDate";
import { Code } from "@cpts/domain/OpenCode";
import { ZoningId, ZoningImported } from "@cpts/domain/RegistryLayerEvents";
import { Schema } from "effect";
import { endpoint } from "./Endpoint.ts";
import { eventType } from "./EventType.ts";
import { explained, Explanation } from "./Explanation.ts";
import { uploadAnd, UploadQuery } from "./Files.ts";
import { page, pageQuery, queryText } from "./Page.ts";
import { snapshotOf } from "./Snapshot.ts";
import { wordReasons } from "./internal/word-reasons.ts";

const kind = Code.annotate({ description: "What the zoning or coordination is: `bassin-de-vie`, `out-of-hours-sector`, `dac`, `msp`, `local-health-contract`, or another code" });

/** A layer that is in use: one of each kind, replaced by the next import. */
export const ZoningLayer = Schema.Struct({
  zoningId: ZoningId,
  kind,
  version: Schema.Int.annotate({ description: "Which file of it, from 1; 0 of one that was imported before they were counted" }),
  edition: Schema.String,
  source: Schema.String,
  licence: Schema.String,
  zones: Schema.Int.annotate({ description: "How many zones it has" }),
  communes: Schema.Int.annotate({ description: "How many communes lie in one of them at least" }),
}).annotate({ identifier: "ZoningLayer" });
/** A layer that is in use. */
export type ZoningLayer = typeof ZoningLayer.Type;

/** A zone that a territory meets: n of m communes, x of y inhabitants. */
export const ZoneShare = Schema.Struct({
  code: Schema.String,
  nom: Schema.String,
  communes: Schema.Int.annotate({ description: "Communes of the zone that the territory holds, those held in part among them" }),
  of: Schema.Int.annotate({ description: "Communes of the zone" }),
  population: Schema.NullOr(Schema.Int).annotate({ description: "Their inhabitants in the territory; null where those of one are not known" }),
  ofPopulation: Schema.NullOr(Schema.Int).annotate({ description: "Inhabitants of the zone" }),
}).annotate({ identifier: "ZoneShare" });
/** A zone that a territory meets. */
export type ZoneShare = typeof ZoneShare.Type;

/** The zones of one layer that a territory meets, the largest share of its own communes first. */
export const ZoningOfTerritory = Schema.Struct({
  layer: ZoningLayer,
  zones: Schema.Array(ZoneShare),
  outside: Schema.Array(Schema.String).annotate({ description: "Communes of the territory that the layer puts nowhere" }),
}).annotate({ identifier: "ZoningOfTerritory" });
/** The zones of one layer that a territory meets. */
export type ZoningOfTerritory = typeof ZoningOfTerritory.Type;

/** The zonings beside the territory of a CPTS on a date. */
export const CptsZonings = Schema.Struct({
  cptsId: CptsId,
  asOf: LocalDate,
  layers: Schema.Array(ZoningOfTerritory),
  explanations: Schema.optionalKey(Schema.Array(Explanation)),
}).annotate({ identifier: "CptsZonings" });
/** The zonings beside the territory of a CPTS. */
export type CptsZonings = typeof CptsZonings.Type;

/** Zonings, by name. */
export const zoningEndpoints = {
  importZoning: uploadAnd({
    id: "zoning.import",
    path: "/v1/zonings",
    query: Schema.Struct({ ...UploadQuery.fields, kind, edition: queryText(60), source: queryText(300), licence: queryText(200) }),
    response: ZoningLayer,
    anyEncoding: true,
    permission: "platform.operate",
    summary: { fr: "Importer un zonage en entier, commune par commune (CSV, XLSX ou JSON) ; il remplace celui de même nature", en: "Import a whole zoning, commune by commune (CSV, XLSX or JSON); it replaces the one of its kind" },
  }),
  listZonings: endpoint({
    id: "zoning.list",
    method: "GET",
    path: "/v1/zonings",
    query: Schema.Struct(pageQuery),
    response: page(ZoningLayer),
    permission: "territory.read",
    summary: { fr: "Les zonages en service, un de chaque nature", en: "The zonings in use, one of each kind" },
  }),
  readZonings: endpoint({
    id: "zoning.of-cpts",
    method: "GET",
    path: "/v1/cpts/{id}/zonings",
    params: Schema.Struct({ id: CptsId }),
    query: Schema.Struct({ asOf: Schema.optionalKey(LocalDate.annotate({ description: "Date the answer is about; today in Paris by default" })), ...explained }),
    response: CptsZonings,
    permission: "territory.read",
    summary: { fr: "Ce que le territoire d'une CPTS prend de chaque zonage, en communes et en habitants", en: "What the territory of a CPTS takes of each zoning, in communes and inhabitants" },
  }),
};

const exampleId = Schema.decodeSync(ZoningId)("0198c0de-0000-7000-8000-000000000061");

/** What is told of zonings, by name. */
export const zoningEvents = {
  zoningImported: eventType({
    service: "registry",
    aggregate: "zoning",
    event: "imported",
    version: 1,
    payload: ZoningImported,
    words: { "/edition": wordReasons.dataSet, "/source": wordReasons.dataSet, "/licence": wordReasons.dataSet },
    summary: { fr: "Un zonage est importé, ou remplacé par un autre fichier de même nature", en: "A zoning is imported, or replaced by another file of its kind" },
    example: { zoningId: exampleId, kind: "bassin-de-vie", version: 1, edition: "2022", source: "INSEE", licence: "Licence Ouverte 2.0", zones: 1_707, communes: 34_935 },
  }),
};

/** Zonings, all of them at a position of the log. */
export const zoningSnapshots = {
  snapshotZonings: snapshotOf(zoningEndpoints.listZonings, {
    collection: "zonings",
    log: "registry.events.read",
    tells: [zoningEvents.zoningImported],
    summary: { fr: "Tous les zonages en service, à une position du journal", en: "All zonings in use, at a position of the log" },
  }),
};
