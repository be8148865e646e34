/**
 * The collections of the directory, each whole at a position of its log, and the events that continue it.
 *
 * @example
 * ```ts
 * import { directorySnapshots } from "@cpts/api/DirectorySnapshots"
 *
 * directorySnapshots.snapshotMemberships.path // => "/v1/memberships/snapshot"
 * ```
 *
 * @since 0.1.0
 */
import { DiscrepanciesChanged } from "@cpts/domain/Discrepancy";
import { IndicatorProposal } from "@cpts/domain/IndicatorProposal";
import { MeetingAttendanceClosed } from "@cpts/domain/MeetingEvents";
import { arrivalEndpoints, arrivalEvents } from "./Arrivals.ts";
import { bodyChangeEndpoints, bodyChangeEvents } from "./BodyChanges.ts";
import { bodySeatEndpoints, bodySeatEvents } from "./BodySeats.ts";
import { careEndpoints, careEvents } from "./CareEndpoints.ts";
import { contactEvents } from "./Contacts.ts";
import { convenedMeetingEndpoints } from "./ConvenedMeetings.ts";
import { directoryEvents } from "./DirectoryEventTypes.ts";
import { OfficeStatementView } from "./GovernanceViews.ts";
import { governanceEndpoints, governanceEvents } from "./GovernanceEndpoints.ts";
import { headcountEndpoints, headcountEvents } from "./HeadcountEndpoints.ts";
import { importEvents } from "./ImportEndpoints.ts";
import { meetingEvents } from "./MeetingEvents.ts";
import { memberStatisticsEvents } from "./MemberStatistics.ts";
import { membershipEndpoints, membershipEvents } from "./MembershipEndpoints.ts";
import { officeCorrectionEvents } from "./OfficeCorrections.ts";
import { page } from "./Page.ts";
import { organizationChangeEvents } from "./OrganizationChanges.ts";
import { partnershipEndpoints, partnershipEvents } from "./Partnerships.ts";
import { peopleEndpoints } from "./PeopleEndpoints.ts";
import { privacyEvents } from "./PrivacyEndpoints.ts";
import { snapshotOf } from "./Snapshot.ts";

const log = "directory.events.read";
const { permission } = governanceEndpoints.readGovernance;

/** The snapshots of the directory, by name. */
export const directorySnapshots = {
  snapshotProfessionals: snapshotOf(peopleEndpoints.listProfessionals, { collection: "professionals", log, tells: [directoryEvents.professionalRegistered, importEvents.memberChanged, contactEvents.objectionChanged, privacyEvents.personErased], summary: { fr: "Toutes les personnes, à une position du journal", en: "All people, at a position of the log" } }),
  snapshotOrganizations: snapshotOf(peopleEndpoints.listOrganizations, { collection: "organizations", log, tells: [directoryEvents.organizationRegistered, organizationChangeEvents.organizationChanged, organizationChangeEvents.organizationMerged], summary: { fr: "Toutes les organisations, à une position du journal", en: "All organizations, at a position of the log" } }),
  snapshotRelationships: snapshotOf(peopleEndpoints.listRelationships, {
    collection: "relationships",
    log, tells: [directoryEvents.relationshipRecorded, organizationChangeEvents.relationshipChanged, privacyEvents.personErased],
    summary: { fr: "Toutes les relations, y compris passées, à une position du journal", en: "All relationships, past ones too, at a position of the log" },
  }),
  snapshotPartnerships: snapshotOf(partnershipEndpoints.listPartnerships, {
    collection: "partnerships",
    tells: [partnershipEvents.partnershipRecorded, partnershipEvents.partnershipChanged, partnershipEvents.partnershipEnded],
    log,
    summary: { fr: "Tous les partenariats, y compris passés, à une position du journal", en: "All partnerships, past ones too, at a position of the log" },
  }),
  snapshotMemberships: snapshotOf(peopleEndpoints.listMemberships, {
    collection: "memberships",
    log, tells: [directoryEvents.membershipRecorded, membershipEvents.membershipChanged, membershipEvents.membershipEnded, privacyEvents.personErased],
    summary: { fr: "Toutes les adhésions, y compris passées, à une position du journal", en: "All memberships, past ones too, at a position of the log" },
  }),
  snapshotMembershipRequests: snapshotOf(membershipEndpoints.listMembershipRequests, {
    collection: "membership-requests",
    log, tells: [membershipEvents.membershipRequested, membershipEvents.membershipAccepted, membershipEvents.membershipRefused, privacyEvents.personErased],
    summary: { fr: "Toutes les demandes d'adhésion, à une position du journal", en: "All requests for membership, at a position of the log" },
  }),
  snapshotMeetings: snapshotOf(peopleEndpoints.listMeetings, { collection: "meetings", log, tells: [directoryEvents.meetingRecorded], summary: { fr: "Toutes les réunions, à une position du journal", en: "All meetings, at a position of the log" } }),
  snapshotConvenedMeetings: snapshotOf(convenedMeetingEndpoints.listConvenedMeetings, {
    collection: "convened-meetings",
    log,
    tells: [meetingEvents.meetingPlanned, meetingEvents.meetingMoved, meetingEvents.meetingChanged, meetingEvents.meetingCancelled, meetingEvents.meetingHeld],
    summary: { fr: "Toutes les réunions convoquées, à une position du journal", en: "All convened meetings, at a position of the log" },
  }),
  snapshotAttendances: snapshotOf(
    { id: "attendance.list", permission: "meeting.read", response: page(MeetingAttendanceClosed) },
    { collection: "attendances", log, tells: [meetingEvents.meetingAttendanceClosed], summary: { fr: "Les présences arrêtées, telles qu'elles valent, à une position du journal", en: "The closed lists of attendance, as they stand, at a position of the log" } },
  ),
  // Shown CPTS by CPTS on a day, never as a list: their items are what a declaration answers.
  snapshotOffices: snapshotOf(
    { id: "office.list", permission, response: page(OfficeStatementView) },
    { collection: "offices", log, tells: [governanceEvents.officeDeclared, officeCorrectionEvents.officeChanged], summary: { fr: "Tout ce que des documents disent des fonctions, à une position du journal", en: "All that documents say of offices, at a position of the log" } },
  ),
  snapshotBodies: snapshotOf(bodyChangeEndpoints.listBodies, { collection: "bodies", log, tells: [governanceEvents.bodyDeclared, bodyChangeEvents.bodyChanged], summary: { fr: "Tout ce que des documents disent des instances, à une position du journal", en: "All that documents say of bodies, at a position of the log" } }),
  snapshotSeats: snapshotOf(bodySeatEndpoints.listSeats, { collection: "seats", log, tells: [bodySeatEvents.seatRecorded, bodySeatEvents.seatChanged], summary: { fr: "Tout ce que des documents disent des sièges, à une position du journal", en: "All that documents say of seats, at a position of the log" } }),
  snapshotElections: snapshotOf(bodySeatEndpoints.listElections, { collection: "elections", log, tells: [bodySeatEvents.electionRecorded], summary: { fr: "Toutes les élections, à une position du journal", en: "All elections, at a position of the log" } }),
  snapshotHeadcounts: snapshotOf(headcountEndpoints.listHeadcounts, { collection: "headcounts", log, tells: [headcountEvents.headcountDeclared], summary: { fr: "Tous les décomptes, à une position du journal", en: "All headcounts, at a position of the log" } }),
  snapshotProposals: snapshotOf(
    { id: "indicator.list", permission: "membership.read", response: page(IndicatorProposal) },
    { collection: "indicator-proposals", log, tells: [memberStatisticsEvents.indicatorProposed], summary: { fr: "Toutes les valeurs proposées aux contrats, à une position du journal", en: "All values proposed to contracts, at a position of the log" } },
  ),
  snapshotDiscrepancies: snapshotOf(
    { id: "discrepancy.list", permission: "discrepancy.read", response: page(DiscrepanciesChanged) },
    { collection: "discrepancies", log, tells: [directoryEvents.discrepanciesChanged], summary: { fr: "Ce qui ne concorde pas dans l'annuaire de chaque CPTS, à une position du journal", en: "What does not fit in the directory of each CPTS, at a position of the log" } },
  ),
  snapshotParticipations: snapshotOf(careEndpoints.listParticipations, { collection: "care-participations", log, tells: [careEvents.participationRecorded, careEvents.participationEnded, privacyEvents.personErased], summary: { fr: "Toutes les participations aux soins, y compris passées, à une position du journal", en: "All participations in care, past ones too, at a position of the log" } }),
  snapshotCareCounts: snapshotOf(careEndpoints.listCareCounts, { collection: "care-counts", log, tells: [careEvents.careCountRecorded, privacyEvents.personErased], summary: { fr: "Tous les décomptes d'année, à une position du journal", en: "All counts of years, at a position of the log" } }),
  snapshotArrivals: snapshotOf(arrivalEndpoints.listArrivals, { collection: "arrivals", log, tells: [arrivalEvents.arrivalRecorded, arrivalEvents.arrivalChanged, privacyEvents.personErased], summary: { fr: "Toutes les arrivées, à une position du journal", en: "All arrivals, at a position of the log" } }),
};
