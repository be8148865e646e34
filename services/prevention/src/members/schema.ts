import { sql, type Kysely } from "kysely";

/** What the directory tells of people and who belongs to which CPTS. No foreign key: either may be heard of first. */
export const knownMembers = async (db: Kysely<unknown>): Promise<void> => {
  await sql`create table known_professional (id uuid primary key, profession text)`.execute(db);
  await sql`
    create table known_membership (
      id uuid primary key,
      cpts_id uuid not null,
      professional_id uuid,
      organization_id uuid,
      valid_from text,
      valid_to text
    )`.execute(db);
  await sql`create index known_membership_professional on known_membership (professional_id, cpts_id)`.execute(db);
  await sql`create index known_membership_organization on known_membership (organization_id, cpts_id)`.execute(db);
};

/** Who was erased, and how many of those who came to a session were. */
export const erasures = async (db: Kysely<unknown>): Promise<void> => {
  await sql`alter table known_professional add column erased boolean not null default false`.execute(db);
  await sql`alter table session add column attendance_erased integer not null default 0`.execute(db);
  await sql`create index action_conduct_lead on action_conduct ((statement->>'leadId'))`.execute(db);
};
