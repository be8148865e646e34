import { sql, type Kysely } from "kysely";

/** What is said of the documents of CPTS: a part of the registry's tables. */
export interface DocumentTables {
  readonly cpts_document: { file_id: string; cpts_id: string; kind: string; on_day: string | null; visibility: string };
}

export const cptsDocuments = async (db: Kysely<unknown>): Promise<void> => {
  await sql`create table cpts_document (file_id uuid primary key, cpts_id uuid not null references cpts (id), kind text not null, on_day text, visibility text not null)`.execute(db);
  await sql`create index cpts_document_cpts on cpts_document (cpts_id)`.execute(db);
};
