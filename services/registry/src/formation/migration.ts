import { sql, type Kysely } from "kysely";

/**
 * The steps of each CPTS, whose numbers are the versions that they made, dated like territories. What was registered before steps
 * were kept has the status it had, of which no beginning is known.
 */
export const steps = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table cpts_step (
      id uuid primary key default uuidv7(),
      cpts_id uuid not null references cpts (id),
      number integer not null,
      action text not null,
      from_status text,
      status text not null,
      valid_from text,
      valid_to text,
      from_earliest date not null,
      from_latest date not null,
      to_earliest date not null default 'infinity',
      to_latest date not null default 'infinity',
      by_role text,
      evidence json,
      recorded_by text,
      unique (cpts_id, number)
    )`.execute(db);
  await sql`insert into cpts_step (cpts_id, number, action, status, from_earliest, from_latest) select id, 1, 'registration', status, '-infinity', current_date from cpts`.execute(db);
};

/** Letters of intent and health projects, version by version; a version that is answered stays. */
export const documents = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table letter_of_intent (
      id uuid primary key,
      letter_id uuid not null,
      cpts_id uuid not null references cpts (id),
      version integer not null,
      state text not null,
      submitted_on text not null,
      decided_on text,
      content json not null,
      decision json,
      unique (cpts_id, version)
    )`.execute(db);
  await sql`
    create table health_project (
      id uuid primary key,
      project_id uuid not null,
      cpts_id uuid not null references cpts (id),
      version integer not null,
      state text not null,
      submitted_on text not null,
      complete_on text,
      silence_ends_on text,
      decided_on text,
      content json not null,
      completeness json,
      opinions json not null default '[]',
      decision json,
      unique (cpts_id, version)
    )`.execute(db);
  // A day is written so that texts come in the order of time; what has none comes last.
  await sql`create index health_project_silence on health_project ((coalesce(silence_ends_on, '9999-12-31')) collate "C", id)`.execute(db);
};
