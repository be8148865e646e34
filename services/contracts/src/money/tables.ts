import type { PayoutLine } from "@cpts/api/Payouts";
import type { Json } from "@cpts/service-kit/database/json-column";
import { sql, type Kysely } from "kysely";

export interface PayoutTables {
  /** Who was at a meeting, as the directory told it last. */
  readonly known_attendance: {
    meeting_id: string;
    version: number;
    cpts_id: string | null;
    held_on: string;
    body_id: string | null;
    attendees: Json<ReadonlyArray<{ readonly personId: string; readonly presence: string; readonly minutes: number }>>;
  };
  readonly payout_rate: { id: string; cpts_id: string; unit: string; body_id: string | null; amount_cents: number; valid_from: string; source: Json<{ readonly document: string; readonly locator?: string }> };
  readonly payout_entry: {
    id: string;
    cpts_id: string;
    person_id: string;
    kind: string;
    paid_on: string;
    mission: string | null;
    amount_cents: number;
    label: string;
    source: Json<{ readonly document: string; readonly locator?: string }>;
  };
  /** One row a CPTS: who writes its payouts holds it. */
  readonly payout_book: { cpts_id: string; number: number };
  readonly payout_statement: { id: string; cpts_id: string; month: string; validated_on: string; without_rate: ReadonlyArray<string> };
  /** What was validated: never changed, kept as accounts are. */
  readonly payout_line: { statement_id: string; number: number; cpts_id: string; person_id: string; year: number; amount_cents: number; line: Json<typeof PayoutLine.Encoded> };
}

/** The ledger of what people are paid, and the attendance it is computed from. */
export const payouts = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table known_attendance (
      meeting_id uuid primary key,
      version integer not null,
      cpts_id uuid,
      held_on text collate "C" not null,
      body_id uuid,
      attendees json not null
    )`.execute(db);
  await sql`create index known_attendance_cpts on known_attendance (cpts_id, held_on)`.execute(db);
  await sql`
    create table payout_rate (
      id uuid primary key,
      cpts_id uuid not null,
      unit text not null,
      body_id uuid,
      amount_cents integer not null,
      valid_from text collate "C" not null,
      source json not null,
      unique nulls not distinct (cpts_id, body_id, valid_from)
    )`.execute(db);
  await sql`
    create table payout_entry (
      id uuid primary key,
      cpts_id uuid not null,
      person_id uuid not null,
      kind text not null,
      paid_on text collate "C" not null,
      mission text,
      amount_cents integer not null,
      label text not null,
      source json not null
    )`.execute(db);
  await sql`create index payout_entry_cpts on payout_entry (cpts_id, paid_on)`.execute(db);
  await sql`create table payout_book (cpts_id uuid primary key, number integer not null)`.execute(db);
  await sql`
    create table payout_statement (
      id uuid primary key,
      cpts_id uuid not null,
      month text collate "C" not null,
      validated_on text not null,
      without_rate uuid[] not null,
      unique (cpts_id, month)
    )`.execute(db);
  await sql`
    create table payout_line (
      statement_id uuid not null references payout_statement (id),
      number integer not null,
      cpts_id uuid not null,
      person_id uuid not null,
      year integer not null,
      amount_cents integer not null,
      line json not null,
      primary key (statement_id, number)
    )`.execute(db);
  await sql`create index payout_line_person on payout_line (person_id, year)`.execute(db);
  await sql`create index payout_line_cpts on payout_line (cpts_id, year)`.execute(db);
};
