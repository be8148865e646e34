/**
 * The collections of the directory, each whole at a position of its log.
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
import { arrivalEndpoints } from "./Arrivals.ts";
import { careEndpoints } from "./CareEndpoints.ts";
import { bodySeatEndpoints } from "./BodySeats.ts";
import { BodyView, OfficeStatementView } from "./GovernanceViews.ts";
import { governanceEndpoints } from "./GovernanceEndpoints.ts";
import { headcountEndpoints } from "./HeadcountEndpoints.ts";
import { membershipEndpoints } from "./MembershipEndpoints.ts";
import { page } from "./Page.ts";
import { partnershipEndpoints } from "./Partnerships.ts";
import { peopleEndpoints } from "./PeopleEndpoints.ts";
import { snapshotOf } from "./Snapshot.ts";

const log = "directory.events.read";
const { permission } = governanceEndpoints.readGovernance;

/** The snapshots of the directory, by name. */
export const directorySnapshots = {
  snapshotProfessionals: snapshotOf(peopleEndpoints.listProfessionals, { collection: "professionals", log, summary: { fr: "Toutes les personnes, à une position du journal", en: "All people, at a position of the log" } }),
  snapshotOrganizations: snapshotOf(peopleEndpoints.listOrganizations, { collection: "organizations", log, summary: { fr: "Toutes les organisations, à une position du journal", en: "All organizations, at a position of the log" } }),
  snapshotRelationships: snapshotOf(peopleEndpoints.listRelationships, {
    collection: "relationships",
    log,
    summary: { fr: "Toutes les relations, y compris passées, à une position du journal", en: "All relationships, past ones too, at a position of the log" },
  }),
  snapshotPartnerships: snapshotOf(partnershipEndpoints.listPartnerships, {
    collection: "partnerships",
    log,
    summary: { fr: "Tous les partenariats, y compris passés, à une position du journal", en: "All partnerships, past ones too, at a position of the log" },
  }),
  snapshotMemberships: snapshotOf(peopleEndpoints.listMemberships, {
    collection: "memberships",
    log,
    summary: { fr: "Toutes les adhésions, y compris passées, à une position du journal", en: "All memberships, past ones too, at a position of the log" },
  }),
  snapshotMembershipRequests: snapshotOf(membershipEndpoints.listMembershipRequests, {
    collection: "membership-requests",
    log,
    summary: { fr: "Toutes les demandes d'adhésion, à une position du journal", en: "All requests for membership, at a position of the log" },
  }),
  snapshotMeetings: snapshotOf(peopleEndpoints.listMeetings, { collection: "meetings", log, summary: { fr: "Toutes les réunions, à une position du journal", en: "All meetings, at a position of the log" } }),
  // Shown CPTS by CPTS on a day, never as a list: their items are what a declaration answers.
  snapshotOffices: snapshotOf(
    { id: "office.list", permission, response: page(OfficeStatementView) },
    { collection: "offices", log, summary: { fr: "Tout ce que des documents disent des fonctions, à une position du journal", en: "All that documents say of offices, at a position of the log" } },
  ),
  snapshotBodies: snapshotOf(
    { id: "body.list", permission, response: page(BodyView) },
    { collection: "bodies", log, summary: { fr: "Tout ce que des documents disent des instances, à une position du journal", en: "All that documents say of bodies, at a position of the log" } },
  ),
  snapshotParticipations: snapshotOf(careEndpoints.listParticipations, { collection: "care-participations", log, summary: { fr: "Toutes les participations aux soins, y compris passées, à une position du journal", en: "All participations in care, past ones too, at a position of the log" } }),
  snapshotCareCounts: snapshotOf(careEndpoints.listCareCounts, { collection: "care-counts", log, summary: { fr: "Tous les décomptes d'année, à une position du journal", en: "All counts of years, at a position of the log" } }),
  snapshotArrivals: snapshotOf(arrivalEndpoints.listArrivals, { collection: "arrivals", log, summary: { fr: "Toutes les arrivées, à une position du journal", en: "All arrivals, at a position of the log" } }),
  snapshotSeats: snapshotOf(bodySeatEndpoints.listSeats, { collection: "seats", log, summary: { fr: "Tout ce que des documents disent des sièges, à une position du journal", en: "All that documents say of seats, at a position of the log" } }),
  snapshotElections: snapshotOf(bodySeatEndpoints.listElections, { collection: "elections", log, summary: { fr: "Toutes les élections, à une position du journal", en: "All elections, at a position of the log" } }),
  snapshotHeadcounts: snapshotOf(headcountEndpoints.listHeadcounts, { collection: "headcounts", log, summary: { fr: "Tous les décomptes, à une position du journal", en: "All headcounts, at a position of the log" } }),
};
