import { directory as contract } from "@cpts/api/Directory";
import { only, provesSnapshot, statedOnce, toldAsShown, without, type Choice, type Follower } from "@cpts/service-kit/testing/snapshot-proof";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { known, onceEach, randomWrites } from "./testing/random-writes.ts";
import { scene, type Scene } from "./testing/scene.ts";

const { endpoints, events } = contract;
const period = ["validFrom", "validTo"] as const;

/** Lets go of what it has of someone who was erased. */
const erasing = (follower: Follower, field: string): Follower => ({
  ...follower,
  told: (event, kept) => (event.type === events.personErased.type ? without(kept, field, event.data["personId"]) : follower.told(event, kept)),
});

const professionals: Follower = {
  endpoint: endpoints.snapshotProfessionals,
  told: ({ aggregateversion: version, data, subject: id, type }) => ({ id, fields: type === events.personErased.type ? null : { version, ...(type === events.objectionChanged.type ? {} : only(data, "profession")) } }),
  shown: (item) => only(item, "version", "profession"),
};
const memberFields = ["cptsId", "professionalId", "organizationId", ...period] as const;
const memberships: Follower = {
  endpoint: endpoints.snapshotMemberships,
  told: ({ aggregateversion: version, data, subject: id, type }, kept) => {
    if (type !== events.membershipEnded.type) return { id, fields: { version, ...only(data, ...memberFields), endReason: data["validTo"] === null || type === events.membershipRecorded.type ? null : (kept.get(id)?.["endReason"] ?? null) } };
    const { on, reason } = data;
    return { id, fields: { version, endReason: reason, ...(reason === "recorded-in-error" ? {} : { validTo: on }) } };
  },
  shown: (item) => only(item, "version", "endReason", ...memberFields),
};
const requestFields = ["cptsId", "professionalId", "organizationId"] as const;
const decided = ["state", "decidedOn", "reason", "membershipId"] as const;
const requests: Follower = {
  endpoint: endpoints.snapshotMembershipRequests,
  told: ({ aggregateversion: version, data, subject: id, type }) => {
    if (type === events.membershipRequested.type) return { id, fields: { version, ...only(data, ...requestFields), requestedOn: data["on"], state: "open", decidedOn: null, reason: null, membershipId: null } };
    return { id, fields: { version, decidedOn: data["on"], ...only(data, "membershipId", "reason"), state: type === events.membershipAccepted.type ? "accepted" : "refused" } };
  },
  shown: (item) => only(item, "version", "requestedOn", ...requestFields, ...decided),
};
const officeFields = ["cptsId", "office", "missions", "holderIds", ...period] as const;
const offices: Follower = {
  endpoint: endpoints.snapshotOffices,
  told: ({ data }) => ({ id: String(data["statementId"]), fields: data["withdrawn"] === true ? null : only(data, ...officeFields) }),
  shown: ({ holders, ...item }) => ({ ...only(item, "cptsId", "office", "missions", ...period), holderIds: holders.map(({ professionalId }: { professionalId: string }) => professionalId) }),
};
const meetings: Follower = {
  ...statedOnce(endpoints.snapshotMeetings, "meetingId", "cptsId", "organizerId", "heldOn", "time", "commune", "communes"),
  shown: ({ territory, ...item }) => ({ ...only(item, "cptsId", "organizerId", "heldOn", "time", "commune"), communes: territory.communes }),
};
const convenedFields = ["cptsId", "kind", "bodyId", "on", "time", "durationMinutes", "commune", "remote", "visibility"] as const;
const states = new Map<string, string>([[events.meetingPlanned.type, "planned"], [events.meetingCancelled.type, "cancelled"], [events.meetingHeld.type, "held"]]);
const convened: Follower = {
  endpoint: endpoints.snapshotConvenedMeetings,
  told: ({ data, subject: id, type }) => {
    const state = states.get(type);
    return { id, fields: { ...only(data, ...convenedFields), ...(state === undefined ? {} : { state, cancellationReason: data["reason"] ?? null }) } };
  },
  shown: (item) => only(item, ...convenedFields, "state", "cancellationReason"),
};

const participationFields = ["cptsId", "professionalId", "kind", ...period] as const;
const participations: Follower = {
  ...statedOnce(endpoints.snapshotParticipations, "participationId", ...participationFields),
  told: ({ data, type }) => ({ id: String(data["participationId"]), fields: type === events.participationEnded.type ? { validTo: data["on"] } : only(data, ...participationFields) }),
};
const arrivals = erasing(statedOnce(endpoints.snapshotArrivals, "arrivalId", "cptsId", "professionalId", "kind", "commune", "expectedOn", "arrivedOn", "leftOn", "mentorId", "done"), "professionalId");

const organizations: Follower = {
  endpoint: endpoints.snapshotOrganizations,
  told: ({ data, type }) => {
    const id = String(data["organizationId"]);
    if (type === events.organizationMerged.type) return { id, fields: { mergedInto: data["into"] } };
    return { id, fields: type === events.organizationChanged.type ? only(data, "name", "kind", "closedOn") : { ...only(data, "name", "kind"), closedOn: null, mergedInto: null } };
  },
  shown: (item) => only(item, "name", "kind", "closedOn", "mergedInto"),
};
const partnershipFields = ["cptsId", "organizationId", "kind", "missions", "plannedOn", "began", ...period] as const;
const partnerships: Follower = {
  endpoint: endpoints.snapshotPartnerships,
  told: ({ data, type }) => ({ id: String(data["partnershipId"]), fields: type === events.partnershipEnded.type ? { validTo: data["on"] } : only(data, ...partnershipFields, "agreedUntil", "tacitRenewal") }),
  shown: (item) => ({ ...only(item, ...partnershipFields), agreedUntil: item.agreement?.endsOn ?? null, tacitRenewal: item.agreement?.tacitRenewal ?? false }),
};

const seatFields = ["cptsId", "bodyId", "part", "electionId", ...period] as const;
const seats: Follower = {
  endpoint: endpoints.snapshotSeats,
  told: ({ data }) => ({ id: String(data["seatId"]), fields: data["withdrawn"] === true ? null : { ...only(data, ...seatFields), professionalId: data["holderId"] } }),
  shown: (item) => only(item, ...seatFields, "professionalId"),
};
const elections: Follower = {
  endpoint: endpoints.snapshotElections,
  told: ({ data }) => ({ id: String(data["electionId"]), fields: only(data, "cptsId", "bodyId", "on", "seatsOpen", "electedIds") }),
  shown: ({ candidates, ...item }) => ({ ...only(item, "cptsId", "bodyId", "on", "seatsOpen"), electedIds: candidates.flatMap(({ elected, professionalId }: { elected: boolean; professionalId: string }) => (elected ? [professionalId] : [])) }),
};
const bodyFields = ["cptsId", "kind", "declaredSize", "declaredProfessionCount", "missions", ...period] as const;
const bodies: Follower = {
  endpoint: endpoints.snapshotBodies,
  told: ({ aggregateversion: version, data }) => ({ id: String(data["bodyId"]), fields: data["withdrawn"] === true ? null : { version, ...only(data, ...bodyFields) } }),
  shown: (item) => only(item, "version", ...bodyFields),
};
const followers = {
  seats,
  elections,
  professionals,
  organizations,
  partnerships,
  relationships: erasing(statedOnce(endpoints.snapshotRelationships, "relationshipId", "kind", "professionalId", "organizationId", "of", "cptsId", ...period), "professionalId"),
  memberships: erasing(memberships, "professionalId"),
  "membership requests": erasing(requests, "professionalId"),
  meetings,
  "convened meetings": convened,
  attendances: toldAsShown(endpoints.snapshotAttendances, "meetingId"),
  offices,
  bodies,
  "care participations": erasing(participations, "professionalId"),
  "care counts": erasing(statedOnce(endpoints.snapshotCareCounts, "countId", "cptsId", "professionalId", "year", "measure"), "professionalId"),
  arrivals,
  headcounts: statedOnce(endpoints.snapshotHeadcounts, "headcountId", "cptsId", "practiceMode", "on", "total"),
  proposals: toldAsShown(endpoints.snapshotProposals, "proposalId"),
  discrepancies: toldAsShown(endpoints.snapshotDiscrepancies, "cptsId"),
} as const;

const histories: Readonly<Record<keyof typeof followers, keyof ReturnType<typeof randomWrites>>> = {
  professionals: "people",
  organizations: "organizations",
  partnerships: "partnerships",
  relationships: "relationships",
  memberships: "memberships",
  "membership requests": "requests",
  meetings: "meetings",
  "convened meetings": "convened",
  attendances: "attendances",
  offices: "offices",
  bodies: "bodies",
  seats: "seats",
  elections: "elections",
  "care participations": "participations",
  "care counts": "counts",
  arrivals: "arrivals",
  headcounts: "headcounts",
  proposals: "proposals",
  discrepancies: "headcounts",
};

let world: Scene;
let cptsId: string;
let writes: ReturnType<typeof randomWrites>;
beforeAll(async () => {
  world = await scene();
  const around = await known(world);
  cptsId = around.cptsId;
  await onceEach(world, around);
  writes = randomWrites(world, around);
});
afterAll(() => world.service.stop());

const kinds = Object.keys(followers) as ReadonlyArray<keyof typeof followers>;

describe("a snapshot of the directory, then its events", () => {
  test.each(kinds)("of %s, gives what all its events give", async (kind) => {
    // Or of another kind, so that the log holds more than the collection; and people go.
    const write = (choice: Choice) => writes[choice.below(4) === 0 ? choice.of("people", ...Object.values(histories)) : histories[kind]](choice);
    expect(await provesSnapshot({ service: world.service, token: world.writer, write }, followers[kind], { runs: 1 })).toBeGreaterThan(0);
  });

  test("is for those who may read the log and see everyone", async () => {
    const open = new Set(["organizations", "meetings", "headcounts", "discrepancies"]);
    for (const kind of kinds) {
      const asked = async (role: string, scope: string) => (await world.service.send("GET", followers[kind].endpoint.path, { token: await world.service.token({ role, scope, cptsIds: [cptsId] }) })).status;
      const statuses = [await asked("board-member", ""), await asked("service-account", "directory:read"), await asked("service-account", "directory:events"), await asked("service-account", "directory:read directory:events")];
      expect([kind, ...statuses]).toEqual([kind, 403, 403, open.has(kind) ? 200 : 403, 200]);
    }
  });
});
