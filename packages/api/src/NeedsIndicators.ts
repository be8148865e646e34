/**
 * Needs and supply: indicators by commune or EPCI, imported one edition at a time, and what they make of a territory, a departement, a
 * region, an EPCI or France.
 *
 * The file is the bare body of `POST /v1/needs-editions`: CSV, XLSX, or JSON (a list of objects). A row that cannot be read refuses
 * the file whole, with every such row; the same file again changes nothing; another file of the same edition replaces it.
 *
 * @example
 * ```ts
 * import { needsEndpoints } from "@cpts/api/NeedsIndicators"
 *
 * needsEndpoints.importNeeds.transfer // => "intake"
 * needsEndpoints.readCptsNeeds.path // => "/v1/cpts/{id}/needs"
 * ```
 *
 * @since 0.1.0
 */
import { CommuneCode } from "@cpts/domain/Cog";
import { CptsId } from "@cpts/domain/Cpts";
import { freeText } from "@cpts/domain/FreeText";
import { LocalDate } from "@cpts/domain/LocalDate";
import { NeedsAggregation, NeedsIndicatorImported, NeedsLevel, NeedsWeight } from "@cpts/domain/NeedsIndicator";
import { Code } from "@cpts/domain/OpenCode";
import { ProvenanceStatus } from "@cpts/domain/Source";
import { Schema } from "effect";
import { endpoint } from "./Endpoint.ts";
import { eventType } from "./EventType.ts";
import { explained, Explanation } from "./Explanation.ts";
import { intake } from "./Files.ts";
import { page, pageQuery, queryInteger, queryText } from "./Page.ts";
import { snapshotOf } from "./Snapshot.ts";
import { wordReasons } from "./internal/word-reasons.ts";

/** A class of values, in words and within a coarser one, where the import says so. */
export const NeedsClass = Schema.Struct({ code: Schema.String, label: Schema.NullOr(Schema.String), group: Schema.NullOr(Schema.String) }).annotate({ identifier: "NeedsClass" });
export type NeedsClass = typeof NeedsClass.Type;

const told = NeedsIndicatorImported.fields;

/** An edition of an indicator. */
export const NeedsEditionView = Schema.Struct({
  id: told.editionId,
  indicator: Code,
  edition: Code,
  version: Schema.Int.annotate({ description: "Counts the files that were imported as this edition, from 1" }),
  label: Schema.String,
  unit: told.unit,
  aggregation: NeedsAggregation,
  level: NeedsLevel,
  weight: Schema.NullOr(NeedsWeight).annotate({ description: "What a mean is weighted by; null of what is no mean" }),
  weightIndicator: Schema.NullOr(Code),
  weightEdition: Schema.NullOr(Code),
  profession: told.profession,
  classes: Schema.Array(NeedsClass).annotate({ description: "Of classes: all that the file holds" }),
  cog: Schema.String.annotate({ description: "Edition of the official geographic code that the file is of" }),
  source: Schema.String,
  licence: Schema.String,
  status: ProvenanceStatus,
  importedAt: Schema.String.annotate({ description: "Instant, RFC 3339" }),
  rows: Schema.Int.annotate({ description: "Rows with a value" }),
  withoutValue: Schema.Int.annotate({ description: "Rows whose value the file withholds or does not know" }),
  places: Schema.Int.annotate({ description: "Communes of today, or EPCI, that have a value" }),
  missing: Schema.Int.annotate({ description: "Communes of today, or EPCI, that have none" }),
  resolved: Schema.Array(Schema.Struct({ code: Schema.String, into: Schema.String })).annotate({ description: "Codes of the past, whose values went into the commune of today" }),
}).annotate({ identifier: "NeedsEdition" });
export type NeedsEditionView = typeof NeedsEditionView.Type;

/** What became of a file. */
export const NeedsImported = Schema.Struct({
  outcome: Schema.Literals(["completed", "replaced", "unchanged"]).annotate({ description: "`unchanged`: this very file is held already" }),
  edition: NeedsEditionView,
}).annotate({ identifier: "NeedsImported" });
export type NeedsImported = typeof NeedsImported.Type;

/** The value of a commune. */
export const CommuneNeed = Schema.Struct({
  indicator: Code,
  label: Schema.String,
  edition: Code,
  unit: told.unit,
  profession: told.profession,
  value: Schema.NullOr(Schema.Finite),
  class: Schema.NullOr(NeedsClass),
  of: Schema.NullOr(Schema.Struct({ level: Schema.Literals(["commune", "arrondissement", "city", "epci"]), code: Schema.String })).annotate({ description: "Whose value that is: the commune's, its EPCI's, the city's of an arrondissement; null where there is none" }),
}).annotate({ identifier: "CommuneNeed" });
export type CommuneNeed = typeof CommuneNeed.Type;

/** The inhabitants of a class. */
export const NeedsClassShare = Schema.Struct({
  class: Schema.String,
  label: Schema.NullOr(Schema.String),
  communes: Schema.Int,
  population: Schema.Int,
  ofPopulation: Schema.NullOr(Schema.Finite).annotate({ description: "Share of the inhabitants of all classes, from 0 to 1; null where nobody lives in any" }),
}).annotate({ identifier: "NeedsClassShare" });
export type NeedsClassShare = typeof NeedsClassShare.Type;

/** How much of an area has a value. */
export const NeedsReach = Schema.Struct({
  communes: Schema.Int.annotate({ description: "Communes and arrondissements of the area" }),
  valued: Schema.Int,
  population: Schema.Int.annotate({ description: "Inhabitants of the area" }),
  valuedPopulation: Schema.Int,
  ofPopulation: Schema.NullOr(Schema.Finite).annotate({ description: "Share of the inhabitants who live where there is a value, from 0 to 1; null of an area without any" }),
  without: Schema.Array(Schema.String).annotate({ description: "Codes without a value, the first hundred" }),
}).annotate({ identifier: "NeedsReach" });
export type NeedsReach = typeof NeedsReach.Type;

/** An indicator over an area. */
export const AreaNeed = Schema.Struct({
  indicator: Code,
  label: Schema.String,
  edition: Code,
  unit: told.unit,
  profession: told.profession,
  aggregation: NeedsAggregation,
  status: ProvenanceStatus,
  value: Schema.NullOr(Schema.Finite).annotate({ description: "Null of classes, and where nothing has a value" }),
  classes: Schema.Array(NeedsClassShare),
  groups: Schema.Array(NeedsClassShare).annotate({ description: "The coarser classes, where the import names them" }),
  reach: NeedsReach,
  isEstimate: Schema.Boolean.annotate({ description: "Some commune or EPCI lies in the area in part: its value is taken to be the same everywhere in it" }),
}).annotate({ identifier: "AreaNeed" });
export type AreaNeed = typeof AreaNeed.Type;

const area = { asOf: LocalDate, items: Schema.Array(AreaNeed), nextCursor: Schema.NullOr(Schema.String), explanations: Schema.optionalKey(Schema.Array(Explanation)) };
const scopes = Schema.Literals(["france", "region", "departement", "epci"]);

/** Indicators over France, a region, a departement or an EPCI. */
export const ScopeNeeds = Schema.Struct({ scope: scopes, code: Schema.NullOr(Schema.String), nom: Schema.NullOr(Schema.String), ...area }).annotate({ identifier: "ScopeNeeds" });
export type ScopeNeeds = typeof ScopeNeeds.Type;

/** Indicators over the territory of a CPTS. */
export const CptsNeeds = Schema.Struct({
  cptsId: CptsId,
  certainty: Schema.Literals(["yes", "unknown", "no-territory"]).annotate({ description: "`unknown`: a date of the territory is known in part, and only what it certainly holds is counted" }),
  ...area,
}).annotate({ identifier: "CptsNeeds" });
export type CptsNeeds = typeof CptsNeeds.Type;

const text = (max: number, description: string) => freeText({ max, title: "Text", description });
const column = Schema.optionalKey(queryText(200).annotate({ description: "Title of the column; found by the usual titles where it is left out" }));
const wanted = {
  ...pageQuery,
  indicator: Schema.optionalKey(Code.annotate({ description: "This indicator alone" })),
  edition: Schema.optionalKey(Code.annotate({ description: "This edition; of each indicator the last by default" })),
  ...explained,
};
const asOf = Schema.optionalKey(LocalDate.annotate({ description: "Date the answer is about; today in Paris by default" }));

/** What is said of a file of values. */
export const NeedsImportQuery = Schema.Struct({
  indicator: Code.annotate({ description: "Code of the indicator", examples: ["APL.10"] }),
  edition: Code.annotate({ description: "Which edition of it, such as a year: the last is the greatest of them as texts", examples: ["2023"] }),
  label: text(300, "The indicator in words"),
  unit: Code.annotate({ examples: ["consultations/inhabitant"] }),
  aggregation: NeedsAggregation,
  level: Schema.optionalKey(NeedsLevel.annotate({ description: "`commune` by default" })),
  weight: Schema.optionalKey(NeedsWeight),
  weightIndicator: Schema.optionalKey(Code.annotate({ description: "With `weight=indicator`: which; its values are copied when the file is imported" })),
  weightEdition: Schema.optionalKey(Code.annotate({ description: "With `weight=indicator`: which edition; that of the same name by default" })),
  profession: Schema.optionalKey(Code.annotate({ description: "TRE_G15, of what is about one profession", examples: ["10"] })),
  groups: Schema.optionalKey(queryText(1_000).annotate({ description: "Coarser classes, such as `1,2,3,4=urbain;5,6,7=rural`" })),
  cog: Schema.optionalKey(queryInteger({ minimum: 2021, maximum: 2100 }).annotate({ description: "Edition of the official geographic code that the file is of; that of today by default" })),
  source: text(300, "Who publishes it, and where"),
  licence: text(200, "Under which licence"),
  status: Schema.optionalKey(ProvenanceStatus.annotate({ description: "`sourced` by default" })),
  codeColumn: column,
  valueColumn: column,
  weightColumn: column,
  labelColumn: column,
});
export type NeedsImportQuery = typeof NeedsImportQuery.Type;

/** Needs and supply, by name. */
export const needsEndpoints = {
  importNeeds: intake({
    id: "needs-edition.import",
    path: "/v1/needs-editions",
    query: NeedsImportQuery,
    response: NeedsImported,
    status: 201,
    problems: ["invalid-request", "unknown-reference", "body-too-large"],
    permission: "platform.operate",
    summary: { fr: "Importer une édition d'un indicateur par commune ou EPCI (CSV, XLSX, JSON)", en: "Import an edition of an indicator by commune or EPCI (CSV, XLSX, JSON)" },
  }),
  listNeedsEditions: endpoint({
    id: "needs-edition.list",
    method: "GET",
    path: "/v1/needs-editions",
    query: Schema.Struct({ ...pageQuery, indicator: Schema.optionalKey(Code), profession: Schema.optionalKey(Code) }),
    response: page(NeedsEditionView),
    permission: "coverage.read",
    summary: { fr: "Les éditions d'indicateurs de besoins et d'offre", en: "The editions of indicators of needs and supply" },
  }),
  readCommuneNeeds: endpoint({
    id: "commune.needs",
    method: "GET",
    path: "/v1/communes/{code}/needs",
    params: Schema.Struct({ code: CommuneCode }),
    query: Schema.Struct(wanted),
    response: Schema.Struct({ code: Schema.String, nom: Schema.String, items: Schema.Array(CommuneNeed), nextCursor: Schema.NullOr(Schema.String), explanations: Schema.optionalKey(Schema.Array(Explanation)) }).annotate({ identifier: "CommuneNeeds" }),
    permission: "commune.read",
    summary: { fr: "Les indicateurs d'une commune", en: "The indicators of a commune" },
  }),
  readNeeds: endpoint({
    id: "needs.read",
    method: "GET",
    path: "/v1/needs",
    query: Schema.Struct({ ...wanted, scope: Schema.optionalKey(scopes.annotate({ description: "`france` by default" })), code: Schema.optionalKey(queryText(20)), asOf }),
    response: ScopeNeeds,
    permission: "coverage.read",
    summary: { fr: "Les indicateurs de la France, d'une région, d'un département ou d'un EPCI", en: "The indicators of France, a region, a departement or an EPCI" },
  }),
  readCptsNeeds: endpoint({
    id: "cpts.needs",
    method: "GET",
    path: "/v1/cpts/{id}/needs",
    params: Schema.Struct({ id: CptsId }),
    query: Schema.Struct({ ...wanted, asOf }),
    response: CptsNeeds,
    permission: "territory.read",
    summary: { fr: "Les indicateurs du territoire d'une CPTS à une date", en: "The indicators of the territory of a CPTS on a date" },
  }),
};

/** What is told of needs and supply, by name. */
export const needsEvents = {
  needsIndicatorImported: eventType({
    service: "registry",
    aggregate: "needs-indicator",
    event: "imported",
    version: 1,
    payload: NeedsIndicatorImported,
    words: { "/source": wordReasons.dataSet, "/licence": wordReasons.dataSet },
    summary: { fr: "Une édition d'un indicateur de besoins ou d'offre est importée, ou remplacée", en: "An edition of an indicator of needs or supply is imported, or replaced" },
    example: { editionId: "0198c0de-0000-7000-8000-000000000051", indicator: "APL.10", edition: "2023", version: 1, aggregation: "mean", level: "commune", unit: "consultations/inhabitant", profession: "10", rows: 34_910, source: "Drees", licence: "Licence Ouverte 2.0", status: "sourced" },
  }),
};

/** Editions, all of them at a position of the log. */
export const needsSnapshots = {
  snapshotNeedsEditions: snapshotOf(needsEndpoints.listNeedsEditions, {
    tells: ["cpts.registry.needs-indicator.imported.v1"],
    collection: "needs-editions",
    log: "registry.events.read",
    summary: { fr: "Toutes les éditions d'indicateurs, à une position du journal", en: "All editions of indicators, at a position of the log" },
  }),
};
