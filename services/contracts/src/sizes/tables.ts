import { sql, type Kysely } from "kysely";

export interface SizeTables {
  /** What was told last of the size of a contract that drifts; sizes are null once it no longer does. */
  readonly size_drift: { contract_id: string; version: number; frozen: string | null; frozen_population: number | null; computed: string | null; population: number | null; told_on: string };
}

/** What was told of sizes. */
export const sizeTables = async (db: Kysely<unknown>): Promise<void> => {
  await sql`create table size_drift (contract_id uuid primary key references contract (id), version integer not null, frozen text, frozen_population integer, computed text, population integer, told_on text not null)`.execute(db);
};
