import { sql, type Kysely } from "kysely";

/** What happens to a contract after its signature, by the place of each event in its life. All of them are heard again. */
export const contractLives = async (db: Kysely<unknown>): Promise<void> => {
  await sql`alter table known_contract add column life jsonb not null default '{}'`.execute(db);
  await sql`delete from subscription_cursor where subscription = 'contracts'`.execute(db);
};
