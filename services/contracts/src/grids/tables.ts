import type { GridView } from "@cpts/api/Grids";
import type { Json } from "@cpts/service-kit/database/json-column";
import { aciGrids } from "@cpts/reference-data";
import { sql, type Kysely } from "kysely";

/** A version of a grid, as it travels. */
export type StoredGrid = Omit<typeof GridView.Encoded, "version" | "isCurrent" | "reason">;

export interface GridTables {
  /** What is searched of a grid, and which version is the newest. */
  readonly grid: { id: string; version: number; family: string; effective_from: string; effective_to: string | null };
  /** Every version: none changes. */
  readonly grid_version: { grid_id: string; version: number; body: Json<StoredGrid>; reason: string | null };
  /** Contracts that keep a version which a newer one would otherwise replace. */
  readonly contract_grid: { contract_id: string; grid_id: string; version: number };
}

const create = async (db: Kysely<unknown>): Promise<void> => {
  await sql`create table grid (id text collate "C" primary key, version integer not null, family text not null, effective_from text not null, effective_to text)`.execute(db);
  await sql`create index grid_family on grid (family, effective_from)`.execute(db);
  await sql`create table grid_version (grid_id text collate "C" not null references grid (id), version integer not null, body json not null, reason text, primary key (grid_id, version))`.execute(db);
  await sql`
    create table contract_grid (
      contract_id uuid primary key references contract (id),
      grid_id text collate "C" not null,
      version integer not null,
      foreign key (grid_id, version) references grid_version (grid_id, version)
    )`.execute(db);
};

/** The tables, and the grids of the national agreement as this version of the platform has them. */
export const grids = async (db: Kysely<unknown>): Promise<void> => {
  await create(db);
  for (const grid of aciGrids) {
    await sql`insert into grid (id, version, family, effective_from, effective_to) values (${grid.id}, 1, ${grid.family}, ${grid.effectiveFrom}, ${grid.effectiveTo})`.execute(db);
    await sql`insert into grid_version (grid_id, version, body, reason) values (${grid.id}, 1, ${JSON.stringify(grid)}, null)`.execute(db);
  }
};
