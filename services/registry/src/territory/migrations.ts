import { sql, type Kysely } from "kysely";

/** What drew a territory, what lies beside it, and why it shares communes. */
export const territoryDetails = async (db: Kysely<unknown>): Promise<void> => {
  await sql`alter table territory_version add column details json not null default '{}'`.execute(db);
};
