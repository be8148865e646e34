import type { Json } from "@cpts/service-kit/database/json-column";
import { sql, type Kysely } from "kysely";

/** What documents count: a part of the directory's tables. */
export interface HeadcountTables {
  readonly headcount: {
    id: string;
    cpts_id: string;
    scope: string | null;
    practice_mode: string | null;
    counted_on: string | null;
    total: Json<unknown> | null;
    lines: Json<unknown>;
    provenance: Json<unknown>;
  };
}

export const headcounts = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table headcount (
      id uuid primary key,
      cpts_id uuid not null,
      scope text,
      practice_mode text,
      counted_on text,
      total json,
      lines json not null,
      provenance json not null
    )`.execute(db);
  await sql`create index headcount_cpts on headcount (cpts_id)`.execute(db);
};
