import { directory } from "@cpts/api/Directory";
import type { MembershipRequestView } from "@cpts/api/MembershipViews";
import { Problem } from "@cpts/api/Problem";
import type { Actor } from "@cpts/domain/Access";
import type { CptsId } from "@cpts/domain/Cpts";
import type { MembershipAcceptance, MembershipRefusal, MembershipRequest, MembershipRequestId, RequestState } from "@cpts/domain/MembershipCourse";
import type { MembershipStatement } from "@cpts/domain/Membership";
import { codeOf } from "@cpts/domain/OpenCode";
import { Ids } from "@cpts/service-kit/ids";
import { record } from "@cpts/service-kit/events/log/record";
import { idCursor } from "@cpts/service-kit/http/page-cursor";
import { today } from "@cpts/service-kit/time/today";
import { Effect } from "effect";
import { sql, type RawBuilder, type Selectable } from "kysely";
import { read, write, type DirectoryTables } from "../database/tables.ts";
import { requireOrganization } from "../organizations/reference.ts";
import { requireProfessional } from "../professionals/reference.ts";
import { rankOf, sightOf } from "../professionals/sight.ts";
import { recordMembership } from "./commands.ts";
import { findRequest, openRequest } from "./lock.ts";

type Row = Selectable<DirectoryTables["membership_request"]>;
type Encoded = typeof MembershipRequestView.Encoded;

const viewOf = (row: Row): Encoded => ({
  id: row.id,
  cptsId: row.cpts_id,
  professionalId: row.professional_id,
  organizationId: row.organization_id,
  college: row.college,
  requestedOn: row.requested_on,
  // A check of the commands: open, accepted or refused.
  state: row.state as Encoded["state"],
  decidedOn: row.decided_on,
  reason: row.reason,
  membershipId: row.membership_id,
  version: row.version,
});

export const readRequest = (id: MembershipRequestId) => Effect.map(findRequest(id), viewOf);

const alreadyAsked = (field: string): Problem =>
  new Problem({
    type: "already-exists",
    faults: [{ in: "body", path: [field], code: "already-requested", message: { fr: "une demande de ce membre attend déjà une décision", en: "a request of this member already waits for a decision" } }],
  });

const notYet = new Problem({ type: "invalid-request", faults: [{ in: "body", path: ["requestedOn"], code: "in-the-future", message: { fr: "ce jour n'est pas encore venu", en: "this day has not come yet" } }] });

/** Records who asks to belong. It shows nobody to anybody: only a membership does. */
export const requestMembership = (input: MembershipRequest, actor: Actor) =>
  Effect.gen(function* () {
    const { cptsId, organizationId = null, professionalId = null, requestedOn } = input;
    if (requestedOn > (yield* today)) return yield* notYet;
    if (professionalId !== null) yield* requireProfessional(professionalId, actor, ["professionalId"]);
    if (organizationId !== null) yield* requireOrganization(organizationId, ["organizationId"]);
    // The platform's ids are UUIDs.
    const id = (yield* (yield* Ids).next) as MembershipRequestId;
    const isNew = yield* write(async (db) => {
      const { rows } = await sql`insert into membership_request (id, version, cpts_id, professional_id, organization_id, college, requested_on, state)
        values (${id}, 1, ${cptsId}, ${professionalId}, ${organizationId}, ${input.college ?? null}, ${requestedOn}, 'open') on conflict do nothing returning 1`.execute(db);
      return rows.length === 1;
    });
    if (!isNew) return yield* alreadyAsked(professionalId === null ? "organizationId" : "professionalId");
    yield* record(directory.events.membershipRequested, { aggregateId: id, aggregateVersion: 1, data: { requestId: id, cptsId, professionalId, organizationId, on: requestedOn } });
    return id;
  });

/** Accepts a request: the membership is recorded with it, or neither. */
export const acceptRequest = (id: MembershipRequestId, { on, validFrom }: MembershipAcceptance, actor: Actor) =>
  Effect.gen(function* () {
    const row = yield* openRequest(id, on);
    const { college, cpts_id: cptsId, organization_id: organizationId, professional_id: professionalId } = row;
    // What was stored of the request is what its schema took.
    const statement = { cptsId, ...(professionalId === null ? { organizationId } : { professionalId }), ...(college === null ? {} : { college }), validFrom: validFrom ?? on } as MembershipStatement;
    const membershipId = yield* recordMembership(statement, actor);
    const version = row.version + 1;
    yield* write((db) => db.updateTable("membership_request").set({ state: "accepted", decided_on: on, membership_id: membershipId, version }).where("id", "=", id).execute());
    yield* record(directory.events.membershipAccepted, { aggregateId: id, aggregateVersion: version, data: { requestId: id, membershipId, cptsId: statement.cptsId, on } });
    return membershipId;
  });

/** Refuses a request, or notes that it was withdrawn. */
export const refuseRequest = (id: MembershipRequestId, { on, reason }: MembershipRefusal) =>
  Effect.gen(function* () {
    const row = yield* openRequest(id, on);
    const version = row.version + 1;
    yield* write((db) => db.updateTable("membership_request").set({ state: "refused", decided_on: on, reason: codeOf(reason), version }).where("id", "=", id).execute());
    // It was taken as the id of a CPTS.
    yield* record(directory.events.membershipRefused, { aggregateId: id, aggregateVersion: version, data: { requestId: id, cptsId: row.cpts_id as CptsId, on, reason } });
  });

const pages = idCursor("membership-requests");

/** Requests of the CPTS on whose board the actor is, a page at a time. */
export const listRequests = (query: { readonly cpts?: CptsId; readonly state?: RequestState; readonly cursor?: string; readonly limit: number }, actor: Actor) =>
  Effect.gen(function* () {
    const place = yield* pages.read(query.cursor);
    const { everywhere, throughCpts } = yield* sightOf(actor, "membership.read");
    const board = rankOf("board");
    const reached = [...throughCpts].flatMap(([cptsId, rank]) => (rank >= board ? [cptsId] : []));
    const where: ReadonlyArray<RawBuilder<boolean>> = [
      sql<boolean>`(${everywhere >= board} or cpts_id = any(${reached}::uuid[]))`,
      ...(query.cpts === undefined ? [] : [sql<boolean>`cpts_id = ${query.cpts}`]),
      ...(query.state === undefined ? [] : [sql<boolean>`state = ${query.state}`]),
      ...(place === null ? [] : [sql<boolean>`id > ${place}::uuid`]),
    ];
    const rows = yield* read(async (db) => (await sql<Row>`select * from membership_request where ${sql.join([...where], sql` and `)} order by id limit ${query.limit + 1}`.execute(db)).rows);
    const { items, nextCursor } = pages.pageOf(rows, query.limit, (row) => row.id);
    return { items: items.map(viewOf), nextCursor };
  });
