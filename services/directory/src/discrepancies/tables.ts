import { sql, type ColumnType, type Kysely } from "kysely";

/** What was last told of what does not fit about a CPTS: a part of the directory's tables. */
export interface DiscrepancyTables {
  readonly discrepancy: { cpts_id: string; version: number; items: ColumnType<ReadonlyArray<unknown>, string, string> };
}

export const discrepancies = async (db: Kysely<unknown>): Promise<void> => {
  await sql`create table discrepancy (cpts_id uuid primary key, version integer not null, items json not null)`.execute(db);
};
