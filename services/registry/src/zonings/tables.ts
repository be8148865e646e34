import { sql, type Kysely } from "kysely";

/** Other zonings of the country: a part of the registry's tables. */
export interface ZoningTables {
  /** One of each kind. */
  readonly zoning_layer: { id: string; kind: string; version: number; edition: string; source: string; licence: string; hash: string | null };
  readonly zoning_commune: { kind: string; zone: string; nom: string; commune: string };
}

export const zonings = async (db: Kysely<unknown>): Promise<void> => {
  await sql`create table zoning_layer (kind text collate "C" primary key, edition text not null, source text not null, licence text not null)`.execute(db);
  await sql`
    create table zoning_commune (
      kind text collate "C" not null references zoning_layer (kind) on delete cascade,
      commune text collate "C" not null,
      zone text collate "C" not null,
      nom text not null,
      primary key (kind, commune, zone)
    )`.execute(db);
  await sql`create index zoning_commune_zone on zoning_commune (kind, zone)`.execute(db);
};

/** Each kind is a thing with versions, and the same file again is known by its hash. */
export const countedZonings = async (db: Kysely<unknown>): Promise<void> => {
  await sql`alter table zoning_layer add column id uuid not null default gen_random_uuid() unique, add column version integer not null default 0, add column hash text`.execute(db);
};
