import { sql, type Kysely } from "kysely";

export interface ErasureTables {
  readonly erased_person: { id: string };
}

export const erasedPeople = async (db: Kysely<unknown>): Promise<void> => {
  await sql`create table erased_person (id uuid primary key)`.execute(db);
};
