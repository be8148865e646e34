import type { Json } from "@cpts/service-kit/database/json-column";
import { sql, type Kysely } from "kysely";

/** Spreadsheets of members while they are looked at: a part of the directory's tables. */
export interface MemberImportTables {
  readonly member_import: {
    id: string;
    version: number;
    cpts_id: string;
    state: string;
    /** Which titles in which order, as a digest. */
    layout: string;
    columns: Json<unknown>;
    /** Number of the first row below the titles. */
    first_row: number;
    row_count: number;
    deleted_on: string;
  };
  /** What the file holds of people; deleted once it is applied, or on its day. */
  readonly member_import_content: { import_id: string; rows: Json<unknown> };
  readonly member_import_layout: { cpts_id: string; layout: string; fields: Json<unknown> };
}

export const memberImports = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table member_import (
      id uuid primary key,
      version integer not null,
      cpts_id uuid not null,
      state text not null,
      layout text not null,
      columns json not null,
      first_row integer not null,
      row_count integer not null,
      deleted_on text not null
    )`.execute(db);
  await sql`create table member_import_content (import_id uuid primary key references member_import (id), rows json not null)`.execute(db);
  await sql`create table member_import_layout (cpts_id uuid not null, layout text not null, fields json not null, primary key (cpts_id, layout))`.execute(db);
};
