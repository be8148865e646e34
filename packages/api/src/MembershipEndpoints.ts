/**
 * The course of memberships: requests and what becomes of them, corrections with their history, ends.
 *
 * @example
 * ```ts
 * import { membershipEndpoints } from "@cpts/api/MembershipEndpoints"
 *
 * membershipEndpoints.endMembership.path // => "/v1/memberships/{id}/end"
 * ```
 *
 * @since 0.1.0
 */
import { CptsId } from "@cpts/domain/Cpts";
import { LocalDate } from "@cpts/domain/LocalDate";
import { MembershipId } from "@cpts/domain/Membership";
import * as Course from "@cpts/domain/MembershipCourse";
import * as Events from "@cpts/domain/MembershipEvents";
import { Schema } from "effect";
import { MembershipView } from "./DirectoryViews.ts";
import { endpoint } from "./Endpoint.ts";
import { eventType } from "./EventType.ts";
import { MembershipHistory, MembershipRequestView } from "./MembershipViews.ts";
import { page, pageQuery } from "./Page.ts";

const asOf = { asOf: Schema.optionalKey(LocalDate.annotate({ description: "Date the answer is about; today in Paris by default" })) };
const ofMembership = Schema.Struct({ id: MembershipId });
const ofRequest = Schema.Struct({ id: Course.MembershipRequestId });
const cptsId = "0198c0de-0000-7000-8000-000000000001";
const organizationId = "0198c0de-0000-7000-8000-000000000021";

/** What memberships can be asked beyond their recording and their list, by name. */
export const membershipEndpoints = {
  requestMembership: endpoint({
    id: "membership-request.record",
    method: "POST",
    path: "/v1/membership-requests",
    body: Course.MembershipRequest,
    response: MembershipRequestView,
    status: 201,
    versioned: true,
    problems: ["invalid-request", "already-exists", "unknown-reference"],
    permission: "membership.record",
    summary: { fr: "Noter une demande d'adhésion", en: "Record a request for membership" },
    example: { cptsId, organizationId, college: "Structures", requestedOn: "2026-03-02" },
  }),
  listMembershipRequests: endpoint({
    id: "membership-request.list",
    method: "GET",
    path: "/v1/membership-requests",
    query: Schema.Struct({ ...pageQuery, cpts: Schema.optionalKey(CptsId), state: Schema.optionalKey(Course.RequestState) }),
    response: page(MembershipRequestView),
    permission: "membership.read",
    summary: { fr: "Les demandes d'adhésion, pour le bureau", en: "Requests for membership, for the board" },
  }),
  acceptMembership: endpoint({
    id: "membership-request.accept",
    method: "POST",
    path: "/v1/membership-requests/{id}/acceptance",
    params: ofRequest,
    body: Course.MembershipAcceptance,
    response: MembershipView,
    status: 201,
    versioned: true,
    problems: ["already-exists", "illegal-transition"],
    permission: "membership.record",
    summary: { fr: "Accepter une demande : l'adhésion commence", en: "Accept a request: the membership begins" },
    example: { on: "2026-03-20" },
  }),
  refuseMembership: endpoint({
    id: "membership-request.refuse",
    method: "POST",
    path: "/v1/membership-requests/{id}/refusal",
    params: ofRequest,
    body: Course.MembershipRefusal,
    response: MembershipRequestView,
    status: 201,
    versioned: true,
    problems: ["illegal-transition"],
    permission: "membership.record",
    summary: { fr: "Refuser une demande, ou noter son retrait", en: "Refuse a request, or record its withdrawal" },
    example: { on: "2026-03-20", reason: "withdrawn" },
  }),
  readMembership: endpoint({
    id: "membership.read",
    method: "GET",
    path: "/v1/memberships/{id}",
    params: ofMembership,
    query: Schema.Struct(asOf),
    response: MembershipView,
    versioned: true,
    permission: "membership.read",
    summary: { fr: "Lire une adhésion", en: "Read a membership" },
  }),
  correctMembership: endpoint({
    id: "membership.correct",
    method: "PATCH",
    path: "/v1/memberships/{id}",
    params: ofMembership,
    body: Course.MembershipCorrection,
    response: MembershipView,
    versioned: true,
    problems: ["already-exists", "unknown-reference"],
    permission: "membership.record",
    summary: { fr: "Corriger une adhésion ; ce qui était écrit reste dans l'historique", en: "Correct a membership; what was written stays in its history" },
    example: { why: "typing-error", validFrom: "2019-03" },
  }),
  endMembership: endpoint({
    id: "membership.end",
    method: "POST",
    path: "/v1/memberships/{id}/end",
    params: ofMembership,
    body: Course.MembershipEnd,
    response: MembershipView,
    status: 201,
    versioned: true,
    problems: ["illegal-transition"],
    permission: "membership.record",
    summary: { fr: "Mettre fin à une adhésion, avec le motif", en: "End a membership, with its reason" },
    example: { on: "2026-09-01", reason: "moved-away" },
  }),
  readMembershipHistory: endpoint({
    id: "membership.history",
    method: "GET",
    path: "/v1/memberships/{id}/history",
    params: ofMembership,
    response: MembershipHistory,
    permission: "membership.read",
    summary: { fr: "Ce qui a été écrit d'une adhésion, version par version, pour le bureau", en: "What was written of a membership, version by version, for the board" },
  }),
};

const requestId = "0198c0de-0000-7000-8000-000000000034";
const membershipId = "0198c0de-0000-7000-8000-000000000024";
const summaries = {
  requested: { fr: "Quelqu'un demande à être membre d'une CPTS", en: "Someone asks to belong to a CPTS" },
  accepted: { fr: "Une demande d'adhésion est acceptée", en: "A request for membership is accepted" },
  refused: { fr: "Une demande d'adhésion est refusée ou retirée", en: "A request for membership is refused or withdrawn" },
  changed: { fr: "Une adhésion est corrigée", en: "A membership is corrected" },
  ended: { fr: "Une adhésion prend fin", en: "A membership ends" },
} as const;
const membership = { service: "directory", aggregate: "membership", version: 1 } as const;
const request = { service: "directory", aggregate: "membership-request", version: 1 } as const;

/** What is told of the course of memberships, by name. */
export const membershipEvents = {
  membershipRequested: eventType({ ...request, event: "recorded", payload: Events.MembershipRequested, summary: summaries.requested, example: { requestId, cptsId, professionalId: null, organizationId, on: "2026-03-02" } }),
  membershipAccepted: eventType({ ...request, event: "accepted", payload: Events.MembershipAccepted, summary: summaries.accepted, example: { requestId, membershipId, cptsId, on: "2026-03-20" } }),
  membershipRefused: eventType({ ...request, event: "refused", payload: Events.MembershipRefused, summary: summaries.refused, example: { requestId, cptsId, on: "2026-03-20", reason: "withdrawn" } }),
  membershipChanged: eventType({ ...membership, event: "changed", payload: Events.MembershipChanged, summary: summaries.changed, example: { membershipId, cptsId, professionalId: null, organizationId, validFrom: "2019-03", validTo: null, why: "typing-error" } }),
  membershipEnded: eventType({ ...membership, event: "ended", payload: Events.MembershipEnded, summary: summaries.ended, example: { membershipId, cptsId, on: "2026-09-01", reason: "moved-away" } }),
};
