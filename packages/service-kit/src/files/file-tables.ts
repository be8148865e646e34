import { sql, type Kysely } from "kysely";

/** The words of a document that the service made itself, for whoever looks for a person in it; null of what somebody handed in. */
export const madeWords = (db: Kysely<unknown>) => sql`alter table file_content add column words text`.execute(db);

/**
 * Files in the database (architecture §6), so that backups hold them. A body is written in chunks while it arrives; it counts once
 * a content names it, which happens in the transaction that also adds the reference. Each content is kept once.
 */
export const fileTables = async (db: Kysely<unknown>): Promise<void> => {
  await sql`create table file_body (id uuid primary key default uuidv7(), started_at timestamptz not null default now())`.execute(db);
  await sql`
    create table file_chunk (
      body_id uuid not null references file_body on delete cascade,
      ordinal integer not null,
      bytes bytea not null,
      primary key (body_id, ordinal)
    )`.execute(db);
  // Most of what is stored is compressed already.
  await sql`alter table file_chunk alter column bytes set storage external`.execute(db);
  await sql`create table file_content (sha256 bytea primary key, size bigint not null, body_id uuid not null unique references file_body)`.execute(db);
  await sql`
    create table file (
      id uuid primary key,
      owner_kind text not null,
      owner_id text not null,
      subject_id text,
      sha256 bytea not null references file_content,
      name text not null,
      type text not null,
      added_at timestamptz not null
    )`.execute(db);
  await sql`create index file_owner on file (owner_kind, owner_id, id)`.execute(db);
  await sql`create index file_subject on file (subject_id) where subject_id is not null`.execute(db);
  await sql`create index file_sha256 on file (sha256)`.execute(db);
  // Whose data was erased (architecture §4.7): a restored backup is told again. Ids are pseudonyms.
  await sql`create table erasure (subject_id text primary key, erased_at timestamptz not null)`.execute(db);
};
