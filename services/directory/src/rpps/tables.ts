import type { Json } from "@cpts/service-kit/database/json-column";
import { sql, type Kysely } from "kysely";

/** What the national register says, as the last import told it: public data, of which only the latest is kept. */
export interface RppsTables {
  readonly rpps_professional: {
    rpps: number;
    /** The id of the professional registered here under the same number, or one that they will get. */
    id: string;
    version: number;
    family_name: string;
    given_name: string;
    title: string | null;
    name_key: string;
    /** The first of their professions, by code. */
    profession: string | null;
    professions: ReadonlyArray<string>;
    activity_skills: ReadonlyArray<string>;
    skills: ReadonlyArray<string>;
    modes: ReadonlyArray<string>;
    /** Communes and structures, by their codes. */
    places: ReadonlyArray<string>;
    activities: ReadonlyArray<string>;
    digest_a: number;
    digest_b: number;
    changed_at: string;
  };
  readonly rpps_departure: { id: string; at: string };
  readonly rpps_import: {
    id: string;
    kind: string;
    status: string;
    file_name: string | null;
    edition: string | null;
    started_at: string;
    ended_at: string | null;
    progress: Json<unknown>;
    sha256: string | null;
    rejects: Json<unknown>;
    refusal: Json<unknown> | null;
  };
}

const mirror = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table rpps_professional (
      rpps bigint primary key,
      id uuid not null unique,
      version integer not null,
      family_name text not null,
      given_name text not null,
      title text,
      name_key text collate "C" not null,
      profession text generated always as (professions[1]) stored,
      professions text[] not null,
      activity_skills text[] not null,
      skills text[] not null default '{}',
      modes text[] not null,
      places text[] not null,
      activities text[] not null,
      digest_a integer not null,
      digest_b integer not null,
      changed_at timestamptz not null
    )`.execute(db);
  await sql`create index rpps_professional_profession on rpps_professional (profession, name_key, id)`.execute(db);
  await sql`create index rpps_professional_name on rpps_professional (name_key, id)`.execute(db);
  // Two professions at once are rare: they are looked for apart.
  await sql`create index rpps_professional_several on rpps_professional (name_key, id) where cardinality(professions) > 1`.execute(db);
  await sql`create index rpps_professional_places on rpps_professional using gin (places)`.execute(db);
  await sql`create index rpps_professional_changed on rpps_professional (changed_at, id)`.execute(db);
  // Who has left, by the id alone.
  await sql`create table rpps_departure (id uuid primary key, at timestamptz not null)`.execute(db);
  await sql`create index rpps_departure_at on rpps_departure (at, id)`.execute(db);
};

/**
 * Where a file is laid down before it is merged: no write-ahead log, and emptied by each import. The application may not
 * truncate what it does not own, hence the functions.
 */
const staging = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create unlogged table rpps_stage (
      rpps bigint not null,
      digest_a integer not null,
      digest_b integer not null,
      family_name text not null,
      given_name text not null,
      title text,
      name_key text collate "C" not null,
      professions text[] not null,
      skills text[] not null,
      modes text[] not null,
      places text[] not null,
      activities text[] not null
    )`.execute(db);
  await sql`create unlogged table rpps_skill_stage (rpps bigint not null, skill text not null)`.execute(db);
  await sql`create unlogged table rpps_change (id uuid not null, what text not null)`.execute(db);
  for (const [name, work] of [["rpps_stage_empty", "truncate rpps_stage, rpps_skill_stage, rpps_change"], ["rpps_stage_analyze", "analyze rpps_stage, rpps_skill_stage"], ["rpps_mirror_analyze", "analyze rpps_professional"]] as const)
    await sql`create function ${sql.id(name)}() returns void language plpgsql security definer set search_path = public, pg_temp as ${sql.lit(`begin ${work}; end`)}`.execute(db);
};

/** Imports, and who must stay out of them: by a keyed hash of their number, so that the list names nobody. */
const imports = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table rpps_import (
      id uuid primary key,
      kind text not null,
      status text not null,
      file_name text,
      edition date,
      started_at timestamptz not null,
      ended_at timestamptz,
      progress json not null,
      sha256 text,
      rejects json not null,
      refusal json
    )`.execute(db);
  await sql`create table rpps_suppression (hash bytea primary key)`.execute(db);
  await sql`create table rpps_suppression_key (only_row boolean primary key default true check (only_row), key bytea not null)`.execute(db);
  await sql`insert into rpps_suppression_key (key) select sha256(convert_to(string_agg(gen_random_uuid()::text, ''), 'UTF8')) from generate_series(1, 4)`.execute(db);
  // A number has eleven digits: without the key all of them could be tried.
  await sql`
    create function rpps_suppression_hash(rpps bigint) returns bytea language sql stable as $$
      select sha256(key || convert_to(rpps::text, 'UTF8')) from rpps_suppression_key
    $$`.execute(db);
};

/** The mirror of the national register. */
export const rppsMirror = async (db: Kysely<unknown>): Promise<void> => {
  await mirror(db);
  await staging(db);
  await imports(db);
};
