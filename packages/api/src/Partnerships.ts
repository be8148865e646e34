/**
 * Partnerships of a CPTS and an organization: what the directory can be told and asked, and what it then tells.
 *
 * @example
 * ```ts
 * import { partnershipEndpoints } from "@cpts/api/Partnerships"
 *
 * partnershipEndpoints.endPartnership.path // => "/v1/partnerships/{id}/end"
 * ```
 *
 * @since 0.1.0
 */
import { CptsId } from "@cpts/domain/Cpts";
import { LocalDate } from "@cpts/domain/LocalDate";
import { Code } from "@cpts/domain/OpenCode";
import { OrganizationId } from "@cpts/domain/Organization";
import * as Partnership from "@cpts/domain/Partnership";
import * as Events from "@cpts/domain/PartnershipEvents";
import { Schema } from "effect";
import { endpoint } from "./Endpoint.ts";
import { eventType } from "./EventType.ts";
import { explained } from "./Explanation.ts";
import { download, exported, exportQuery, FileId, upload } from "./Files.ts";
import { page, pageQuery, queryText } from "./Page.ts";
import { PartnershipHistory, PartnershipItem, PartnershipView } from "./PartnershipViews.ts";

const params = Schema.Struct({ id: Partnership.PartnershipId });
const asOf = { asOf: Schema.optionalKey(LocalDate.annotate({ description: "Date the answer is about; today in Paris by default" })) };
const filters = {
  cpts: Schema.optionalKey(CptsId),
  organization: Schema.optionalKey(OrganizationId.annotate({ description: "And those that turned out to be the same" })),
  kind: Schema.optionalKey(Code),
  organizationKind: Schema.optionalKey(Code),
  mission: Schema.optionalKey(Code.annotate({ description: "An official mission that they serve" })),
  state: Schema.optionalKey(Partnership.PartnershipState.annotate({ description: "Where they stand on the day asked" })),
};
const example = { partnershipId: "0198c0de-0000-7000-8000-000000000060", cptsId: "0198c0de-0000-7000-8000-000000000001", organizationId: "0198c0de-0000-7000-8000-000000000021" };
const { partnershipId, ...who } = example;

/** A write on one partnership, which answers with the partnership as it then stands. */
const step = { method: "POST", params, response: PartnershipView, status: 201, versioned: true, permission: "partnership.record" } as const;

/** What may be said and asked of partnerships, by name. */
export const partnershipEndpoints = {
  recordPartnership: endpoint({
    id: "partnership.record",
    method: "POST",
    path: "/v1/partnerships",
    body: Partnership.NewPartnership,
    response: PartnershipView,
    status: 201,
    versioned: true,
    problems: ["unknown-reference", "already-exists"],
    permission: "partnership.record",
    summary: { fr: "Noter un partenariat, prévu, actif ou terminé", en: "Record a partnership: planned, active or ended" },
    example: { ...who, kind: "ville-hopital", state: "active", purpose: "Sorties d'hôpital préparées avec la ville", missions: ["PARCOURS"], agreement: { reference: "Convention 2026-04", signedOn: "2026-01-15", endsOn: "2028-12-31", tacitRenewal: true, noticeMonths: 3 }, validFrom: "2026-02-01" },
  }),
  listPartnerships: endpoint({
    id: "partnership.list",
    method: "GET",
    path: "/v1/partnerships",
    query: Schema.Struct({ ...pageQuery, ...asOf, ...filters, identifier: Schema.optionalKey(queryText(301).annotate({ description: "An external id as `system|value`" })) }),
    response: page(PartnershipItem),
    permission: "partnership.read",
    summary: { fr: "Les partenariats d'une CPTS ou d'une organisation à une date", en: "The partnerships of a CPTS or an organization on a date" },
  }),
  exportPartnerships: exported({
    id: "partnership.export",
    path: "/v1/partnerships/export",
    query: Schema.Struct({ ...exportQuery, ...asOf, ...filters }),
    permission: "partnership.read",
    summary: { fr: "Les partenariats en CSV, XLSX ou JSON", en: "The partnerships as CSV, XLSX or JSON" },
  }),
  readPartnership: endpoint({
    id: "partnership.read",
    method: "GET",
    path: "/v1/partnerships/{id}",
    params,
    query: Schema.Struct({ ...asOf, ...explained }),
    response: PartnershipView,
    versioned: true,
    permission: "partnership.read",
    summary: { fr: "Lire un partenariat, et pourquoi il en est là", en: "Read a partnership, and why it stands where it does" },
  }),
  correctPartnership: endpoint({
    id: "partnership.correct",
    method: "PATCH",
    path: "/v1/partnerships/{id}",
    params,
    body: Partnership.PartnershipCorrection,
    response: PartnershipView,
    versioned: true,
    problems: ["illegal-transition"],
    permission: "partnership.record",
    summary: { fr: "Corriger un partenariat ; ce qui était écrit reste dans l'historique", en: "Correct a partnership; what was written stays in its history" },
    example: { why: "better-source", missions: ["PARCOURS", "CRISE_SANITAIRE"] },
  }),
  startPartnership: endpoint({ ...step, id: "partnership.start", path: "/v1/partnerships/{id}/start", body: Partnership.PartnershipStart, problems: ["illegal-transition"], summary: { fr: "Un partenariat prévu commence", en: "A planned partnership begins" }, example: { on: "2026-03-01", agreement: { signedOn: "2026-02-20" } } }),
  endPartnership: endpoint({ ...step, id: "partnership.end", path: "/v1/partnerships/{id}/end", body: Partnership.PartnershipEnd, problems: ["illegal-transition"], summary: { fr: "Mettre fin à un partenariat, avec le motif", en: "End a partnership, with its reason" }, example: { on: "2026-12-31", reason: "mutual-agreement" } }),
  readPartnershipHistory: endpoint({ id: "partnership.history", method: "GET", path: "/v1/partnerships/{id}/history", params, response: PartnershipHistory, permission: "partnership.read", summary: { fr: "Ce qui a été écrit d'un partenariat, version par version, pour les membres", en: "What was written of a partnership, version by version, for the members" } }),
  addPartnershipFile: upload({ id: "partnership-file.add", path: "/v1/partnerships/{id}/files", params, permission: "partnership.record", summary: { fr: "Joindre un document à un partenariat : convention, avenant", en: "Attach a document to a partnership: agreement, amendment" } }),
  readPartnershipFile: download({ id: "partnership-file.read", path: "/v1/partnerships/{id}/files/{file}", params: Schema.Struct({ id: Partnership.PartnershipId, file: FileId }), permission: "partnership.read", summary: { fr: "Un document d'un partenariat, pour les membres", en: "A document of a partnership, for the members" } }),
};

const partnership = { service: "directory", aggregate: "partnership", version: 1 } as const;
const facts = { ...example, kind: "ville-hopital", missions: ["PARCOURS"], plannedOn: null, began: true, validFrom: "2026-02-01", validTo: null, agreedUntil: "2028-12-31", tacitRenewal: true };

/** What is told of partnerships, by name. */
export const partnershipEvents = {
  partnershipRecorded: eventType({ ...partnership, event: "recorded", payload: Events.PartnershipRecorded, summary: { fr: "Un partenariat est connu, prévu ou commencé", en: "A partnership is known, planned or begun" }, example: facts }),
  partnershipChanged: eventType({ ...partnership, event: "changed", payload: Events.PartnershipChanged, summary: { fr: "Un partenariat commence ou est corrigé", en: "A partnership begins or is corrected" }, example: { ...facts, withdrawn: false, why: "started" } }),
  partnershipEnded: eventType({ ...partnership, event: "ended", payload: Events.PartnershipEnded, summary: { fr: "Un partenariat prend fin", en: "A partnership ends" }, example: { partnershipId, ...who, on: "2026-12-31", reason: "mutual-agreement" } }),
};
