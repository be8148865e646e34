/**
 * Participation in care: who accepts new patients or answers unscheduled care, and counts by the year. No slots, no patients.
 *
 * @example
 * ```ts
 * import { careEndpoints } from "@cpts/api/CareEndpoints"
 *
 * careEndpoints.readCareYear.path // => "/v1/cpts/{id}/care"
 * ```
 *
 * @since 0.1.0
 */
import * as Care from "@cpts/domain/CareParticipation";
import { CptsId } from "@cpts/domain/Cpts";
import { LocalDate } from "@cpts/domain/LocalDate";
import { Code } from "@cpts/domain/OpenCode";
import { ProfessionalId } from "@cpts/domain/Professional";
import { Schema } from "effect";
import { CareCountView, CareYearView, ParticipationView } from "./CareViews.ts";
import { endpoint } from "./Endpoint.ts";
import { eventType } from "./EventType.ts";
import { explained } from "./Explanation.ts";
import { ExplainedProposal } from "./MemberStatistics.ts";
import { page, pageQuery, queryInteger } from "./Page.ts";

const cptsId = "0198c0de-0000-7000-8000-000000000001";
const professionalId = "0198c0de-0000-7000-8000-000000000020";
const participationId = "0198c0de-0000-7000-8000-000000000036";
const countId = "0198c0de-0000-7000-8000-000000000037";
const ofParticipation = { params: Schema.Struct({ id: Care.ParticipationId }) };
const ofCpts = { params: Schema.Struct({ id: CptsId }) };
const year = queryInteger({ minimum: 2016, maximum: 2100 });

/** What is proposed: one of the indicators of care, over `[from, to)`; MT-03 over whole calendar years. */
export const CareProposalRequest = Schema.Struct({ indicator: Care.CareIndicator, from: LocalDate, to: LocalDate }).annotate({ identifier: "CareProposalRequest" });

/** What can be asked about participation in care, by name. */
export const careEndpoints = {
  recordParticipation: endpoint({
    id: "care-participation.record",
    method: "POST",
    path: "/v1/care-participations",
    body: Care.ParticipationStatement,
    response: ParticipationView,
    status: 201,
    versioned: true,
    problems: ["invalid-request", "already-exists", "unknown-reference"],
    permission: "care.record",
    summary: { fr: "Noter qu'un professionnel accepte de nouveaux patients ou participe aux soins non programmés", en: "Record that a professional accepts new patients or takes part in unscheduled care" },
    example: { cptsId, professionalId, kind: "unscheduled-care", validFrom: "2025-03" },
  }),
  listParticipations: endpoint({
    id: "care-participation.list",
    method: "GET",
    path: "/v1/care-participations",
    query: Schema.Struct({ ...pageQuery, cpts: Schema.optionalKey(CptsId), professional: Schema.optionalKey(ProfessionalId), kind: Schema.optionalKey(Code), asOf: Schema.optionalKey(LocalDate) }),
    response: page(ParticipationView),
    permission: "care.read",
    summary: { fr: "Qui participe un jour donné, pour les membres de la CPTS et ceux qui la suivent", en: "Who takes part on a day, for the members of the CPTS and those who follow it" },
  }),
  endParticipation: endpoint({
    id: "care-participation.end",
    method: "POST",
    path: "/v1/care-participations/{id}/end",
    ...ofParticipation,
    body: Care.ParticipationEnd,
    response: ParticipationView,
    status: 201,
    versioned: true,
    problems: ["invalid-request", "illegal-transition"],
    permission: "care.record",
    summary: { fr: "Noter qu'un professionnel ne participe plus", en: "Record that a professional no longer takes part" },
    example: { on: "2026-09-01" },
  }),
  recordCareCount: endpoint({
    id: "care-count.record",
    method: "POST",
    path: "/v1/care-counts",
    body: Care.CareCountStatement,
    response: CareCountView,
    status: 201,
    versioned: true,
    problems: ["invalid-request", "already-exists", "unknown-reference"],
    permission: "care.record",
    summary: { fr: "Noter le décompte d'une année, de la CPTS ou d'un professionnel ; jamais de patient", en: "Record the count of a year, of the CPTS or of one professional; never a patient" },
    example: { cptsId, year: 2025, measure: "unscheduled-visits", count: 1_240 },
  }),
  correctCareCount: endpoint({
    id: "care-count.correct",
    method: "PATCH",
    path: "/v1/care-counts/{id}",
    params: Schema.Struct({ id: Care.CareCountId }),
    body: Care.CareCountCorrection,
    response: CareCountView,
    versioned: true,
    permission: "care.record",
    summary: { fr: "Corriger le décompte d'une année", en: "Correct the count of a year" },
    example: { count: 1_260 },
  }),
  listCareCounts: endpoint({
    id: "care-count.list",
    method: "GET",
    path: "/v1/care-counts",
    query: Schema.Struct({ ...pageQuery, cpts: Schema.optionalKey(CptsId), year: Schema.optionalKey(year) }),
    response: page(CareCountView),
    permission: "care.read",
    summary: { fr: "Les décomptes d'année, pour le bureau ; le public lit les totaux", en: "The counts of years, for the board; the public reads the totals" },
  }),
  readCareYear: endpoint({
    id: "care-year.read",
    method: "GET",
    path: "/v1/cpts/{id}/care",
    ...ofCpts,
    query: Schema.Struct({ year: Schema.optionalKey(year), asOf: Schema.optionalKey(LocalDate), ...explained }),
    response: CareYearView,
    permission: "care.read",
    summary: { fr: "La participation aux soins d'une CPTS et ses décomptes d'une année ; les petits effectifs sont masqués au public", en: "Participation in care of a CPTS and its counts of a year; small counts are hidden from the public" },
  }),
  proposeCareIndicator: endpoint({
    id: "care-year.propose",
    method: "POST",
    path: "/v1/cpts/{id}/care/proposals",
    ...ofCpts,
    body: CareProposalRequest,
    response: ExplainedProposal,
    status: 201,
    permission: "care.record",
    summary: { fr: "Proposer un indicateur d'accès aux soins au contrat", en: "Propose an indicator of access to care to the contract" },
    example: { indicator: "SNP-02", from: "2026-01-01", to: "2027-01-01" },
  }),
};

/** What is told of participation in care, by name. */
export const careEvents = {
  participationRecorded: eventType({
    service: "directory",
    aggregate: "care-participation",
    event: "recorded",
    version: 1,
    payload: Care.ParticipationRecorded,
    summary: { fr: "Un professionnel participe aux soins du territoire", en: "A professional takes part in the care of the territory" },
    example: { participationId, cptsId, professionalId, kind: "unscheduled-care", validFrom: "2025-03", validTo: null },
  }),
  participationEnded: eventType({
    service: "directory",
    aggregate: "care-participation",
    event: "ended",
    version: 1,
    payload: Care.ParticipationEnded,
    summary: { fr: "Un professionnel ne participe plus", en: "A professional no longer takes part" },
    example: { participationId, cptsId, on: "2026-09-01" },
  }),
  careCountRecorded: eventType({
    service: "directory",
    aggregate: "care-count",
    event: "recorded",
    version: 1,
    payload: Care.CareCountRecorded,
    summary: { fr: "Le décompte d'une année est noté ou corrigé", en: "The count of a year is recorded or corrected" },
    example: { countId, cptsId, professionalId: null, year: 2025, measure: "unscheduled-visits" },
  }),
};
