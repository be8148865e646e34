import { sql, type Kysely } from "kysely";

export const erasedPeople = async (db: Kysely<unknown>): Promise<void> => {
  await sql`create table erased_person (id uuid primary key)`.execute(db);
};

/** One mark among members says it now. */
export const erasedPeopleAmongMembers = async (db: Kysely<unknown>): Promise<void> => {
  await sql`drop table erased_person`.execute(db);
  await sql`delete from subscription_cursor where subscription = 'erasures'`.execute(db);
};
