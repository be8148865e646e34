import { sql, type Kysely } from "kysely";

/** What actions refer to elsewhere: organizations of the directory, action sheets of contracts. No foreign key: either may be heard of first. */
export const knownReferences = async (db: Kysely<unknown>): Promise<void> => {
  await sql`create table known_organization (id uuid primary key)`.execute(db);
  await sql`create table known_action_sheet (id uuid primary key, cpts_id uuid not null)`.execute(db);
  // They were passed over: both subscriptions learn anew from the first event, which changes nothing of what is known.
  await sql`delete from subscription_cursor where subscription in ('members', 'contracts')`.execute(db);
};
