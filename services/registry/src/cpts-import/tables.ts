import type { Json } from "@cpts/service-kit/database/json-column";
import { sql, type Kysely } from "kysely";

/** Tables of CPTS while they are looked at: a part of the registry's tables. */
export interface CptsImportTables {
  readonly cpts_import: {
    id: string;
    version: number;
    state: string;
    region: string | null;
    of_day: string;
    file_name: string;
    /** Which titles in which order, as a digest. */
    layout: string;
    columns: Json<unknown>;
    /** Number of the first row below the titles. */
    first_row: number;
    row_count: number;
    deleted_on: string;
  };
  /** The cells below the titles; deleted once the import is applied, or on its day. */
  readonly cpts_import_content: { import_id: string; rows: Json<unknown> };
  /** What somebody said of the columns of a layout. */
  readonly cpts_import_layout: { layout: string; fields: Json<unknown> };
}

export const cptsImports = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table cpts_import (
      id uuid primary key,
      version integer not null,
      state text not null,
      region text,
      of_day text not null,
      file_name text not null,
      layout text not null,
      columns json not null,
      first_row integer not null,
      row_count integer not null,
      deleted_on text not null
    )`.execute(db);
  await sql`create table cpts_import_content (import_id uuid primary key references cpts_import (id), rows json not null)`.execute(db);
  await sql`create table cpts_import_layout (layout text primary key, fields json not null)`.execute(db);
};
