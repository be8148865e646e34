import { sql, type Kysely } from "kysely";

/** How a body is written now, for its history. */
export const statedOf = sql`json_build_object('name', name, 'purpose', purpose, 'missions', to_json(missions), 'composition', composition, 'declaredSize', declared_size,
  'declaredProfessionCount', declared_profession_count, 'rules', rules, 'validFrom', valid_from, 'validTo', valid_to, 'withdrawn', withdrawn)`;

/** A body has a purpose and an end; what was written of it before stays. */
export const bodyChanges = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    alter table governance_body add column purpose text, add column valid_from text, add column valid_to text, add column first_day date not null default '-infinity',
      add column end_day date not null default 'infinity', add column recorded_on text, add column version integer not null default 1, add column withdrawn boolean not null default false`.execute(db);
  await sql`
    create table body_version (
      body_id uuid not null references governance_body (id), version integer not null, why text not null, recorded_on text, stated json not null, primary key (body_id, version)
    )`.execute(db);
};
