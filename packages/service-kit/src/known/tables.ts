import { sql, type Kysely } from "kysely";
import { tables } from "../database/database.ts";
import type { Json } from "../database/json-column.ts";
import type { DatedColumns } from "../time/dated-rows.ts";

/** What a service knows of the registry's CPTS: a part of its own tables. */
export interface KnownTables {
  /** CPTS as the registry's events tell of them. */
  readonly known_cpts: { id: string; name: string };
  /** Departements that a declared fact attaches a CPTS to. */
  readonly known_attachment: { cpts_id: string; departement: string };
  /** Their territories, in the order of their starts. */
  readonly known_territory: DatedColumns & {
    cpts_id: string;
    number: number;
    communes: ReadonlyArray<string>;
    parts: Json<ReadonlyArray<unknown>>;
    prose: string | null;
    provenance: Json<unknown>;
    figures: Json<unknown> | null;
  };
}

export const { build, read, write } = tables<KnownTables>();

/** The first tables of the projection. No foreign key: a territory may be heard of before its CPTS. */
export const knownTerritories = async (db: Kysely<unknown>): Promise<void> => {
  await sql`create table known_cpts (id uuid primary key, name text not null)`.execute(db);
  await sql`
    create table known_territory (
      cpts_id uuid not null,
      number integer not null,
      valid_from text,
      valid_to text,
      from_earliest date not null,
      from_latest date not null,
      to_earliest date not null default 'infinity',
      to_latest date not null default 'infinity',
      communes text[] not null,
      parts json not null,
      prose text,
      provenance json not null,
      primary key (cpts_id, number)
    )`.execute(db);
};

/** What the registry computed of each territory, and where a CPTS without communes belongs. */
export const knownFigures = async (db: Kysely<unknown>): Promise<void> => {
  await sql`alter table known_territory add column figures json`.execute(db);
  // What was learned before had none of this: the subscription learns it anew from the first event.
  for (const table of ["known_cpts", "known_territory"]) await sql`delete from ${sql.table(table)}`.execute(db);
  await sql`delete from subscription_cursor where subscription = 'territories'`.execute(db);
  await sql`create table known_attachment (cpts_id uuid not null, departement text not null, primary key (cpts_id, departement))`.execute(db);
};
