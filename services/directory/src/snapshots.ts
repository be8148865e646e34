import { directory } from "@cpts/api/Directory";
import { snapshotBinding } from "@cpts/service-kit/events/feed/snapshot";
import { listDiscrepancies } from "@cpts/service-kit/discrepancies/all";
import { openData } from "@cpts/service-kit/http/open-data";
import { restricted } from "@cpts/service-kit/http/restricted";
import { today } from "@cpts/service-kit/time/today";
import { Effect } from "effect";
import { listArrivals } from "./arrivals/queries.ts";
import { listCounts, listParticipations } from "./care/queries.ts";
import { listBodies } from "./governance/bodies/queries.ts";
import { listOffices } from "./governance/declared.ts";
import { listElections, listSeats } from "./governance/seats/queries.ts";
import { listAllHeadcounts } from "./headcounts/queries.ts";
import { listClosedAttendances } from "./meetings/convened/closed.ts";
import { listConvenedMeetings } from "./meetings/convened/queries.ts";
import { listMeetings } from "./meetings/queries.ts";
import { listMemberships } from "./memberships/queries.ts";
import { listRequests } from "./memberships/requests.ts";
import { listOrganizations } from "./organizations/queries.ts";
import { listPartnerships } from "./partnerships/queries.ts";
import { listProfessionals } from "./professionals/queries.ts";
import { listRelationships } from "./relationships/queries.ts";
import { listProposals } from "./statistics/all-proposals.ts";

const { endpoints, name: source } = directory;
const log = restricted("events");

/** Of people, and of words that may name them: only for who may see them all. */
const people = restricted("directory");

export const snapshotRoutes = [
  snapshotBinding(endpoints.snapshotProfessionals, { source, log, items: people, page: listProfessionals }),
  snapshotBinding(endpoints.snapshotOrganizations, { source, log, items: openData("organization"), page: (query) => listOrganizations({ ...query, merged: true }) }),
  snapshotBinding(endpoints.snapshotRelationships, {
    source,
    log,
    items: people,
    page: (query, actor) => Effect.flatMap(today, (now) => listRelationships({ ...query, past: true }, actor, now)),
  }),
  snapshotBinding(endpoints.snapshotPartnerships, {
    source,
    log,
    items: people,
    page: (query, actor) => Effect.flatMap(today, (now) => listPartnerships({ ...query, past: true }, actor, now)),
  }),
  snapshotBinding(endpoints.snapshotMemberships, {
    source,
    log,
    items: people,
    page: (query, actor) => Effect.flatMap(today, (now) => listMemberships({ ...query, past: true }, actor, now)),
  }),
  snapshotBinding(endpoints.snapshotMembershipRequests, { source, log, items: people, page: listRequests }),
  snapshotBinding(endpoints.snapshotMeetings, { source, log, items: openData("meeting"), page: listMeetings }),
  snapshotBinding(endpoints.snapshotOffices, { source, log, items: people, page: listOffices }),
  snapshotBinding(endpoints.snapshotSeats, { source, log, items: people, page: (query, actor) => Effect.flatMap(today, (now) => listSeats({ ...query, past: true }, actor, now)) }),
  snapshotBinding(endpoints.snapshotElections, { source, log, items: people, page: listElections }),
  snapshotBinding(endpoints.snapshotBodies, { source, log, items: people, page: (query, actor) => Effect.flatMap(today, (now) => listBodies({ ...query, past: true }, actor, now)) }),
  snapshotBinding(endpoints.snapshotParticipations, {
    source,
    log,
    items: people,
    page: (query, actor) => Effect.flatMap(today, (now) => listParticipations({ ...query, past: true }, actor, now)),
  }),
  snapshotBinding(endpoints.snapshotCareCounts, { source, log, items: people, page: listCounts }),
  snapshotBinding(endpoints.snapshotArrivals, { source, log, items: people, page: (query, actor) => Effect.flatMap(today, (now) => listArrivals(query, actor, now)) }),
  snapshotBinding(endpoints.snapshotHeadcounts, { source, log, items: openData("headcount"), page: listAllHeadcounts }),
  snapshotBinding(endpoints.snapshotConvenedMeetings, { source, log, items: restricted("meeting"), page: listConvenedMeetings }),
  snapshotBinding(endpoints.snapshotAttendances, { source, log, items: people, page: listClosedAttendances }),
  snapshotBinding(endpoints.snapshotProposals, { source, log, items: restricted("membership"), page: listProposals }),
  snapshotBinding(endpoints.snapshotDiscrepancies, { source, log, items: openData("discrepancy"), page: listDiscrepancies }),
];
