import type { Json } from "@cpts/service-kit/database/json-column";
import { sql, type Kysely } from "kysely";

/** Requests for membership, and what was written of memberships: a part of the directory's tables. */
export interface MembershipTables {
  readonly membership_request: {
    id: string;
    version: number;
    cpts_id: string;
    professional_id: string | null;
    organization_id: string | null;
    college: string | null;
    requested_on: string;
    state: string;
    decided_on: string | null;
    reason: string | null;
    membership_id: string | null;
  };
  readonly membership_version: {
    membership_id: string;
    version: number;
    why: string;
    recorded_on: string;
    stated: Json<unknown>;
  };
}

/** A membership as it is written now, for its history. */
export const statedOf = sql`json_build_object('college', college, 'throughId', through_id, 'role', role, 'commune', commune, 'fee', fee,
  'validFrom', valid_from, 'validTo', valid_to, 'endReason', end_reason, 'provenance', provenance)`;

/** More is known of a membership, and what was known before stays. */
export const membershipCourse = async (db: Kysely<unknown>): Promise<void> => {
  await sql`alter table membership
    add column through_id uuid references organization (id), add column role text, add column commune text, add column fee json, add column end_reason text`.execute(db);
  await sql`
    create table membership_request (
      id uuid primary key,
      version integer not null,
      cpts_id uuid not null,
      professional_id uuid references professional (id),
      organization_id uuid references organization (id),
      college text,
      requested_on text not null,
      state text not null,
      decided_on text,
      reason text,
      membership_id uuid references membership (id),
      check (num_nonnulls(professional_id, organization_id) = 1)
    )`.execute(db);
  await sql`create index membership_request_cpts on membership_request (cpts_id, id)`.execute(db);
  // Of two requests at once one waits for the other, and is refused.
  await sql`create unique index membership_request_open on membership_request (cpts_id, coalesce(professional_id, organization_id)) where state = 'open'`.execute(db);
  await sql`
    create table membership_version (
      membership_id uuid not null references membership (id),
      version integer not null,
      why text not null,
      recorded_on text not null,
      stated json not null,
      primary key (membership_id, version)
    )`.execute(db);
  await sql`insert into membership_version (membership_id, version, why, recorded_on, stated)
    select id, version, 'recorded', to_char(now() at time zone 'Europe/Paris', 'YYYY-MM-DD'), ${statedOf} from membership`.execute(db);
};
