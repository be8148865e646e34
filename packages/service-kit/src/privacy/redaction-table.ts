import { sql, type Kysely } from "kysely";

/** Where words that named somebody were cut out: places and lengths, no word. A restored backup is told again. */
export const redactionTable = async (db: Kysely<unknown>): Promise<void> => {
  await sql`create table text_redaction (id uuid primary key, at timestamptz not null, place json not null)`.execute(db);
  // Who looked for somebody in the words of this service, and how much was found: never whom.
  await sql`create table text_inquiry (id uuid primary key, at timestamptz not null, by text not null, redact text, places integer not null)`.execute(db);
};
