import type { KeptView } from "@cpts/api/PrivacyEndpoints";
import type { LocalDate } from "@cpts/domain/LocalDate";
import type { MembershipId } from "@cpts/domain/Membership";
import { retentionRules, retentionsOf, type RetentionKind } from "@cpts/domain/PersonErasure";
import type { ProfessionalId } from "@cpts/domain/Professional";
import { clock } from "@cpts/service-kit/clocks/clock";
import { schedule } from "@cpts/service-kit/clocks/schedule";
import { statement } from "@cpts/service-kit/database/statement";
import { Effect } from "effect";
import { write } from "../database/tables.ts";
import { endMembership } from "../memberships/corrections.ts";

type Kept = typeof KeptView.Encoded;

interface Row {
  readonly id: MembershipId;
  readonly isOpen: boolean;
  readonly begins: boolean;
  readonly paidFeeYears: ReadonlyArray<number>;
  readonly heldOffice: boolean;
}

const membershipsOf = statement<[id: string, today: string], Row>(`
  select m.id, m.end_reason is null and m.to_latest > $2::date as "isOpen", m.from_earliest < $2::date as begins,
    array(select distinct (stated->'fee'->>'year')::int from membership_version v where v.membership_id = m.id and stated->'fee'->>'paidOn' is not null order by 1) as "paidFeeYears",
    exists (select from office_holder h join office_statement s on s.id = h.statement_id where h.professional_id = m.professional_id and s.cpts_id = m.cpts_id) as "heldOffice"
  from membership m where m.professional_id = $1 order by m.id`);
const isAnyOffice = statement<[id: string], { readonly found: boolean }>("select exists (select from office_holder where professional_id = $1) as found");
const dropVersions = statement<[id: string], never>("delete from membership_version where membership_id = $1");
const dropMembership = statement<[id: string], never>("delete from membership where id = $1");
/** What stays of a membership is when it was and its fee: neither commune nor capacity, which lead to the person, nor words. */
const bare = statement<[id: string], never>(`
  update membership set role = null, commune = null, through_id = null, provenance = json_build_object('status', provenance->>'status') where id = $1`);
const bareVersions = statement<[id: string], never>(`
  update membership_version set stated = (stated::jsonb || jsonb_build_object('role', null, 'commune', null, 'throughId', null, 'provenance', jsonb_build_object('status', stated->'provenance'->>'status')))::json
  where membership_id = $1`);

const retentionKind = "privacy.retention";

/** Once the law no longer asks for it, nothing stays of a membership. */
export const retentionClock = clock(retentionKind, ({ ref }) =>
  write(async (db) => {
    await dropVersions(db, ref);
    await dropMembership(db, ref);
  }),
);

const keptAs = (kind: RetentionKind, membershipId: string | null, until: LocalDate | null): ReadonlyArray<Kept> =>
  retentionRules.filter((rule) => rule.kind === kind).map(({ en, fr, source, status }) => ({ kind, membershipId, until, label: { fr, en }, source, status }));

/** Ends what goes on of someone's memberships, deletes those that nothing asks to keep, and says what stays. */
export const settleMemberships = (id: ProfessionalId, today: LocalDate) =>
  Effect.gen(function* () {
    const kept: Array<Kept> = [];
    for (const row of yield* write((db) => membershipsOf(db, id, today))) {
      // One that has not begun never was.
      if (row.isOpen) yield* endMembership(row.id, { on: today, reason: row.begins ? "erased" : "recorded-in-error" });
      const retentions = retentionsOf(row);
      if (retentions.length === 0) {
        yield* write((db) => dropVersions(db, row.id));
        yield* write((db) => dropMembership(db, row.id));
        continue;
      }
      yield* write((db) => bare(db, row.id));
      yield* write((db) => bareVersions(db, row.id));
      kept.push(...retentions.flatMap(({ kind, until }) => keptAs(kind, row.id, until)));
      const last = retentions.every(({ until }) => until !== null) ? retentions[0]?.until : null;
      if (last !== null && last !== undefined) yield* schedule({ kind: retentionKind, ref: row.id, at: Date.parse(`${last}T23:59:59Z`) });
    }
    const [office] = yield* write((db) => isAnyOffice(db, id));
    if (office?.found === true && !kept.some(({ kind }) => kind === "office")) kept.push(...keptAs("office", null, null));
    return kept;
  });

/** What stays so that they do not come back. */
export const keptOut = (): ReadonlyArray<Kept> => keptAs("suppression", null, null);
