import { sql, type Kysely } from "kysely";

/** What the search by any filter needs: see `search-text.ts`. */
export const searchIndexes = async (db: Kysely<unknown>): Promise<void> => {
  await sql`create index rpps_professional_codes on rpps_professional using gin (activity_skills, skills, modes)`.execute(db);
  // In place of one that had to look at each person for their professions.
  await sql`create index rpps_professional_other_professions on rpps_professional (name_key, id) include (professions) where cardinality(professions) > 1`.execute(db);
  await sql`drop index rpps_professional_several`.execute(db);
  // Without it PostgreSQL takes a third of all for people of several professions, and plans each search anew.
  await sql`create statistics rpps_professional_several on (cardinality(professions)) from rpps_professional`.execute(db);
  await sql`analyze rpps_professional`.execute(db);
  await sql`alter table professional_identity add column is_listed boolean not null default false`.execute(db);
  await sql`update professional_identity i set is_listed = true where exists (select from rpps_professional m where m.id = i.professional_id)`.execute(db);
  // Most of those registered here are in the register too: among a hundred thousand names the others are not looked for one by one.
  await sql`create index professional_identity_alone on professional_identity (name_key, professional_id) where not is_listed`.execute(db);
  await sql`create index professional_cpts on professional (cpts_id) where cpts_id is not null`.execute(db);
};
