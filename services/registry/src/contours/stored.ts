import type { ContoursView } from "@cpts/api/Contours";
import { statement } from "@cpts/service-kit/database/statement";
import type { ContoursResolution } from "@cpts/api/GeoJson";
import type { ContoursTable } from "./tables.ts";

type Told = Omit<ContoursTable, "topology" | "missing" | "merged" | "unknown" | "resolution"> & {
  readonly resolution: typeof ContoursResolution.Encoded | null;
  readonly missing: ReadonlyArray<string>;
  readonly merged: ReadonlyArray<{ readonly code: string; readonly into: string }>;
  readonly unknown: ReadonlyArray<string>;
};

export const toldStatement = statement<[], Told>('select hash, edition, source, licence, imported_at, cog, communes, arrondissements, missing, merged, "unknown", resolution from contours');
/** Which contours are in use: asked before each answer that needs them, as another replica may have imported others. */
export const hashStatement = statement<[], { readonly hash: string }>("select hash from contours");
export const wholeStatement = statement<[hash: string], Pick<ContoursTable, "hash" | "edition" | "source" | "licence" | "topology"> & Pick<Told, "resolution">>("select hash, edition, source, licence, resolution, topology from contours where hash = $1");

export const viewOf = ({ arrondissements, cog, communes, edition, hash, imported_at: importedAt, licence, merged, missing, resolution, source, unknown }: Told, status: "completed" | "unchanged"): typeof ContoursView.Encoded => ({
  hash,
  status,
  edition,
  source,
  licence,
  resolution,
  importedAt,
  cog,
  communes,
  arrondissements,
  missing,
  merged,
  unknown,
});
