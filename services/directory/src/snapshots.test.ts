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
  told: ({ aggregateversion: version, data, subject: id, type }) => ({ id, fields: type === events.personErased.type ? null : { version, ...only(data, "profession") } }),
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
const officeFields = ["cptsId", "office", "holderIds", ...period] as const;
const offices: Follower = {
  endpoint: endpoints.snapshotOffices,
  told: ({ data }) => ({ id: String(data["statementId"]), fields: data["withdrawn"] === true ? null : only(data, ...officeFields) }),
  shown: ({ holders, ...item }) => ({ ...only(item, "cptsId", "office", ...period), holderIds: holders.map(({ professionalId }: { professionalId: string }) => professionalId) }),
};
const meetings: Follower = {
  ...statedOnce(endpoints.snapshotMeetings, "meetingId", "cptsId", "organizerId", "heldOn", "time", "commune", "communes"),
  shown: ({ territory, ...item }) => ({ ...only(item, "cptsId", "organizerId", "heldOn", "time", "commune"), communes: territory.communes }),
};
const convenedFields = ["cptsId", "kind", "bodyId", "on", "time", "durationMinutes", "commune", "remote"] as const;
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
    if (type === events.organizationRegistered.type) return { id: String(data["organizationId"]), fields: { ...only(data, "name", "kind"), closedOn: null, mergedInto: null } };
    if (type === events.organizationChanged.type) return { id: String(data["organizationId"]), fields: only(data, "name", "kind", "closedOn") };
    return type === events.organizationMerged.type ? { id: String(data["organizationId"]), fields: { mergedInto: data["into"] } } : null;
  },
  shown: (item) => only(item, "name", "kind", "closedOn", "mergedInto"),
};
const relationshipFields = ["kind", "professionalId", "organizationId", "of", "cptsId", ...period] as const;
const relationships: Follower = {
  endpoint: endpoints.snapshotRelationships,
  told: ({ data, type }) => ([events.relationshipRecorded.type, events.relationshipChanged.type].includes(type as never) ? { id: String(data["relationshipId"]), fields: only(data, ...relationshipFields) } : null),
  shown: (item) => only(item, ...relationshipFields),
};
const partnershipFields = ["cptsId", "organizationId", "kind", "missions", "plannedOn", "began", ...period] as const;
const partnerships: Follower = {
  endpoint: endpoints.snapshotPartnerships,
  told: ({ data, type }) => {
    const id = String(data["partnershipId"]);
    if (type === events.partnershipEnded.type) return { id, fields: { validTo: data["on"] } };
    return [events.partnershipRecorded.type, events.partnershipChanged.type].includes(type as never) ? { id, fields: only(data, ...partnershipFields, "agreedUntil", "tacitRenewal") } : null;
  },
  shown: (item) => ({ ...only(item, ...partnershipFields), agreedUntil: item.agreement?.endsOn ?? null, tacitRenewal: item.agreement?.tacitRenewal ?? false }),
};
const followers = {
  professionals,
  organizations: statedOnce(endpoints.snapshotOrganizations, "organizationId", "name", "kind"),
  relationships: erasing(statedOnce(endpoints.snapshotRelationships, "relationshipId", "kind", "professionalId", "organizationId", "of", "cptsId", ...period),
  partnerships, "professionalId"),
  memberships: erasing(memberships, "professionalId"),
  "membership requests": erasing(requests, "professionalId"),
  meetings,
  "convened meetings": convened,
  attendances: toldAsShown(endpoints.snapshotAttendances, "meetingId"),
  offices,
  bodies: statedOnce(endpoints.snapshotBodies, "bodyId", "cptsId", "kind", "declaredSize", "declaredProfessionCount"),
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
  relationships: "relationships",
  memberships: "memberships",
  "membership requests": "requests",
  meetings: "meetings",
  "convened meetings": "convened",
  attendances: "attendances",
  offices: "offices",
  bodies: "bodies",
  "care participations": "participations",
  "care counts": "counts",
  arrivals: "arrivals",
  headcounts: "headcounts",
  proposals: "proposals",
  discrepancies: "headcounts",
};

let world: Scene;
let cptsId: string;
let writes: ReturnType<typeof randomWritesstructures: Array<string>;
beforeAll(async () => {
  world = await scene();
  const around = await known(world);
  cptsId = around.cptsId;
  await onceEach(world, around);
  writes =structures.push((await randomWrites(world, around);
});
afterAll(() => world.service.stop());

/** One write of the kind asked for, or of another, so that the log holds more than the collection. */
const writes: Readonly<Record<keyof typeof followers, (choice: Choice) => Promise<unknown>>> = {
  professionals: async ({ below, of }) => world.send("POST", "/v1/professionals", { familyName: `Nom ${below(100)}`, givenName: "Camille", profession: of("10", "60"), visibility: of("public", "cpts", "private") }),
  organizations: async ({ below, of }) => {
    const { json } = await world.send("POST", "/v1/organizations", { name: `Structure ${below(1_000)}`, kind: of("msp", "ars") });
    const after = below(4);
    if (after === 0) return world.send("PATCH", `/v1/organizations/${json.id}`, { why: "renamed", name: `Autre ${below(100)}` }, { headers: { "if-match": '"v1"' } });
    if (after === 1) return world.send("POST", `/v1/organizations/${json.id}/closure`, { on: of("2025", "2026-01-01"), reason: "dissolved" });
    return after === 2 ? world.send("POST", `/v1/organizations/${json.id}/merger`, { into: structures[0] }) : json;
  },
  relationships: async ({ of }) => {
    const { json } = await world.send("POST", "/v1/relationships", { kind: "represents", professionalId: of(people[0] ?? "", ...people), of: of(structures[0] ?? "", ...structures), ...dates(of) });
    return of(true, false) ? world.send("PATCH", `/v1/relationships/${json.id}`, { why: "ended", validTo: of("2024", "2026-03-01") }, { headers: { "if-match": '"v1"' } }) : json;
  },
  partnerships: async ({ below, of }) => {
    const { json } = await world.send("POST", "/v1/partnerships", { cptsId, organizationId: of(structures[0] ?? "", ...structures), kind: of("means", "other"), ...of<object>({ state: "planned" }, { state: "active", validFrom: "2020", agreement: { endsOn: "2030-01-01" } }) });
    const after = below(3);
    if (after === 0) return world.send("POST", `/v1/partnerships/${json.id}/start`, { on: "2026-01-01" });
    return after === 1 ? world.send("POST", `/v1/partnerships/${json.id}/end`, { on: "2026-02-01", reason: of("other", "given-up") }) : json;
  },
  // Nobody is a member twice at a time.
  memberships: async ({ of }) => {
    const { json } = await world.send("POST", "/v1/professionals", { familyName: "Nouveau", givenName: "Membre" });
    return world.send("POST", "/v1/memberships", { cptsId, ...of({ professionalId: json.id }, { organizationId: of(structures[0] ?? "", ...structures) }), ...dates(of) });
  },
  membershipRequests: async ({ of }) => {
    const { json } = await world.send("POST", "/v1/professionals", { familyName: "Nouveau", givenName: "Candidat" });
    return world.send("POST", "/v1/membership-requests", { cptsId, professionalId: json.id, requestedOn: of("2026-01-05", "2026-02-03") });
  },
  meetings: async ({ below, of }) => world.send("POST", "/v1/meetings", { title: `Réunion ${below(100)}`, heldOn: of(null, "2024-03-01", "--11-14"), commune: "37003", cptsId }),
  offices: async ({ below, of }) => world.send("POST", `/v1/cpts/${cptsId}/offices`, { office: of("PRESIDENT", "TRESORIER"), label: `fonction ${below(100)}`, holders: [{ professionalId: of(people[0] ?? "", ...people) }], validFrom: of("2020", "2025"), provenance: sourced }),
  bodies: async ({ below }) => world.send("POST", `/v1/cpts/${cptsId}/bodies`, { kind: "board", declaredSize: { value: below(30) }, provenance: sourced }),
  careParticipations: async ({ of }) => {
    const { json } = await world.send("POST", "/v1/professionals", { familyName: "Nouvelle", givenName: "Participation" });
    const { json: made } = await world.send("POST", "/v1/care-participations", { cptsId, professionalId: json.id, kind: of("sas", "treating-doctor", "unscheduled-care"), ...dates(of) });
    return of(made, world.send("POST", `/v1/care-participations/${made.id}/end`, { on: "2026-02-01" }));
  },
  arrivals: async ({ of }) => {
    const { json } = await world.send("POST", "/v1/arrivals", { cptsId, professionalId: of(people[0] ?? "", ...people), kind: of("newcomer", "student", "locum"), expectedOn: of("2026-09", "2027") });
    return of(json, world.send("POST", `/v1/arrivals/${json.id}/checklist`, { item: "welcome-meeting", on: "2026-02-01" }));
  },
  careCounts: async ({ below, of }) => world.send("POST", "/v1/care-counts", { cptsId, professionalId: of(people[0] ?? "", ...people), year: 2016 + below(10), measure: of("sas-visits", "unscheduled-visits"), count: below(100) }),
  headcounts: async ({ below, of }) => world.send("POST", `/v1/cpts/${cptsId}/headcounts`, { on: of("2017-11-30", "2020"), total: { value: 10 + below(100), unit: "people" }, lines: [], provenance: sourced }),
};
const sourced = { status: "sourced", source: { document: "Site de la CPTS" } };

/** Some have ended, which no list of today shows. */
const dates = (of: Choice["of"]) => of<object>({ validFrom: "2020-06" }, { validFrom: "2015", validTo: "2018-01-01" }, {});

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
