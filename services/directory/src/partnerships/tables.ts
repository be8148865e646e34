import type { Json } from "@cpts/service-kit/database/json-column";
import type { DatedColumns } from "@cpts/service-kit/time/dated-rows";
import { sql, type Generated, type Kysely } from "kysely";

/** Partnerships: a part of the directory's tables. */
export interface PartnershipTables {
  /**
   * The dated columns are of the time in which it is active, its agreement's own end included; without `began` they say nothing.
   * `told_to` is the end as somebody told it.
   */
  readonly partnership: DatedColumns & {
    id: string;
    version: number;
    cpts_id: string;
    organization_id: string;
    kind: string;
    purpose: string | null;
    missions: ReadonlyArray<string>;
    visibility: string;
    agreement: Json<unknown> | null;
    planned_on: string | null;
    planned_earliest: string;
    planned_latest: string;
    /** Whether it was planned before it began. */
    was_planned: boolean;
    began: boolean;
    told_to: string | null;
    given_up_on: string | null;
    end_reason: string | null;
    recorded_on: string;
    withdrawn: Generated<boolean>;
    provenance: Json<unknown>;
  };
  readonly partnership_version: { partnership_id: string; version: number; why: string; recorded_on: string; stated: Json<unknown> };
}

/** A partnership as it is written now, for its history. */
export const partnershipStated = sql`json_build_object('kind', kind, 'purpose', purpose, 'missions', missions, 'visibility', visibility, 'agreement', agreement, 'began', began,
  'plannedOn', planned_on, 'validFrom', valid_from, 'validTo', coalesce(told_to, given_up_on), 'endReason', end_reason, 'withdrawn', withdrawn, 'provenance', provenance)`;

/** What binds a CPTS and an organization, and what was written of it. */
export const partnerships = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table partnership (
      id uuid primary key, version integer not null, cpts_id uuid not null, organization_id uuid not null references organization (id),
      kind text not null, purpose text, missions text[] not null, visibility text not null, agreement json,
      planned_on text, planned_earliest date not null, planned_latest date not null, was_planned boolean not null, began boolean not null,
      valid_from text, valid_to text, from_earliest date not null, from_latest date not null, to_earliest date not null, to_latest date not null,
      told_to text, given_up_on text, end_reason text, recorded_on text not null, withdrawn boolean not null default false, provenance json not null
    )`.execute(db);
  for (const column of ["cpts_id", "organization_id"]) await sql`create index ${sql.id(`partnership_${column}`)} on partnership (${sql.id(column)}, id)`.execute(db);
  await sql`
    create table partnership_version (
      partnership_id uuid not null references partnership (id), version integer not null, why text not null, recorded_on text not null, stated json not null,
      primary key (partnership_id, version)
    )`.execute(db);
};
