import { sql, type Kysely } from "kysely";

export interface CalendarTables {
  /** Meetings as the events of the directory tell of them: no word that people typed. */
  readonly known_meeting: {
    id: string;
    cpts_id: string | null;
    held_on: string | null;
    time: string | null;
    duration_minutes: number | null;
    commune: string | null;
    is_remote: boolean;
    is_cancelled: boolean;
    /** Who may see it; null: it was told before that was said, and is for the people of the CPTS. */
    visibility: string | null;
    version: number;
  };
  /** Deadlines as the contracts service tells of them. One that no longer holds stays, so that calendars are told. */
  readonly known_deadline: {
    id: string;
    cpts_id: string;
    kind: string;
    on_day: string;
    missions: ReadonlyArray<string>;
    met_on: string | null;
    is_withdrawn: boolean;
    version: number;
  };
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

/** Deadlines of contracts, and how often meetings were told of. */
export const calendarDeadlines = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table known_deadline (
      id uuid primary key,
      cpts_id uuid not null,
      kind text not null,
      on_day text not null,
      missions text[] not null,
      met_on text,
      is_withdrawn boolean not null default false,
      version integer not null
    )`.execute(db);
  await sql`create index known_deadline_cpts on known_deadline (cpts_id)`.execute(db);
  await sql`alter table known_meeting add column version integer not null default 1`.execute(db);
  // What was learned before had none: the subscription learns it anew from the first event.
  await sql`delete from known_meeting`.execute(db);
  await sql`delete from subscription_cursor where subscription = 'meetings'`.execute(db);
  await sql`create index action_mission on action (mission) where state = 'published'`.execute(db);
  await sql`create index action_conduct_theme on action_conduct ((statement->>'theme'))`.execute(db);
};

/** Meetings that are convened: how long they last, whether people are there, whether they are cancelled. */
export const convenedMeetings = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    alter table known_meeting
      add column duration_minutes integer,
      add column is_remote boolean not null default false,
      add column is_cancelled boolean not null default false`.execute(db);
  // Those that were convened were passed over: the subscription learns all anew from the first event.
  await sql`delete from known_meeting`.execute(db);
  await sql`delete from subscription_cursor where subscription = 'meetings'`.execute(db);
};

/** Who may see a meeting: those of a body are not for everyone in the CPTS. */
export const meetingVisibility = async (db: Kysely<unknown>): Promise<void> => {
  await sql`alter table known_meeting add column visibility text`.execute(db);
  // Changes of it were passed over: the subscription learns all anew from the first event.
  await sql`delete from known_meeting`.execute(db);
  await sql`delete from subscription_cursor where subscription = 'meetings'`.execute(db);
};
