import type { Json } from "@cpts/service-kit/database/json-column";
import type { DatedColumns } from "@cpts/service-kit/time/dated-rows";
import { sql, type Kysely } from "kysely";

/** Who takes part in care, and counts of years: a part of the directory's tables. */
export interface CareTables {
  readonly care_participation: DatedColumns & {
    id: string;
    version: number;
    cpts_id: string;
    professional_id: string;
    kind: string;
    remark: string | null;
    provenance: Json<unknown>;
  };
  readonly care_count: {
    id: string;
    version: number;
    cpts_id: string;
    /** Null: of the whole CPTS. */
    professional_id: string | null;
    year: number;
    measure: string;
    count: number;
    provenance: Json<unknown>;
  };
}

/** Participation in care: people, dates and counts, without anything of a patient. */
export const care = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table care_participation (
      id uuid primary key,
      version integer not null,
      cpts_id uuid not null,
      professional_id uuid not null references professional (id),
      kind text not null,
      remark text,
      valid_from text,
      valid_to text,
      from_earliest date not null,
      from_latest date not null,
      to_earliest date not null,
      to_latest date not null,
      provenance json not null
    )`.execute(db);
  await sql`create index care_participation_cpts on care_participation (cpts_id, id)`.execute(db);
  await sql`create index care_participation_professional on care_participation (professional_id)`.execute(db);
  await sql`
    create table care_count (
      id uuid primary key,
      version integer not null,
      cpts_id uuid not null,
      professional_id uuid references professional (id),
      year integer not null,
      measure text not null,
      count integer not null,
      provenance json not null,
      unique nulls not distinct (cpts_id, year, measure, professional_id)
    )`.execute(db);
  await sql`create index care_count_professional on care_count (professional_id)`.execute(db);
};
