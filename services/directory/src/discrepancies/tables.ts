import { sql, type Kysely } from "kysely";

/** What was last told of what does not fit about a CPTS. */
export const discrepancies = async (db: Kysely<unknown>): Promise<void> => {
  await sql`create table discrepancy (cpts_id uuid primary key, version integer not null, items json not null)`.execute(db);
};
