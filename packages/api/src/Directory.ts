/**
 * What the directory answers, and the events it publishes.
 *
 * @example
 * ```ts
 * import { directory } from "@cpts/api/Directory"
 *
 * directory.endpoints.readTerritory.method // => "GET"
 * ```
 *
 * @since 0.1.0
 */
import { CptsId } from "@cpts/domain/Cpts";
import * as Events from "@cpts/domain/DirectoryEvents";
import { DiscrepanciesChanged } from "@cpts/domain/Discrepancy";
import { LocalDate } from "@cpts/domain/LocalDate";
import { Schema } from "effect";
import { arrivalEndpoints, arrivalEvents } from "./Arrivals.ts";
import { careEndpoints, careEvents } from "./CareEndpoints.ts";
import { bodySeatEndpoints, bodySeatEvents } from "./BodySeats.ts";
import { convenedMeetingEndpoints } from "./ConvenedMeetings.ts";
import { LearnedTerritory } from "./CptsViews.ts";
import { directorySnapshots } from "./DirectorySnapshots.ts";
import { endpoint } from "./Endpoint.ts";
import { eventType } from "./EventType.ts";
import { feedEndpoint } from "./Feed.ts";
import { governanceEndpoints, governanceEvents } from "./GovernanceEndpoints.ts";
import { headcountEndpoints, headcountEvents } from "./HeadcountEndpoints.ts";
import { importEndpoints, importEvents } from "./ImportEndpoints.ts";
import { meetingEvents } from "./MeetingEvents.ts";
import { memberImportEndpoints } from "./MemberImports.ts";
import { memberStatisticsEndpoints, memberStatisticsEvents } from "./MemberStatistics.ts";
import { membershipEndpoints, membershipEvents } from "./MembershipEndpoints.ts";
import { officeCorrectionEndpoints, officeCorrectionEvents } from "./OfficeCorrections.ts";
import { organizationChangeEndpoints, organizationChangeEvents } from "./OrganizationChanges.ts";
import { partnershipEndpoints, partnershipEvents } from "./Partnerships.ts";
import { peopleEndpoints } from "./PeopleEndpoints.ts";
import { operationsEndpoints } from "./Operations.ts";
import { privacyEndpoints, privacyEvents } from "./PrivacyEndpoints.ts";

const endpoints = {
  readTerritory: endpoint({
    id: "territory.read",
    method: "GET",
    path: "/v1/cpts/{id}/territory",
    params: Schema.Struct({ id: CptsId }),
    query: Schema.Struct({ asOf: Schema.optionalKey(LocalDate) }),
    response: LearnedTerritory,
    permission: "territory.read",
    summary: { fr: "Le territoire d'une CPTS, appris du registre", en: "The territory of a CPTS, learned from the registry" },
  }),
  ...peopleEndpoints,
  ...organizationChangeEndpoints,
  ...partnershipEndpoints,
  ...convenedMeetingEndpoints,
  ...membershipEndpoints,
  ...memberImportEndpoints,
  ...memberStatisticsEndpoints,
  ...careEndpoints,
  ...arrivalEndpoints,
  ...governanceEndpoints,
  ...bodySeatEndpoints,
  ...officeCorrectionEndpoints,
  ...headcountEndpoints,
  ...importEndpoints,
  ...directorySnapshots,
  ...privacyEndpoints,
  readEvents: feedEndpoint("directory.events.read"),
  ...operationsEndpoints,
};

const events = {
  professionalRegistered: eventType({
    service: "directory",
    aggregate: "professional",
    event: "registered",
    version: 1,
    payload: Events.ProfessionalRegistered,
    summary: { fr: "Une personne est connue de l'annuaire", en: "Someone is known to the directory" },
    example: { professionalId: "0198c0de-0000-7000-8000-000000000020", profession: "60" },
  }),
  organizationRegistered: eventType({
    service: "directory",
    aggregate: "organization",
    event: "registered",
    version: 1,
    payload: Events.OrganizationRegistered,
    summary: { fr: "Une organisation est connue de l'annuaire", en: "An organization is known to the directory" },
    example: { organizationId: "0198c0de-0000-7000-8000-000000000021", name: "ARS Centre-Val de Loire", kind: "ars", provenance: { status: "declared" } },
  }),
  relationshipRecorded: eventType({
    service: "directory",
    aggregate: "relationship",
    event: "recorded",
    version: 1,
    payload: Events.RelationshipRecorded,
    summary: { fr: "Quelqu'un représente, emploie ou mandate", en: "Someone represents, employs or mandates" },
    example: { relationshipId: "0198c0de-0000-7000-8000-000000000023", kind: "employed-by", professionalId: "0198c0de-0000-7000-8000-000000000020", organizationId: null, of: "0198c0de-0000-7000-8000-000000000021", cptsId: null, validFrom: "2017", validTo: null },
  }),
  membershipRecorded: eventType({
    service: "directory",
    aggregate: "membership",
    event: "recorded",
    version: 1,
    payload: Events.MembershipRecorded,
    summary: { fr: "Une personne ou une organisation est membre d'une CPTS", en: "A person or an organization belongs to a CPTS" },
    example: { membershipId: "0198c0de-0000-7000-8000-000000000024", cptsId: "0198c0de-0000-7000-8000-000000000001", professionalId: "0198c0de-0000-7000-8000-000000000020", organizationId: null, validFrom: "2020-06", validTo: null },
  }),
  meetingRecorded: eventType({
    service: "directory",
    aggregate: "meeting",
    event: "recorded",
    version: 1,
    payload: Events.MeetingRecorded,
    summary: { fr: "Une réunion est connue, passée ou à venir", en: "A meeting is known, past or to come" },
    example: { meetingId: "0198c0de-0000-7000-8000-000000000025", cptsId: null, organizerId: null, heldOn: "--11-14", time: "20:00", commune: "45173", communes: ["45173", "45082"] },
  }),
  ...organizationChangeEvents,
  ...partnershipEvents,
  ...meetingEvents,
  ...membershipEvents,
  ...memberStatisticsEvents,
  ...careEvents,
  ...arrivalEvents,
  ...governanceEvents,
  ...bodySeatEvents,
  ...officeCorrectionEvents,
  ...headcountEvents,
  ...importEvents,
  ...privacyEvents,
  discrepanciesChanged: eventType({
    service: "directory",
    aggregate: "discrepancies",
    event: "changed",
    version: 1,
    payload: DiscrepanciesChanged,
    summary: { fr: "Ce qui ne concorde pas dans l'annuaire d'une CPTS", en: "What does not fit in the directory of a CPTS" },
    example: { cptsId: "0198c0de-0000-7000-8000-000000000001", discrepancies: [] },
  }),
};

/** The directory: professionals, organizations, memberships, offices. */
export const directory = { name: "directory", endpoints, events } as const;
