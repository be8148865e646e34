import { sql, type Kysely } from "kysely";

/** Who took a CPTS out or in, and when; `hash` once it has come to its end. */
export const transferTable = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table cpts_transfer (
      id uuid primary key,
      kind text not null,
      cpts_id uuid not null,
      at timestamptz not null,
      by text not null,
      role text not null,
      hash text
    )`.execute(db);
};
