import { sql, type Kysely } from "kysely";

/** Editions of indicators, and what they say of communes and arrondissements of today, or of EPCI. No foreign key to the geography: it is replaced whole. */
export const needs = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table needs_edition (
      id uuid primary key,
      indicator text collate "C" not null,
      edition text collate "C" not null,
      version integer not null,
      profession text,
      hash text not null,
      told json not null,
      unique (indicator, edition)
    )`.execute(db);
  await sql`
    create table needs_value (
      edition_id uuid not null references needs_edition (id) on delete cascade,
      code text collate "C" not null,
      value double precision,
      class text,
      weight double precision,
      primary key (edition_id, code)
    )`.execute(db);
};
