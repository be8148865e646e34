/**
 * Offices and bodies of a CPTS: what the directory can be told and asked, and what it then tells.
 *
 * @example
 * ```ts
 * import { governanceEndpoints } from "@cpts/api/GovernanceEndpoints"
 *
 * governanceEndpoints.readGovernance.path // => "/v1/cpts/{id}/governance"
 * ```
 *
 * @since 0.1.0
 */
import { CptsId } from "@cpts/domain/Cpts";
import * as Events from "@cpts/domain/GovernanceEvents";
import { LocalDate } from "@cpts/domain/LocalDate";
import { Schema } from "effect";
import { endpoint } from "./Endpoint.ts";
import { eventType } from "./EventType.ts";
import { explained } from "./Explanation.ts";
import { BodyView, GovernanceView, NewBody, NewOfficeStatement, OfficeStatementView } from "./GovernanceViews.ts";

const ofCpts = Schema.Struct({ id: CptsId });
const exampleCpts = "0198c0de-0000-7000-8000-000000000001";
const exampleHolder = "0198c0de-0000-7000-8000-000000000020";
const sourced = { status: "sourced", source: { document: "Site de la CPTS", locator: "Gouvernance" } } as const;

/** What may be said and asked of offices and bodies, by name. */
export const governanceEndpoints = {
  declareOffice: endpoint({
    id: "office.declare",
    method: "POST",
    path: "/v1/cpts/{id}/offices",
    params: ofCpts,
    body: NewOfficeStatement,
    response: OfficeStatementView,
    status: 201,
    problems: ["invalid-request", "unknown-reference", "already-exists"],
    permission: "governance.declare",
    summary: { fr: "Noter ce qu'un document dit d'une fonction", en: "Record what a document says of an office" },
    example: { office: "CO_TRESORIER", label: "co-trésorières", holders: [{ professionalId: exampleHolder }], validFrom: "2025", provenance: sourced },
  }),
  declareBody: endpoint({
    id: "body.declare",
    method: "POST",
    path: "/v1/cpts/{id}/bodies",
    params: ofCpts,
    body: NewBody,
    response: BodyView,
    status: 201,
    problems: ["invalid-request", "unknown-reference", "already-exists"],
    permission: "governance.declare",
    summary: { fr: "Noter ce qu'un document dit d'une instance", en: "Record what a document says of a body" },
    example: { kind: "board", declaredSize: { value: 18 }, declaredProfessionCount: { value: 7 }, composition: "18 personnes", provenance: sourced },
  }),
  readGovernance: endpoint({
    id: "governance.read",
    method: "GET",
    path: "/v1/cpts/{id}/governance",
    params: ofCpts,
    query: Schema.Struct({ asOf: Schema.optionalKey(LocalDate.annotate({ description: "Date the answer is about; today in Paris by default" })), ...explained }),
    response: GovernanceView,
    permission: "governance.read",
    summary: { fr: "Qui dirige une CPTS à une date, d'après les documents", en: "Who runs a CPTS on a date, as documents say it" },
  }),
};

/** What is told of offices and bodies, by name. */
export const governanceEvents = {
  officeDeclared: eventType({
    service: "directory",
    aggregate: "office",
    event: "declared",
    version: 1,
    payload: Events.OfficeDeclared,
    summary: { fr: "Un document dit qui tient une fonction", en: "A document says who holds an office" },
    example: {
      statementId: "0198c0de-0000-7000-8000-000000000030",
      cptsId: exampleCpts,
      office: "CO_TRESORIER",
      holderIds: [exampleHolder],
      validFrom: "2025",
      validTo: null,
      provenance: sourced,
    },
  }),
  bodyDeclared: eventType({
    service: "directory",
    aggregate: "body",
    event: "declared",
    version: 1,
    payload: Events.BodyDeclared,
    summary: { fr: "Un document déclare une instance", en: "A document declares a body" },
    example: {
      bodyId: "0198c0de-0000-7000-8000-000000000031",
      cptsId: exampleCpts,
      kind: "board",
      declaredSize: { value: 18 },
      declaredProfessionCount: { value: 7 },
      provenance: sourced,
    },
  }),
};
