import type { Json } from "@cpts/service-kit/database/json-column";
import { sql, type Kysely } from "kysely";

/** Who comes, and what is done for them: a part of the directory's tables. */
export interface ArrivalTables {
  readonly arrival: {
    id: string;
    version: number;
    cpts_id: string;
    professional_id: string;
    kind: string;
    commune: string | null;
    expected_on: string | null;
    arrived_on: string | null;
    left_on: string | null;
    mentor_id: string | null;
    provenance: Json<unknown>;
  };
  readonly arrival_item: { arrival_id: string; number: number; code: string; label: string; done_on: string | null; done_by: string | null };
}

/** The list of each arrival is its own: another template changes none that has begun. */
export const arrivals = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table arrival (
      id uuid primary key,
      version integer not null,
      cpts_id uuid not null,
      professional_id uuid not null references professional (id),
      kind text not null,
      commune text,
      expected_on text,
      arrived_on text,
      left_on text,
      mentor_id uuid references professional (id),
      provenance json not null
    )`.execute(db);
  for (const column of ["cpts_id", "professional_id", "mentor_id"]) await sql`create index ${sql.id(`arrival_${column}`)} on arrival (${sql.id(column)}, id)`.execute(db);
  await sql`
    create table arrival_item (
      arrival_id uuid not null references arrival (id),
      number integer not null,
      code text not null,
      label text not null,
      done_on text,
      done_by uuid references professional (id),
      primary key (arrival_id, code)
    )`.execute(db);
  await sql`create index arrival_item_done_by on arrival_item (done_by)`.execute(db);
};
