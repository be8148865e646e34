import type { Json } from "@cpts/service-kit/database/json-column";
import { sql, type Generated, type Kysely } from "kysely";

/** Convened meetings: a part of the directory's tables. Those of which documents tell stand in `meeting`. */
export interface MeetingTables {
  readonly convened_meeting: {
    id: string;
    version: number;
    cpts_id: string | null;
    body_id: string | null;
    departements: ReadonlyArray<string>;
    kind: string;
    state: string;
    visibility: string;
    day: string;
    /** The rest of how it is written: title, agenda, quorum, time, place. */
    stated: Json<unknown>;
    cancellation_reason: string | null;
    attendance_number: number;
  };
  readonly convened_meeting_version: { meeting_id: string; version: number; why: string; recorded_on: string; stated: Json<unknown> };
  readonly meeting_seat: {
    meeting_id: string;
    professional_id: string;
    college: string | null;
    invited: boolean;
    votes: Generated<boolean>;
    presence: string | null;
    minutes: number | null;
    proxy_to: string | null;
    taken_by: string | null;
  };
  readonly meeting_attendance: { meeting_id: string; number: number; why: string; recorded_on: string; duration_minutes: number; attendees: Json<unknown> };
  readonly meeting_decision: { meeting_id: string; number: number; stated: Json<unknown>; replaced_by: number | null };
  readonly meeting_follow_up: { meeting_id: string; number: number; version: number; what: string; assignee_id: string | null; due_on: string | null; state: string };
  readonly meeting_follow_up_version: { meeting_id: string; number: number; version: number; why: string; recorded_on: string; stated: Json<unknown> };
}

/** Meetings from invitation to follow-up. What was written before stays beside what is written now. */
export const convenedMeetings = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table convened_meeting (
      id uuid primary key,
      version integer not null,
      cpts_id uuid,
      body_id uuid references governance_body (id),
      departements text[] not null,
      kind text not null,
      state text not null,
      visibility text not null,
      day text not null,
      stated json not null,
      cancellation_reason text,
      attendance_number integer not null
    )`.execute(db);
  await sql`create index convened_meeting_cpts on convened_meeting (cpts_id, day, id)`.execute(db);
  await sql`create index convened_meeting_day on convened_meeting (day, id)`.execute(db);
  await sql`
    create table convened_meeting_version (
      meeting_id uuid not null references convened_meeting (id), version integer not null, why text not null, recorded_on text not null, stated json not null,
      primary key (meeting_id, version)
    )`.execute(db);
  await sql`
    create table meeting_seat (
      meeting_id uuid not null references convened_meeting (id),
      professional_id uuid not null references professional (id),
      college text,
      invited boolean not null,
      presence text,
      minutes integer,
      proxy_to uuid references professional (id),
      taken_by text,
      primary key (meeting_id, professional_id)
    )`.execute(db);
  await sql`create index meeting_seat_professional on meeting_seat (professional_id)`.execute(db);
  await sql`
    create table meeting_attendance (
      meeting_id uuid not null references convened_meeting (id), number integer not null, why text not null, recorded_on text not null,
      duration_minutes integer not null, attendees json not null, primary key (meeting_id, number)
    )`.execute(db);
  await sql`
    create table meeting_decision (
      meeting_id uuid not null references convened_meeting (id), number integer not null, stated json not null, replaced_by integer, primary key (meeting_id, number)
    )`.execute(db);
  await sql`
    create table meeting_follow_up (
      meeting_id uuid not null references convened_meeting (id), number integer not null, version integer not null,
      what text not null, assignee_id uuid references professional (id), due_on text, state text not null, primary key (meeting_id, number)
    )`.execute(db);
  await sql`create index meeting_follow_up_assignee on meeting_follow_up (assignee_id)`.execute(db);
  await sql`
    create table meeting_follow_up_version (
      meeting_id uuid not null, number integer not null, version integer not null, why text not null, recorded_on text not null, stated json not null,
      primary key (meeting_id, number, version), foreign key (meeting_id, number) references meeting_follow_up (meeting_id, number)
    )`.execute(db);
};

/** Who is invited without a vote. */
export const seatsWithoutVote = async (db: Kysely<unknown>): Promise<void> => {
  await sql`alter table meeting_seat add column votes boolean not null default true`.execute(db);
};
