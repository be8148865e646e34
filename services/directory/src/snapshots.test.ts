import { directory as contract } from "@cpts/api/Directory";
import { only, provesSnapshot, statedOnce, type Choice, type Follower } from "@cpts/service-kit/testing/snapshot-proof";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scene, type Scene } from "./testing/scene.ts";

const { endpoints, events } = contract;
const period = ["validFrom", "validTo"] as const;

const offices: Follower = {
  ...statedOnce(endpoints.snapshotOffices, events.officeDeclared.type, "statementId", "cptsId", "office", "holderIds", ...period),
  shown: ({ holders, ...item }) => ({ ...only(item, "cptsId", "office", ...period), holderIds: holders.map(({ professionalId }: { professionalId: string }) => professionalId) }),
};
const meetings: Follower = {
  ...statedOnce(endpoints.snapshotMeetings, events.meetingRecorded.type, "meetingId", "cptsId", "organizerId", "heldOn", "time", "commune", "communes"),
  shown: ({ territory, ...item }) => ({ ...only(item, "cptsId", "organizerId", "heldOn", "time", "commune"), communes: territory.communes }),
};
const { participationEnded, participationRecorded } = events;
const careParticipations: Follower = {
  ...statedOnce(endpoints.snapshotParticipations, participationRecorded.type, "participationId", "cptsId", "professionalId", "kind", ...period),
  told: ({ data, type }) => {
    const id = String(data["participationId"]);
    if (type === participationRecorded.type) return { id, fields: only(data, "cptsId", "professionalId", "kind", ...period) };
    return type === participationEnded.type ? { id, fields: { validTo: data["on"] } } : null;
  },
};
const arrivalFields = ["cptsId", "professionalId", "kind", "commune", "expectedOn", "arrivedOn", "leftOn", "mentorId", "done"] as const;
const arrivals: Follower = {
  ...statedOnce(endpoints.snapshotArrivals, events.arrivalRecorded.type, "arrivalId", ...arrivalFields),
  told: ({ data, type }) => (type === events.arrivalRecorded.type || type === events.arrivalChanged.type ? { id: String(data["arrivalId"]), fields: only(data, ...arrivalFields) } : null),
};
const bodies: Follower = {
  ...statedOnce(endpoints.snapshotBodies, events.bodyDeclared.type, "bodyId", "cptsId", "kind", "declaredSize", "declaredProfessionCount"),
};
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
const seatFields = ["cptsId", "bodyId", "part", "electionId", ...period] as const;
const seats: Follower = {
  endpoint: endpoints.snapshotSeats,
  told: ({ data, type }) => ([events.seatRecorded.type, events.seatChanged.type].includes(type as never) ? { id: String(data["seatId"]), fields: { ...only(data, ...seatFields), professionalId: data["holderId"] } } : null),
  shown: (item) => only(item, ...seatFields, "professionalId"),
};
const elections: Follower = {
  endpoint: endpoints.snapshotElections,
  told: ({ data, type }) => (type === events.electionRecorded.type ? { id: String(data["electionId"]), fields: only(data, "cptsId", "bodyId", "on", "seatsOpen", "electedIds") } : null),
  shown: ({ candidates, ...item }) => ({ ...only(item, "cptsId", "bodyId", "on", "seatsOpen"), electedIds: candidates.flatMap(({ elected, professionalId }: { elected: boolean; professionalId: string }) => (elected ? [professionalId] : [])) }),
};
const followers = {
  seats,
  elections,
  professionals: statedOnce(endpoints.snapshotProfessionals, events.professionalRegistered.type, "professionalId", "profession"),
  organizations,
  relationships,
  partnerships,
  memberships: statedOnce(endpoints.snapshotMemberships, events.membershipRecorded.type, "membershipId", "cptsId", "professionalId", "organizationId", ...period),
  membershipRequests: statedOnce(endpoints.snapshotMembershipRequests, events.membershipRequested.type, "requestId", "cptsId", "professionalId", "organizationId"),
  meetings,
  offices,
  bodies,
  careParticipations,
  arrivals,
  careCounts: statedOnce(endpoints.snapshotCareCounts, events.careCountRecorded.type, "countId", "cptsId", "professionalId", "year", "measure"),
  headcounts: statedOnce(endpoints.snapshotHeadcounts, events.headcountDeclared.type, "headcountId", "cptsId", "practiceMode", "on", "total"),
} as const;

let world: Scene;
let cptsId: string;
let boardId: string | undefined;
const people: Array<string> = [];
const structures: Array<string> = [];
beforeAll(async () => {
  world = await scene();
  cptsId = await world.learnCpts("37003");
  for (const familyName of ["Une", "Autre"]) people.push((await world.create("/v1/professionals", { familyName, givenName: "Personne", visibility: "private" })).id);
  for (const name of ["Première", "Seconde"]) structures.push((await world.create("/v1/organizations", { name, kind: "msp" })).id);
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
  seats: async ({ of }) => {
    const { json } = await inBody("seats", { professionalId: of(people[0] ?? "", ...people), part: of("lead", "member"), provenance: sourced, ...dates(of) });
    return of(true, false) ? inBody(`seats/${json.id}/corrections`, { why: "resigned", validTo: "2026-06" }) : json;
  },
  elections: async ({ below, of }) => inBody("elections", { on: "2026-03-02", seatsOpen: 1 + below(3), candidates: people.map((professionalId, index) => ({ professionalId, elected: index === 0 && of(true, false) })), provenance: sourced }),
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

/** Seats and elections of one body. */
const inBody = async (path: string, json: object) => {
  boardId ??= (await world.send("POST", `/v1/cpts/${cptsId}/bodies`, { kind: "board", provenance: sourced })).json.id;
  return world.send("POST", `/v1/cpts/${cptsId}/bodies/${boardId}/${path}`, json);
};

/** Some have ended, which no list of today shows. */
const dates = (of: Choice["of"]) => of<object>({ validFrom: "2020-06" }, { validFrom: "2015", validTo: "2018-01-01" }, {});

const kinds = Object.keys(followers) as ReadonlyArray<keyof typeof followers>;

describe("a snapshot of the directory, then its events", () => {
  test.each(kinds)("of %s, gives what all its events give", async (kind) => {
    const before = await world.head();
    const write = (choice: Choice) => writes[choice.below(4) === 0 ? choice.of("professionals", ...kinds) : kind](choice);
    expect(await provesSnapshot({ service: world.service, token: world.writer, write }, followers[kind], { runs: 1 })).toBeGreaterThan(0);
    const told = (await world.events()).filter((event) => event.position > before && followers[kind].told({ ...event, aggregateversion: 1 }) !== null);
    expect(told.length).toBeGreaterThan(3);
  });

  test("is for those who may read the log and see everyone", async () => {
    const statuses = async (role: string, scope: string) => {
      const token = await world.service.token({ role, scope, cptsIds: [cptsId] });
      return Promise.all(kinds.map(async (kind) => (await world.service.send("GET", followers[kind].endpoint.path, { token })).status));
    };
    expect(new Set(await statuses("board-member", ""))).toEqual(new Set([403]));
    expect(new Set(await statuses("service-account", "directory:read"))).toEqual(new Set([403]));
    const open = new Set(["organizations", "meetings", "headcounts"]);
    for (const kind of kinds) {
      const asked = async (scope: string) => (await world.service.send("GET", followers[kind].endpoint.path, { token: await world.service.token({ role: "service-account", scope }) })).status;
      expect([kind, await asked("directory:events"), await asked("directory:read directory:events")]).toEqual([kind, open.has(kind) ? 200 : 403, 200]);
    }
  });
});
