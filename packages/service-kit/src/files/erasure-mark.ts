import { sql, type Kysely } from "kysely";

/**
 * What keeps an erased person out, as the service writes it (such as a keyed fingerprint of a number): a backup older than the person
 * has nothing to make it from. Exported with the erasures, so it names nobody.
 */
export const erasureMark = async (db: Kysely<unknown>): Promise<void> => {
  await sql`alter table erasure add column mark text`.execute(db);
};
