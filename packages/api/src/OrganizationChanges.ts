/**
 * What becomes of organizations and of who stands for them: corrections, closures, duplicates that are merged.
 *
 * @example
 * ```ts
 * import { organizationChangeEndpoints } from "@cpts/api/OrganizationChanges"
 *
 * organizationChangeEndpoints.mergeOrganization.path // => "/v1/organizations/{id}/merger"
 * ```
 *
 * @since 0.1.0
 */
import { LocalDate } from "@cpts/domain/LocalDate";
import { OrganizationId } from "@cpts/domain/Organization";
import * as Course from "@cpts/domain/OrganizationCourse";
import { RelationshipId } from "@cpts/domain/Relationship";
import { RelationshipChanged, RelationshipCorrection } from "@cpts/domain/RelationshipCourse";
import { Code } from "@cpts/domain/OpenCode";
import { Schema } from "effect";
import { OrganizationView, RelationshipView } from "./DirectoryViews.ts";
import { endpoint } from "./Endpoint.ts";
import { eventType } from "./EventType.ts";
import { wordReasons } from "./internal/word-reasons.ts";

const ofOrganization = Schema.Struct({ id: OrganizationId });
const ofRelationship = Schema.Struct({ id: RelationshipId });
const asOf = { asOf: Schema.optionalKey(LocalDate.annotate({ description: "Date the answer is about; today in Paris by default" })) };

const { closedOn, competence, identifiers, kind, mergedInto, name, provenance, shortName, website } = OrganizationView.fields;

/** An organization as it was written once. */
export const OrganizationVersion = Schema.Struct({
  version: Schema.Int,
  why: Code.annotate({ description: "`registered`, `closed`, `merged`, or the reason of a correction" }),
  recordedOn: Schema.NullOr(LocalDate).annotate({ description: "null of what was registered before its history was kept" }),
  name,
  shortName,
  kind,
  identifiers,
  competence,
  website,
  closedOn,
  mergedInto,
  provenance,
}).annotate({ identifier: "OrganizationVersion" });
export type OrganizationVersion = typeof OrganizationVersion.Type;

/** Every version, the oldest first. */
export const OrganizationHistory = Schema.Struct({ items: Schema.Array(OrganizationVersion) }).annotate({ identifier: "OrganizationHistory" });
export type OrganizationHistory = typeof OrganizationHistory.Type;

const change = { method: "POST", params: ofOrganization, response: OrganizationView, status: 201, versioned: true, permission: "organization.change" } as const;

/** What may be said of organizations that are known, by name. */
export const organizationChangeEndpoints = {
  correctOrganization: endpoint({
    id: "organization.correct",
    method: "PATCH",
    path: "/v1/organizations/{id}",
    params: ofOrganization,
    body: Course.OrganizationCorrection,
    response: OrganizationView,
    versioned: true,
    problems: ["already-exists", "illegal-transition"],
    permission: "organization.change",
    summary: { fr: "Corriger une organisation ; ce qui était écrit reste dans l'historique", en: "Correct an organization; what was written stays in its history" },
    example: { why: "renamed", name: "DAC Exemple", shortName: null },
  }),
  closeOrganization: endpoint({ ...change, id: "organization.close", path: "/v1/organizations/{id}/closure", body: Course.OrganizationClosure, problems: ["illegal-transition"], summary: { fr: "Noter qu'une organisation n'est plus", en: "Record that an organization is no more" }, example: { on: "2026-12-31", reason: "dissolved" } }),
  mergeOrganization: endpoint({
    ...change,
    id: "organization.merge",
    path: "/v1/organizations/{id}/merger",
    body: Course.OrganizationMerger,
    problems: ["illegal-transition", "unknown-reference", "already-exists"],
    summary: { fr: "Réunir un doublon avec l'organisation déjà connue ; répond avec celle-ci", en: "Merge a duplicate into the organization that was known already; answers with that one" },
    example: { into: "0198c0de-0000-7000-8000-000000000022" },
  }),
  readOrganizationHistory: endpoint({ id: "organization.history", method: "GET", path: "/v1/organizations/{id}/history", params: ofOrganization, response: OrganizationHistory, permission: "organization.read", summary: { fr: "Ce qui a été écrit d'une organisation, version par version", en: "What was written of an organization, version by version" } }),
  readRelationship: endpoint({ id: "relationship.read", method: "GET", path: "/v1/relationships/{id}", params: ofRelationship, query: Schema.Struct(asOf), response: RelationshipView, versioned: true, permission: "relationship.read", summary: { fr: "Lire qui représente, emploie ou mandate qui", en: "Read who represents, employs or mandates whom" } }),
  correctRelationship: endpoint({
    id: "relationship.correct",
    method: "PATCH",
    path: "/v1/relationships/{id}",
    params: ofRelationship,
    body: RelationshipCorrection,
    response: RelationshipView,
    versioned: true,
    problems: ["illegal-transition"],
    permission: "relationship.record",
    summary: { fr: "Mettre fin à une représentation, ou corriger ce qui en a été noté", en: "End a representation, or correct what was recorded of it" },
    example: { why: "ended", validTo: "2026-06-30" },
  }),
};

const organizationId = "0198c0de-0000-7000-8000-000000000021";
const organization = { service: "directory", aggregate: "organization", version: 1 } as const;

/** What is told of organizations that change, by name. */
export const organizationChangeEvents = {
  organizationChanged: eventType({ ...organization, event: "changed", payload: Course.OrganizationChanged, words: { "/name": wordReasons.organization }, summary: { fr: "Une organisation est corrigée, ou n'est plus", en: "An organization is corrected, or is no more" }, example: { organizationId, name: "DAC Exemple", kind: "dac", closedOn: null, why: "renamed" } }),
  organizationMerged: eventType({ ...organization, event: "merged", payload: Course.OrganizationMerged, summary: { fr: "Une organisation était connue deux fois", en: "An organization was known twice" }, example: { organizationId, into: "0198c0de-0000-7000-8000-000000000022" } }),
  relationshipChanged: eventType({
    service: "directory",
    aggregate: "relationship",
    event: "changed",
    version: 1,
    payload: RelationshipChanged,
    summary: { fr: "Une représentation prend fin, ou ce qui en est connu change", en: "A representation ends, or what is known of it changes" },
    example: { relationshipId: "0198c0de-0000-7000-8000-000000000023", kind: "represents", professionalId: "0198c0de-0000-7000-8000-000000000020", organizationId: null, of: organizationId, cptsId: null, validFrom: "2017", validTo: "2026-06-30", withdrawn: false, why: "ended" },
  }),
};
