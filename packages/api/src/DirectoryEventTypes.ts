/**
 * What the directory tells of people, organizations, memberships and meetings of the past, and of what does not fit.
 *
 * @example
 * ```ts
 * import { directoryEvents } from "@cpts/api/DirectoryEventTypes"
 *
 * directoryEvents.membershipRecorded.type // => "cpts.directory.membership.recorded.v1"
 * ```
 *
 * @since 0.1.0
 */
import * as Events from "@cpts/domain/DirectoryEvents";
import { DiscrepanciesChanged } from "@cpts/domain/Discrepancy";
import { eventType } from "./EventType.ts";
import { wordReasons } from "./internal/word-reasons.ts";

/** What is told of people, organizations and memberships, by name. */
export const directoryEvents = {
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
    words: { "/name": wordReasons.organization },
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
  discrepanciesChanged: eventType({
    service: "directory",
    aggregate: "discrepancies",
    event: "changed",
    version: 1,
    payload: DiscrepanciesChanged,
    words: { "/discrepancies/-/details/*": wordReasons.computed, "/discrepancies/-/details/*/-": wordReasons.computed },
    summary: { fr: "Ce qui ne concorde pas dans l'annuaire d'une CPTS", en: "What does not fit in the directory of a CPTS" },
    example: { cptsId: "0198c0de-0000-7000-8000-000000000001", discrepancies: [] },
  }),
};
