import { sql, type Kysely } from "kysely";

/**
 * What shall happen at an instant (architecture §6). What was done is remembered under its key, so that asking for it again,
 * as the rebuild of a projection does, does not make it happen again.
 */
export const dueTable = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table due (
      id uuid primary key default uuidv7(),
      kind text not null,
      ref text not null,
      key text not null,
      at timestamptz not null,
      state text not null default 'waiting' check (state in ('waiting', 'done', 'parked')),
      next_at timestamptz not null,
      attempts integer not null default 0,
      reason text,
      done_at timestamptz,
      unique (kind, ref, key)
    )`.execute(db);
  await sql`create index due_waiting on due (next_at, id) where state = 'waiting'`.execute(db);
  await sql`create index due_parked on due (at, id) where state = 'parked'`.execute(db);
};
