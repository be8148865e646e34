import type { ContoursResolution } from "@cpts/api/GeoJson";
import type { Json } from "@cpts/service-kit/database/json-column";
import { sql, type Kysely } from "kysely";

/** The contours in use: one row, or none. `topology` is TopoJSON in gzip. */
export interface ContoursTable {
  hash: string;
  edition: string;
  source: string;
  licence: string;
  imported_at: string;
  cog: string;
  communes: number;
  arrondissements: number;
  missing: Json<ReadonlyArray<string>>;
  merged: Json<ReadonlyArray<{ readonly code: string; readonly into: string }>>;
  unknown: Json<ReadonlyArray<string>>;
  /** Null of contours that were imported before it was measured. */
  resolution: Json<typeof ContoursResolution.Encoded> | null;
  topology: Buffer;
}

export const contours = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table contours (
      hash text primary key,
      edition text not null,
      source text not null,
      licence text not null,
      imported_at text not null,
      cog text not null,
      communes integer not null,
      arrondissements integer not null,
      missing json not null,
      merged json not null,
      "unknown" json not null,
      topology bytea not null
    )`.execute(db);
  // Packed already.
  await sql`alter table contours alter column topology set storage external`.execute(db);
};

/** How fine contours are is kept beside their edition. */
export const contoursResolution = async (db: Kysely<unknown>): Promise<void> => {
  await sql`alter table contours add column resolution json`.execute(db);
};
