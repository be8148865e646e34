import type { Json } from "@cpts/service-kit/database/json-column";
import { sql, type Generated, type Kysely } from "kysely";

/** How people are reached, what they object to, what they agreed to: a part of the directory's tables. None of it is in the log. */
export interface ContactTables {
  readonly person_contact: { id: string; version: number; professional_id: string; cpts_id: string; kind: string; value: string; visibility: string; recorded_on: string; provenance: Json<unknown> };
  readonly person_objection: { professional_id: string; scope: string; since: string; narrowed_from: Generated<string | null> };
  readonly mailing_consent: {
    id: string;
    professional_id: string;
    cpts_id: string;
    purpose: string;
    given_on: string;
    withdrawn_on: string | null;
    /** Counts the links to unsubscribe: only the last one works. */
    link: number;
    provenance: Json<unknown>;
  };
  readonly mailing_list: { id: string; version: number; cpts_id: string; name: string; purpose: string; criteria: Json<unknown> };
}

export const contacts = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table person_contact (
      id uuid primary key, version integer not null, professional_id uuid not null references professional (id), cpts_id uuid not null,
      kind text not null, value text not null, visibility text not null, recorded_on date not null, provenance json not null
    )`.execute(db);
  await sql`create index person_contact_professional on person_contact (professional_id, id)`.execute(db);
  await sql`create table person_objection (professional_id uuid not null references professional (id), scope text not null, since text not null, primary key (professional_id, scope))`.execute(db);
  await sql`
    create table mailing_consent (
      id uuid primary key, professional_id uuid not null references professional (id), cpts_id uuid not null, purpose text not null,
      given_on text not null, withdrawn_on text, link integer not null default 1, provenance json not null, unique (professional_id, cpts_id, purpose)
    )`.execute(db);
  await sql`create table mailing_list (id uuid primary key, version integer not null, cpts_id uuid not null, name text not null, purpose text not null, criteria json not null)`.execute(db);
  await sql`create index mailing_list_cpts on mailing_list (cpts_id, id)`.execute(db);
};

/** An objection remembers what it narrowed, for its withdrawal. */
export const objectionWithdrawals = async (db: Kysely<unknown>): Promise<void> => {
  await sql`alter table person_objection add column narrowed_from text`.execute(db);
};
