import { sql, type Kysely } from "kysely";

const kept = [
  ["pathway_version", "a published version of a pathway does not change"],
  ["crisis_plan_version", "a published version of a plan does not change"],
  ["crisis_log_entry", "an entry of the log of a crisis does not change"],
] as const;

/** What is kept word for word gives way to an erasure alone (GDPR art. 17): the kit says so in its transaction. */
export const erasableWords = async (db: Kysely<unknown>): Promise<void> => {
  for (const [table, why] of kept) {
    const body = sql.lit(`begin if tg_op = 'UPDATE' and current_setting('cpts.erasing', true) = 'on' then return new; end if; raise exception '${why}'; end`);
    await sql`create or replace function ${sql.id(`${table}_is_kept`)}() returns trigger language plpgsql as ${body}`.execute(db);
  }
};
