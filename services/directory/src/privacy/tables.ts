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
