/**
 * CPTS, their territories, the facts declared about them, and communes.
 *
 * @example
 * ```ts
 * import { cptsEndpoints } from "@cpts/api/CptsEndpoints"
 *
 * cptsEndpoints.registerCpts.path // => "/v1/cpts"
 * ```
 *
 * @since 0.1.0
 */
import { CommuneCode } from "@cpts/domain/Cog";
import { Cpts, CptsId, CptsPatch, CptsRegistration } from "@cpts/domain/Cpts";
import { DeclaredFact } from "@cpts/domain/DeclaredFact";
import { FactProperty } from "@cpts/domain/FactProperty";
import { LocalDate } from "@cpts/domain/LocalDate";
import { TerritoryChange } from "@cpts/domain/Territory";
import { Schema } from "effect";
import { CommuneHit, CommuneView } from "./CommuneViews.ts";
import { cptsSearch, CptsView, FactOfCpts, FactView, TerritoryView } from "./CptsViews.ts";
import { endpoint } from "./Endpoint.ts";
import { explained } from "./Explanation.ts";
import { page, pageQuery, queryText } from "./Page.ts";

const asOf = { asOf: Schema.optionalKey(LocalDate.annotate({ description: "Date the answer is about; today in Paris by default" })) };
const cptsId = Schema.Struct({ id: CptsId });

/** Registers a CPTS, its dated territory and the facts declared about it, all or nothing. */
export const NewCpts = Schema.Struct({
  ...CptsRegistration.fields,
  facts: Schema.optionalKey(Schema.Array(DeclaredFact).pipe(Schema.check(Schema.isMaxLength(100)))),
}).annotate({ identifier: "NewCpts" });

const cptsExample = {
  name: "CPTS Exemple",
  territory: { territory: { communes: ["37003", "37027"] }, validFrom: "2026-01-01" },
};

/** What can be asked of CPTS, their territories, their declared facts and communes. */
export const cptsEndpoints = {
  registerCpts: endpoint({
    id: "cpts.register",
    method: "POST",
    path: "/v1/cpts",
    body: NewCpts,
    response: CptsView,
    status: 201,
    versioned: true,
    problems: ["invalid-request", "invalid-territory", "already-exists"],
    permission: "cpts.register",
    summary: { fr: "Inscrire une CPTS", en: "Register a CPTS" },
    example: cptsExample,
  }),
  listCpts: endpoint({
    id: "cpts.list",
    method: "GET",
    path: "/v1/cpts",
    query: Schema.Struct({
      ...pageQuery,
      q: Schema.optionalKey(queryText(100)),
      identifier: Schema.optionalKey(
        queryText(301).annotate({ description: "RNA, SIREN, SIRET, FINESS, or an external id as `system|value`" }),
      ),
      ...cptsSearch,
      mission: Schema.optionalKey(queryText(64).annotate({ description: "An official mission that a document of the CPTS mentions, such as `PREVENTION`" })),
    }),
    response: page(Cpts),
    permission: "cpts.read",
    summary: { fr: "Lister les CPTS, par nom ou par identifiant", en: "List the CPTS, by name or identifier" },
  }),
  readCpts: endpoint({
    id: "cpts.read",
    method: "GET",
    path: "/v1/cpts/{id}",
    params: cptsId,
    response: CptsView,
    versioned: true,
    permission: "cpts.read",
    summary: { fr: "Lire une CPTS et les faits déclarés à son sujet", en: "Read a CPTS and the facts declared about it" },
  }),
  changeCpts: endpoint({
    id: "cpts.change",
    method: "PATCH",
    path: "/v1/cpts/{id}",
    params: cptsId,
    body: CptsPatch,
    response: CptsView,
    versioned: true,
    problems: ["invalid-request", "illegal-transition", "version-conflict", "precondition-required", "already-exists"],
    permission: "cpts.change",
    summary: { fr: "Modifier une CPTS", en: "Change a CPTS" },
    example: { shortName: "CPTS Ex" },
  }),
  readTerritory: endpoint({
    id: "territory.read",
    method: "GET",
    path: "/v1/cpts/{id}/territory",
    params: cptsId,
    query: Schema.Struct({ ...asOf, ...explained }),
    response: TerritoryView,
    versioned: true,
    permission: "territory.read",
    summary: { fr: "Le territoire d'une CPTS à une date, déclaré et calculé", en: "The territory of a CPTS on a date, declared and computed" },
  }),
  changeTerritory: endpoint({
    id: "territory.change",
    method: "PUT",
    path: "/v1/cpts/{id}/territory",
    params: cptsId,
    body: TerritoryChange,
    response: TerritoryView,
    versioned: true,
    problems: ["invalid-request", "invalid-territory", "illegal-transition", "version-conflict", "precondition-required"],
    permission: "territory.change",
    summary: { fr: "Donner à une CPTS un territoire à partir d'une date", en: "Give a CPTS a territory from a date on" },
    example: cptsExample.territory,
  }),
  declareFact: endpoint({
    id: "fact.declare",
    method: "POST",
    path: "/v1/cpts/{id}/facts",
    params: cptsId,
    body: DeclaredFact,
    response: FactView,
    status: 201,
    problems: ["invalid-request"],
    permission: "fact.declare",
    summary: { fr: "Noter ce qu'un document déclare d'une CPTS", en: "Record what a document declares about a CPTS" },
    example: { property: "population", value: 50000, unit: "inhabitants", qualifier: "more-than", status: "declared", source: { document: "Communiqué de presse" } },
  }),
  listFacts: endpoint({
    id: "fact.list",
    method: "GET",
    path: "/v1/facts",
    query: Schema.Struct({
      ...pageQuery,
      property: Schema.optionalKey(FactProperty),
      cpts: Schema.optionalKey(CptsId),
      undated: Schema.optionalKey(
        Schema.Literals(["true", "false"]).annotate({ description: "`true`: only facts whose year is known neither from their date nor from the publication of their document; `false`: only the others" }),
      ),
    }),
    response: page(FactOfCpts),
    permission: "fact.read",
    summary: { fr: "Lister les faits déclarés, dont ceux qui n'ont pas d'année", en: "List the declared facts, those without a year among them" },
  }),
  searchCommunes: endpoint({
    id: "commune.search",
    method: "GET",
    path: "/v1/communes",
    query: Schema.Struct({
      q: queryText(100)
        .annotate({ description: "Name, former name, EPCI, postal code, code or former code, also without its leading zero; accents, case and hyphens do not matter" })
        .pipe(Schema.check(Schema.isMinLength(1))),
      limit: pageQuery.limit,
    }),
    response: Schema.Struct({ items: Schema.Array(CommuneHit) }),
    permission: "commune.read",
    summary: { fr: "Chercher une commune", en: "Search a commune" },
  }),
  readCommune: endpoint({
    id: "commune.read",
    method: "GET",
    path: "/v1/communes/{code}",
    params: Schema.Struct({ code: CommuneCode }),
    query: Schema.Struct({ ...asOf, ...explained }),
    response: CommuneView,
    permission: "commune.read",
    summary: { fr: "Une commune et les CPTS qui la couvrent à une date", en: "A commune and the CPTS that cover it on a date" },
  }),
};
