import { sql, type Kysely } from "kysely";

export interface CalendarTables {
  /** Meetings as the events of the directory tell of them: no word that people typed. */
  readonly known_meeting: { id: string; cpts_id: string | null; held_on: string | null; time: string | null; commune: string | null };
  /** Only the hash of a secret is kept: whoever reads the table can read no calendar. */
  readonly calendar_link: { id: string; cpts_id: string; professional_id: string; secret_hash: Buffer };
}

export const calendars = async (db: Kysely<unknown>): Promise<void> => {
  await sql`create table known_meeting (id uuid primary key, cpts_id uuid, held_on text, time text, commune text)`.execute(db);
  await sql`create index known_meeting_cpts on known_meeting (cpts_id)`.execute(db);
  await sql`
    create table calendar_link (
      id uuid primary key,
      cpts_id uuid not null,
      professional_id uuid not null,
      secret_hash bytea not null unique
    )`.execute(db);
  await sql`create index calendar_link_cpts on calendar_link (cpts_id, id)`.execute(db);
  await sql`create index calendar_link_professional on calendar_link (professional_id)`.execute(db);
};
