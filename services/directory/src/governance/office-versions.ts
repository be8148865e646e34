import type { Json } from "@cpts/service-kit/database/json-column";
import { sql, type Kysely } from "kysely";

/** What was written of statements about offices: a part of the directory's tables. */
export interface OfficeVersionTables {
  readonly office_version: { statement_id: string; version: number; why: string; recorded_on: string; stated: Json<unknown> };
}

/** How a statement is written now, for its history. */
export const statedOf = sql`json_build_object('label', label, 'missions', to_json(missions), 'validFrom', valid_from, 'validTo', valid_to, 'withdrawn', withdrawn)`;

/** A statement may be ended, corrected or taken back; what was written before stays. */
export const officeVersions = async (db: Kysely<unknown>): Promise<void> => {
  await sql`alter table office_statement add column version integer not null default 1, add column withdrawn boolean not null default false`.execute(db);
  await sql`
    create table office_version (
      statement_id uuid not null references office_statement (id), version integer not null, why text not null, recorded_on text not null, stated json not null,
      primary key (statement_id, version)
    )`.execute(db);
};

/** An office may be for some missions only, as that of a mission lead. */
export const officeMissions = async (db: Kysely<unknown>): Promise<void> => {
  await sql`alter table office_statement add column missions text[] not null default '{}'`.execute(db);
};
