import { sql, type Kysely } from "kysely";

/** What documents say without any date was kept as going on for ever: it is certain on no day that one knows of. */
export const undatedRelationships = async (db: Kysely<unknown>): Promise<void> => {
  await sql`update relationship set to_earliest = from_latest where valid_from is null and valid_to is null and provenance->'source' is not null`.execute(db);
};
