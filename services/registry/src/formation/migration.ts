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
