import { sql, type Kysely } from "kysely";

export interface StampTables {
  /** Changes with everything of a contract that its schedule rests on; a stamp is never used twice, not even after a restore. */
  readonly contract_stamp: { contract_id: string; stamp: string };
}

/** What a schedule rests on, by the column that names the contract. Letters, crises, pins and grids are read with each question. */
const watched = { contract: "id", indicator_plan: "contract_id", observation: "contract_id", review: "contract_id" } as const;

const transitions = { insert: "new table as changed", update: "new table as changed", delete: "old table as changed" } as const;

/** The stamps, kept by the database itself: whoever writes, none is forgotten. */
export const contractStamps = async (db: Kysely<unknown>): Promise<void> => {
  await sql`create table contract_stamp (contract_id uuid primary key, stamp uuid not null)`.execute(db);
  await sql`insert into contract_stamp (contract_id, stamp) select id, gen_random_uuid() from contract`.execute(db);
  for (const [table, column] of Object.entries(watched)) {
    const name = `${table}_stamps_contract`;
    // In the order of their ids: two writers never wait for each other in a ring.
    await sql`
      create function ${sql.id(name)}() returns trigger language plpgsql as $$
      begin
        insert into contract_stamp (contract_id, stamp) select one, gen_random_uuid() from (select distinct ${sql.id(column)} as one from changed order by 1) as c
        on conflict (contract_id) do update set stamp = excluded.stamp;
        return null;
      end $$`.execute(db);
    for (const [operation, transition] of Object.entries(transitions)) {
      await sql`create trigger ${sql.id(`${name}_${operation}`)} after ${sql.raw(operation)} on ${sql.table(table)} referencing ${sql.raw(transition)} for each statement execute function ${sql.id(name)}()`.execute(db);
    }
  }
};
