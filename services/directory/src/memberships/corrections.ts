import { directory } from "@cpts/api/Directory";
import { Problem } from "@cpts/api/Problem";
import { parisDateFromInstant } from "@cpts/domain/LocalDate";
import type { MembershipId } from "@cpts/domain/Membership";
import type { MembershipCorrection, MembershipEnd } from "@cpts/domain/MembershipCourse";
import { codeOf } from "@cpts/domain/OpenCode";
import { isBefore, type PartialDate } from "@cpts/domain/PartialDate";
import { record } from "@cpts/service-kit/events/log/record";
import { Clock, Effect } from "effect";
import { sql, type Selectable } from "kysely";
import { certainlyOverlaps, periodColumns } from "../database/dated.ts";
import { watchContacts } from "../contacts/retention.ts";
import { neverSo, orKept } from "../corrections/columns.ts";
import { keepVersion } from "../corrections/history.ts";
import { illegalTransition, periodEmpty } from "../corrections/refusals.ts";
import { requirePlausible } from "../database/plausible-dates.ts";
import { write, type DirectoryTables } from "../database/tables.ts";
import { requireOrganization } from "../organizations/reference.ts";
import { alreadyMember } from "./commands.ts";
import { requireFrame } from "./frame.ts";
import { membershipHistory } from "./history.ts";
import { lockMembership, versionConflict } from "./lock.ts";

type Row = Selectable<DirectoryTables["membership"]>;

const fault = (path: string, code: string, fr: string, en: string): Problem => new Problem({ type: "invalid-request", faults: [{ in: "body", path: [path], code, message: { fr, en } }] });
const ended = illegalTransition("Cette adhésion a déjà pris fin.", "This membership has already ended.");

/** What is written after a correction; dates are as the schema took them. */
const corrected = (row: Row, patch: MembershipCorrection) => ({
  college: orKept(patch.college, row.college),
  through_id: orKept<string | null>(patch.throughId, row.through_id),
  role: orKept<string | null>(patch.role, row.role),
  commune: orKept<string | null>(patch.commune, row.commune),
  fee: patch.fee === undefined ? (row.fee === null ? null : JSON.stringify(row.fee)) : patch.fee === null ? null : JSON.stringify(patch.fee),
  provenance: JSON.stringify(patch.provenance ?? row.provenance),
  valid_from: orKept<string | null>(patch.validFrom, row.valid_from) as PartialDate | null,
  valid_to: orKept<string | null>(patch.validTo, row.valid_to) as PartialDate | null,
});

const overlapsAnother = (row: Row, period: ReturnType<typeof periodColumns>) =>
  write(async (db) => {
    const { rows } = await sql`
      select 1 from membership where id <> ${row.id} and cpts_id = ${row.cpts_id} and end_reason is distinct from 'recorded-in-error'
        and (professional_id = ${row.professional_id} or organization_id = ${row.organization_id}) and ${certainlyOverlaps(period)} limit 1`.execute(db);
    return rows.length > 0;
  });

/** True where the correction says nothing new. */
const isSame = (row: Row, next: ReturnType<typeof corrected>): boolean =>
  row.college === next.college && row.through_id === next.through_id && row.role === next.role && row.commune === next.commune && row.valid_from === next.valid_from && row.valid_to === next.valid_to &&
  JSON.stringify(row.fee) === JSON.stringify(next.fee === null ? null : JSON.parse(next.fee)) && JSON.stringify(row.provenance) === next.provenance;

/** Corrects what was recorded. A correction that says nothing new leaves no trace; what was written before stays as history. */
export const correctMembership = (id: MembershipId, patch: MembershipCorrection, ifMatch: number | null) =>
  Effect.gen(function* () {
    const row = yield* lockMembership(id);
    if (ifMatch !== null && row.version !== ifMatch) return yield* versionConflict(row.version);
    if (row.end_reason === "recorded-in-error") return yield* ended;
    yield* requirePlausible({ validFrom: patch.validFrom, validTo: patch.validTo });
    if (patch.throughId !== undefined && patch.throughId !== null) {
      if (row.organization_id !== null) return yield* fault("throughId", "membership.through-of-organization", "seule une personne est membre par une structure", "only a person belongs through an organization");
      yield* requireOrganization(patch.throughId, ["throughId"]);
    }
    const next = corrected(row, patch);
    if (isSame(row, next)) return false;
    // What was written before frames were kept is corrected without them, until the role itself is.
    if (patch.role !== undefined || patch.throughId !== undefined) yield* requireFrame({ role: next.role, holder: row.professional_id === null ? "organization" : "person", hasStructure: next.through_id !== null });
    const { valid_from: from, valid_to: to } = next;
    if (from !== null && to !== null && isBefore(from, to) === "no") return yield* periodEmpty;
    const now = yield* Clock.currentTimeMillis;
    const today = parisDateFromInstant(now);
    const period = periodColumns(from ?? undefined, to ?? undefined, today);
    if (yield* overlapsAnother(row, period)) return yield* alreadyMember(row.professional_id === null ? "organizationId" : "professionalId");
    const version = row.version + 1;
    // An end that is taken away takes its reason along.
    yield* write((db) => db.updateTable("membership").set({ ...next, ...period, version, end_reason: to === null ? null : row.end_reason }).where("id", "=", id).execute());
    yield* keepVersion(membershipHistory, id, codeOf(patch.why), today);
    if (row.professional_id !== null) yield* watchContacts(row.professional_id);
    const data = { membershipId: id, cptsId: row.cpts_id, professionalId: row.professional_id, organizationId: row.organization_id, validFrom: from, validTo: to, why: patch.why };
    // Ids of a row are the ones that its schemas took.
    yield* record(directory.events.membershipChanged, { aggregateId: id, aggregateVersion: version, data: data as typeof directory.events.membershipChanged.payload.Type, at: now });
    return true;
  });

/** Ends a membership on a day, or says that it never was. */
export const endMembership = (id: MembershipId, { on, reason }: MembershipEnd) =>
  Effect.gen(function* () {
    const row = yield* lockMembership(id);
    if (row.end_reason !== null) return yield* ended;
    yield* requirePlausible({ on });
    const now = yield* Clock.currentTimeMillis;
    const today = parisDateFromInstant(now);
    const isError = codeOf(reason) === "recorded-in-error";
    // A whole date is a partial one; dates of a row are as the schema took them.
    const [from, until] = [row.valid_from as PartialDate | null, on as string as PartialDate];
    if (!isError && from !== null && isBefore(from, until) === "no") return yield* fault("on", "before-start", `l'adhésion commence le ${from}`, `the membership starts on ${from}`);
    const version = row.version + 1;
    const { to_earliest, to_latest, valid_to } = periodColumns(undefined, until, today);
    const end = isError ? neverSo : { valid_to, to_earliest, to_latest };
    yield* write((db) => db.updateTable("membership").set({ ...end, version, end_reason: codeOf(reason) }).where("id", "=", id).execute());
    yield* keepVersion(membershipHistory, id, "ended", today);
    if (row.professional_id !== null) yield* watchContacts(row.professional_id);
    const data = { membershipId: id, cptsId: row.cpts_id, on, reason };
    yield* record(directory.events.membershipEnded, { aggregateId: id, aggregateVersion: version, data: data as typeof directory.events.membershipEnded.payload.Type, at: now });
  });
