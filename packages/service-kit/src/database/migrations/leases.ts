import { sql, type Kysely } from "kysely";

/** One row for each job that a single replica does at a time; the epoch changes with the holder. */
export const lease = (db: Kysely<unknown>) =>
  sql`create table lease (name text primary key, holder uuid not null, epoch bigint not null, expires_at timestamptz not null)`.execute(db);

/** Requests to make the stream anew, until the replica that publishes has emptied it. */
export const republication = (db: Kysely<unknown>) =>
  sql`create table republication (id bigint generated always as identity primary key, asked_at timestamptz not null default now())`.execute(db);
