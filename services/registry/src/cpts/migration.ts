import { searchKey } from "@cpts/reference-data";
import { sql, type Kysely } from "kysely";

/** What identifies a CPTS beyond its names and numbers; its short name is searched beside its name. */
export const details = async (db: Kysely<unknown>): Promise<void> => {
  await sql`alter table cpts add column details json not null default '{}', add column merged_into uuid references cpts (id), add column search_key text collate "C" not null default ''`.execute(db);
  const { rows } = await sql<{ readonly id: string; readonly name: string; readonly short_name: string | null }>`select id, name, short_name from cpts`.execute(db);
  for (const { id, name, short_name: shortName } of rows) await sql`update cpts set search_key = ${searchKey(`${name} ${shortName ?? ""}`)} where id = ${id}`.execute(db);
};
