import type { Migrations } from "@cpts/service-kit/database/migrate";
import { sql, type Kysely } from "kysely";

/** A projection of the registry's log. No foreign key: a territory may be heard of before its CPTS. */
const registryProjection = async (db: Kysely<unknown>): Promise<void> => {
  await sql`create table known_cpts (id uuid primary key, name text not null)`.execute(db);
  await sql`
    create table known_territory (
      cpts_id uuid not null,
      number integer not null,
      valid_from text,
      valid_to text,
      from_earliest date not null,
      from_latest date not null,
      to_earliest date not null default 'infinity',
      to_latest date not null default 'infinity',
      communes text[] not null,
      parts json not null,
      prose text,
      provenance json not null,
      primary key (cpts_id, number)
    )`.execute(db);
};

export const migrations: Migrations = { "0001-registry-projection": { up: registryProjection } };
