import { sql, type Kysely } from "kysely";

/** What the national register of establishments says, as the last imports told it: public data. */
export interface FinessTables {
  readonly finess_structure: {
    finess: string;
    version: number;
    level: string;
    legal_entity: string | null;
    name: string;
    long_name: string | null;
    name_key: string;
    category: string | null;
    category_label: string | null;
    legal_status: string | null;
    legal_status_label: string | null;
    siren: string | null;
    siret: string | null;
    address: string | null;
    postal_code: string | null;
    place: string | null;
    commune: string | null;
    x: number | null;
    y: number | null;
    projection: string | null;
    opened_on: string | null;
    closed_on: string | null;
    updated_on: string | null;
    /** Since when the register has it no more. */
    gone_at: string | null;
    changed_at: string;
  };
}

const said = sql`
  legal_entity text,
  name text not null,
  long_name text,
  name_key text collate "C" not null,
  category text,
  category_label text,
  legal_status text,
  legal_status_label text,
  siren text,
  siret text,
  address text,
  postal_code text,
  place text,
  commune text,
  x double precision,
  y double precision,
  projection text,
  opened_on date,
  closed_on date,
  updated_on date`;

/** The mirror of the register of establishments, and where a file is laid down before it is merged. */
export const finessStructures = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table finess_structure (
      finess text collate "C" primary key,
      version integer not null,
      level text not null,
      ${said},
      gone_at timestamptz,
      changed_at timestamptz not null
    )`.execute(db);
  await sql`create index finess_structure_name on finess_structure (name_key, finess)`.execute(db);
  await sql`create index finess_structure_category on finess_structure (category, name_key, finess)`.execute(db);
  for (const column of ["commune", "legal_entity", "siret", "siren"]) await sql`create index ${sql.id(`finess_structure_${column}`)} on finess_structure (${sql.id(column)}, name_key, finess)`.execute(db);
  // A row of coordinates has no name.
  await sql`create unlogged table finess_stage (level text not null, finess text collate "C" not null, ${said}, primary key (finess, level))`.execute(db);
  await sql`alter table finess_stage alter column name drop not null, alter column name_key drop not null`.execute(db);
  await sql`create unlogged table finess_change (finess text collate "C" primary key, what text not null)`.execute(db);
  for (const [name, work] of [["finess_stage_empty", "truncate finess_stage, finess_change"], ["finess_stage_analyze", "analyze finess_stage"], ["finess_mirror_analyze", "analyze finess_structure"]] as const)
    await sql`create function ${sql.id(name)}() returns void language plpgsql security definer set search_path = public, pg_temp as ${sql.lit(`begin ${work}; end`)}`.execute(db);
};
