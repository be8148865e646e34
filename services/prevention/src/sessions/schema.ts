import { sql, type Kysely } from "kysely";

/**
 * Sessions with their local times as said (`date`, `time`, which of the two in the hour that comes twice) and the instants
 * they are. `is_public` is that of the action, so that the list of everyone needs no other table.
 */
export const sessions = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table session (
      id uuid primary key,
      action_id uuid not null references action (id),
      cpts_id uuid not null,
      state text not null,
      is_public boolean not null,
      commune text not null,
      address text,
      start_date text not null,
      start_time text not null,
      start_occurrence text,
      end_date text not null,
      end_time text not null,
      end_occurrence text,
      starts_at timestamptz not null,
      ends_at timestamptz not null,
      capacity integer,
      professions json not null,
      reason text,
      sequence integer not null,
      version integer not null
    )`.execute(db);
  await sql`create index session_action on session (action_id, starts_at)`.execute(db);
  await sql`create index session_cpts on session (cpts_id, starts_at, id)`.execute(db);
  await sql`create index session_public on session (starts_at, id) where is_public`.execute(db);
  await sql`
    create table session_sign_up (
      session_id uuid not null references session (id),
      professional_id uuid not null,
      number integer not null,
      state text not null,
      signed_up_on text not null,
      primary key (session_id, professional_id)
    )`.execute(db);
  await sql`create index session_sign_up_professional on session_sign_up (professional_id)`.execute(db);
  await sql`
    create table session_attendance (
      session_id uuid not null references session (id),
      professional_id uuid not null,
      primary key (session_id, professional_id)
    )`.execute(db);
  await sql`create index session_attendance_professional on session_attendance (professional_id)`.execute(db);
  await sql`
    create table session_result (
      session_id uuid not null references session (id),
      number integer not null,
      recorded_on text not null,
      reason text,
      by_age json not null,
      reached integer not null,
      screened integer not null,
      referred integer not null,
      primary key (session_id, number)
    )`.execute(db);
};
