import type { Json } from "@cpts/service-kit/database/json-column";
import { sql, type Kysely } from "kysely";

/** Who was erased, under the pseudonym: a part of the directory's tables. */
export interface PrivacyTables {
  readonly person_erasure: {
    person_id: string;
    erased_at: string;
    reason: string;
    requested_by: string;
    requested_on: string | null;
    erased: Json<ReadonlyArray<string>>;
    kept: Json<unknown>;
    suppressed: boolean;
  };
}

export const personErasures = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table person_erasure (
      person_id uuid primary key,
      erased_at timestamptz not null,
      reason text not null,
      requested_by text not null,
      requested_on text,
      erased json not null,
      kept json not null,
      suppressed boolean not null
    )`.execute(db);
};

/** Fingerprints of before there was a key of the configuration are told apart until it covers them; of the key itself only a trace is kept. */
export const keyedSuppression = async (db: Kysely<unknown>): Promise<void> => {
  await sql`alter table rpps_suppression add column is_keyed boolean not null default false`.execute(db);
  await sql`create table rpps_suppression_by (only_row boolean primary key default true check (only_row), fingerprint text not null)`.execute(db);
  // The application may add to the erasures and change none: this one change is the owner's.
  await sql`
    create function cover_erasure_marks(key bytea) returns void language sql security definer set search_path = public, pg_temp as $$
      update erasure set mark = 'k:' || encode(sha256(key || decode(mark, 'hex')), 'hex') where mark not like 'k:%'
    $$`.execute(db);
};
