import { sql, type Kysely } from "kysely";

/**
 * People: what is about the person stands apart, so that erasing it leaves a random id, a profession and nothing else
 * (architecture §4.7).
 */
const professionals = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table professional (
      id uuid primary key,
      version integer not null,
      profession text,
      skills text[] not null,
      practice_mode text,
      visibility text not null,
      cpts_id uuid
    )`.execute(db);
  await sql`
    create table professional_identity (
      professional_id uuid primary key references professional (id),
      family_name text not null,
      given_name text not null,
      title text,
      rpps text unique,
      name_key text collate "C" not null,
      provenance json not null
    )`.execute(db);
  await sql`create index professional_identity_name on professional_identity (name_key, professional_id)`.execute(db);
};

const organizations = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table organization (
      id uuid primary key,
      version integer not null,
      name text not null,
      name_key text collate "C" not null,
      short_name text,
      kind text not null,
      siren text unique,
      siret text unique,
      finess text unique,
      rna text unique,
      competence json,
      nationwide boolean not null,
      regions text[] not null,
      departements text[] not null,
      website text,
      provenance json not null
    )`.execute(db);
  await sql`create index organization_name_key on organization (name_key, id)`.execute(db);
};

const datedColumns = sql`
  valid_from text,
  valid_to text,
  from_earliest date not null,
  from_latest date not null,
  to_earliest date not null,
  to_latest date not null`;

/** One of the two is who: the person or the organization. */
const who = sql`
  professional_id uuid references professional (id),
  organization_id uuid references organization (id),
  check (num_nonnulls(professional_id, organization_id) = 1)`;

const links = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table relationship (
      id uuid primary key,
      version integer not null,
      kind text not null,
      ${who},
      of_id uuid not null references organization (id),
      function text,
      object text,
      cpts_id uuid,
      ${datedColumns},
      provenance json not null
    )`.execute(db);
  for (const column of ["professional_id", "organization_id", "of_id", "cpts_id"])
    await sql`create index ${sql.id(`relationship_${column}`)} on relationship (${sql.id(column)}, id)`.execute(db);
  await sql`
    create table membership (
      id uuid primary key,
      version integer not null,
      cpts_id uuid not null,
      ${who},
      college text,
      ${datedColumns},
      provenance json not null
    )`.execute(db);
  for (const column of ["professional_id", "organization_id", "cpts_id"])
    await sql`create index ${sql.id(`membership_${column}`)} on membership (${sql.id(column)}, id)`.execute(db);
};

const meetings = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table meeting (
      id uuid primary key,
      version integer not null,
      title text not null,
      subject text,
      held_on text,
      place_in_time text collate "C" not null,
      "time" text,
      place text,
      commune text,
      communes text[] not null,
      departements text[] not null,
      prose text,
      cpts_id uuid,
      organizer_id uuid references organization (id),
      provenance json not null
    )`.execute(db);
  await sql`create index meeting_place_in_time on meeting (place_in_time, id)`.execute(db);
};

/** Who there is, who belongs and who represents whom. */
export const people = async (db: Kysely<unknown>): Promise<void> => {
  await professionals(db);
  await organizations(db);
  await links(db);
  await meetings(db);
};
