import type { Json } from "@cpts/service-kit/database/json-column";
import type { DatedColumns } from "@cpts/service-kit/time/dated-rows";
import { sql, type Generated, type Kysely } from "kysely";

/** Seats of bodies and elections to them: a part of the directory's tables. */
export interface SeatTables {
  /** What one document says of one seat; withdrawn, it never was. */
  readonly body_seat: DatedColumns & {
    id: string;
    version: number;
    cpts_id: string;
    body_id: string;
    professional_id: string;
    college: string | null;
    seat: string | null;
    part: string;
    recorded_on: string;
    election_id: string | null;
    withdrawn: Generated<boolean>;
    provenance: Json<unknown>;
  };
  readonly election: { id: string; cpts_id: string; body_id: string; on_day: string; college: string | null; seats_open: number; term_ends_on: string | null; provenance: Json<unknown> };
  readonly election_candidate: { election_id: string; number: number; professional_id: string; votes: number | null; elected: boolean };
}

/** Bodies have seats; working groups are bodies with a name and missions. */
export const bodySeats = async (db: Kysely<unknown>): Promise<void> => {
  await sql`alter table governance_body add column name text, add column missions text[] not null default '{}', add column rules json`.execute(db);
  await sql`
    create table election (
      id uuid primary key, cpts_id uuid not null, body_id uuid not null references governance_body (id), on_day text not null, college text, seats_open integer not null,
      term_ends_on text, provenance json not null
    )`.execute(db);
  await sql`create index election_body on election (body_id, id)`.execute(db);
  await sql`
    create table election_candidate (
      election_id uuid not null references election (id), number integer not null, professional_id uuid not null references professional (id), votes integer, elected boolean not null,
      primary key (election_id, number)
    )`.execute(db);
  await sql`create index election_candidate_professional on election_candidate (professional_id)`.execute(db);
  await sql`
    create table body_seat (
      id uuid primary key, version integer not null, cpts_id uuid not null, body_id uuid not null references governance_body (id), professional_id uuid not null references professional (id),
      college text, seat text, part text not null, valid_from text, valid_to text, from_earliest date not null, from_latest date not null, to_earliest date not null, to_latest date not null,
      recorded_on text not null, election_id uuid references election (id), withdrawn boolean not null default false, provenance json not null
    )`.execute(db);
  for (const column of ["cpts_id", "body_id", "professional_id"]) await sql`create index ${sql.id(`body_seat_${column}`)} on body_seat (${sql.id(column)}, id)`.execute(db);
};
