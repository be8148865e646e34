import { sql, type Kysely } from "kysely";

/** Answers of writes that carried an Idempotency-Key, kept 48 hours (architecture §3). */
export const idempotency = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table idempotency (
      caller text not null,
      key text not null,
      request_hash bytea not null,
      status integer,
      headers json,
      body text,
      position bigint,
      log_id uuid,
      created_at timestamptz not null default now(),
      primary key (caller, key)
    )`.execute(db);
  await sql`create index idempotency_created_at on idempotency (created_at)`.execute(db);
};
