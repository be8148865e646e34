import type { ContoursView } from "@cpts/api/Contours";
import { statement } from "@cpts/service-kit/database/statement";
import type { ContoursTable } from "./tables.ts";

type Told = Omit<ContoursTable, "topology" | "missing" | "merged" | "unknown"> & {
  readonly missing: ReadonlyArray<string>;
  readonly merged: ReadonlyArray<{ readonly code: string; readonly into: string }>;
  readonly unknown: ReadonlyArray<string>;
};

export const toldStatement = statement<[], Told>('select hash, edition, source, licence, imported_at, cog, communes, arrondissements, missing, merged, "unknown" from contours');
/** Which contours are in use: asked before each answer that needs them, as another replica may have imported others. */
export const hashStatement = statement<[], { readonly hash: string }>("select hash from contours");
export const wholeStatement = statement<[hash: string], Pick<ContoursTable, "hash" | "edition" | "source" | "licence" | "topology">>("select hash, edition, source, licence, topology from contours where hash = $1");

export const viewOf = ({ arrondissements, cog, communes, edition, hash, imported_at: importedAt, licence, merged, missing, source, unknown }: Told, status: "completed" | "unchanged"): typeof ContoursView.Encoded => ({
  hash,
  status,
  edition,
  source,
  licence,
  importedAt,
  cog,
  communes,
  arrondissements,
  missing,
  merged,
  unknown,
});
