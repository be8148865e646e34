import type { CptsColumn, CptsImportId, CptsImportView } from "@cpts/api/CptsImports";
import { Problem } from "@cpts/api/Problem";
import { Effect } from "effect";
import { sql, type Selectable } from "kysely";
import { read, write, type RegistryTables } from "../database/tables.ts";

export type ImportRow = Selectable<RegistryTables["cpts_import"]>;

const importNotFound = new Problem({ type: "not-found", detail: { fr: "Cet import n'est pas connu ici.", en: "This import is not known here." } });
const known = (row: ImportRow | undefined) => (row === undefined ? Effect.fail(importNotFound) : Effect.succeed(row));

export const findImport = (id: CptsImportId) => Effect.flatMap(read((db) => db.selectFrom("cpts_import").selectAll().where("id", "=", id).executeTakeFirst()), known);

/** The same, held until the transaction ends. */
export const lockImport = (id: CptsImportId) => Effect.flatMap(write((db) => db.selectFrom("cpts_import").selectAll().where("id", "=", id).forUpdate().executeTakeFirst()), known);

const closed = (state: string): Problem =>
  new Problem({
    type: "illegal-transition",
    detail:
      state === "applied"
        ? { fr: "Cet import a déjà été appliqué, et son fichier supprimé.", en: "This import has already been applied, and its file deleted." }
        : { fr: "Le fichier de cet import a été supprimé à sa date. Déposez-le à nouveau.", en: "The file of this import was deleted on its day. Hand it in again." },
  });

/** Fails unless the import is still open: its file is there. */
export const requireOpen = (row: ImportRow) => (row.state === "open" ? Effect.void : Effect.fail(closed(row.state)));

/** The cells below the titles. */
export const contentOf = (row: ImportRow) =>
  Effect.flatMap(
    read((db) => db.selectFrom("cpts_import_content").select("rows").where("import_id", "=", row.id).executeTakeFirst()),
    // The command that starts an import stores lists of texts.
    (found) => (found === undefined ? Effect.fail(closed(row.state)) : Effect.succeed(found.rows as ReadonlyArray<ReadonlyArray<string>>)),
  );

export const columnsOfImport = (row: ImportRow): ReadonlyArray<typeof CptsColumn.Encoded> => row.columns as ReadonlyArray<typeof CptsColumn.Encoded>; // what the commands stored

/** Deletes the cells of an import, and says why it is closed. */
export const closeImport = (id: string, state: "applied" | "expired") =>
  write(async (db) => {
    await db.deleteFrom("cpts_import_content").where("import_id", "=", id).execute();
    await sql`update cpts_import set state = ${state}, version = version + 1 where id = ${id} and state = 'open'`.execute(db);
  });

export const viewOf = (row: ImportRow): typeof CptsImportView.Encoded => ({
  id: row.id,
  // What the commands stored.
  state: row.state as "open" | "applied" | "expired",
  region: row.region,
  on: row.of_day,
  rowCount: row.row_count,
  columns: columnsOfImport(row),
  deletedOn: row.deleted_on,
  version: row.version,
});
