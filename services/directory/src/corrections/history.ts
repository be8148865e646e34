import { sql, type RawBuilder } from "kysely";
import { write, type DirectoryTables } from "../database/tables.ts";

/** What is kept of rows that change: each version beside the others. */
export interface History {
  readonly row: keyof DirectoryTables & string;
  readonly versions: keyof DirectoryTables & string;
  /** The column of the versions that names the row. */
  readonly of: string;
  /** How a row is written, as one JSON value. */
  readonly stated: RawBuilder<unknown>;
}

const written = ({ of, row, stated, versions }: History, id: string, why: string, on: string | RawBuilder<unknown> | null) =>
  sql`insert into ${sql.table(versions)} (${sql.ref(of)}, version, why, recorded_on, stated) select id, version, ${why}, ${on}, ${stated} from ${sql.table(row)} where id = ${id}`;

/** Keeps how a row is written now, after it changed. */
export const keepVersion = (history: History, id: string, why: string, on: string) => write((db) => written(history, id, why, on).execute(db));

/** Before its first change, keeps how a row was written first; of one that changed before, that is kept already. */
export const keepFirst = (history: History, id: string, why: string, on: string | RawBuilder<unknown> | null) => write((db) => sql`${written(history, id, why, on)} on conflict do nothing`.execute(db));
