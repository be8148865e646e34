import { directory } from "@cpts/api/Directory";
import { Problem } from "@cpts/api/Problem";
import type { Actor } from "@cpts/domain/Access";
import { parisDateFromInstant } from "@cpts/domain/LocalDate";
import type { MembershipId, MembershipStatement } from "@cpts/domain/Membership";
import { claimExternalIds } from "@cpts/service-kit/database/external-ids";
import { Ids } from "@cpts/service-kit/ids";
import { record } from "@cpts/service-kit/events/log/record";
import type { DatedColumns } from "@cpts/service-kit/time/dated-rows";
import { Clock, Effect } from "effect";
import { sql } from "kysely";
import { keepVersion } from "../corrections/history.ts";
import { certainlyOverlaps, periodColumns } from "../database/dated.ts";
import { requirePlausible } from "../database/plausible-dates.ts";
import { write } from "../database/tables.ts";
import { requireOrganization } from "../organizations/reference.ts";
import { requireProfessional } from "../professionals/reference.ts";
import { requireFrame } from "./frame.ts";
import { membershipHistory } from "./history.ts";
import { externalIdKind } from "./queries.ts";

export const alreadyMember = (member: "professionalId" | "organizationId"): Problem =>
  new Problem({
    type: "already-exists",
    faults: [
      { in: "body", path: [member], code: "already-member", message: { fr: "déjà membre de cette CPTS pendant une partie de cette période", en: "already a member of this CPTS for a part of that period" } },
    ],
  });

/** Holds the member, so that of two recordings at once the second sees the first; tells whether they certainly overlap. */
const isMember = ({ cptsId, organizationId, professionalId }: MembershipStatement, period: DatedColumns) =>
  write(async (db) => {
    const table = sql.table(professionalId === undefined ? "organization" : "professional");
    await sql`select 1 from ${table} where id = ${professionalId ?? organizationId} for update`.execute(db);
    const { rows } = await sql`
      select 1 from membership
      where cpts_id = ${cptsId} and (professional_id = ${professionalId ?? null} or organization_id in (select o.id from organization o where ${organizationId ?? null}::uuid in (o.id, o.merged_into))) and ${certainlyOverlaps(period)} limit 1`.execute(db);
    return rows.length > 0;
  });

const toldOf = ({ college, commune, fee, role, throughId }: MembershipStatement) => ({
  college: college ?? null,
  through_id: throughId ?? null,
  role: role ?? null,
  commune: commune ?? null,
  fee: fee === undefined ? null : JSON.stringify(fee),
});

/** Records who belongs to a CPTS, once for each time. The event holds ids and dates. `byNumber`: whoever writes has shown the RPPS number of the person, whom they need not see. */
export const recordMembership = (input: MembershipStatement, actor: Actor, { byNumber = false }: { readonly byNumber?: boolean } = {}) =>
  Effect.gen(function* () {
    const { cptsId, organizationId = null, professionalId = null, validFrom, validTo } = input;
    yield* requirePlausible({ validFrom, validTo });
    if (professionalId !== null && !byNumber) yield* requireProfessional(professionalId, actor, ["professionalId"]);
    if (organizationId !== null) yield* requireOrganization(organizationId, ["organizationId"]);
    if (input.throughId !== undefined) yield* requireOrganization(input.throughId, ["throughId"]);
    yield* requireFrame({ role: input.role ?? null, holder: professionalId === null ? "organization" : "person", hasStructure: input.throughId !== undefined });
    const now = yield* Clock.currentTimeMillis;
    const period = periodColumns(input.validFrom, input.validTo, parisDateFromInstant(now));
    if (yield* isMember(input, period)) return yield* alreadyMember(professionalId === null ? "organizationId" : "professionalId");
    // The platform's ids are UUIDs.
    const id = (yield* (yield* Ids).next) as MembershipId;
    yield* write((db) =>
      db
        .insertInto("membership")
        .values({ id, version: 1, cpts_id: cptsId, professional_id: professionalId, organization_id: organizationId, ...toldOf(input), ...period, provenance: JSON.stringify(input.provenance ?? { status: "declared" }) })
        .execute(),
    );
    yield* keepVersion(membershipHistory, id, "recorded", parisDateFromInstant(now));
    yield* claimExternalIds(externalIdKind, id, input.externalIds ?? []);
    yield* record(directory.events.membershipRecorded, {
      aggregateId: id,
      aggregateVersion: 1,
      data: { membershipId: id, cptsId, professionalId, organizationId, validFrom: input.validFrom ?? null, validTo: input.validTo ?? null },
      at: now,
    });
    return id;
  });
