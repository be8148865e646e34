import type { ImportColumn, MemberImportId, MemberImportView } from "@cpts/api/MemberImports";
import { Problem } from "@cpts/api/Problem";
import { Effect } from "effect";
import type { Selectable } from "kysely";
import { read, write, type DirectoryTables } from "../database/tables.ts";

type Row = Selectable<DirectoryTables["member_import"]>;

const importNotFound = new Problem({ type: "not-found", detail: { fr: "Cet import n'est pas connu ici.", en: "This import is not known here." } });
const known = (row: Row | undefined) => (row === undefined ? Effect.fail(importNotFound) : Effect.succeed(row));

export const findImport = (id: MemberImportId) => Effect.flatMap(read((db) => db.selectFrom("member_import").selectAll().where("id", "=", id).executeTakeFirst()), known);

/** The same, held until the transaction ends. */
export const lockImport = (id: MemberImportId) => Effect.flatMap(write((db) => db.selectFrom("member_import").selectAll().where("id", "=", id).forUpdate().executeTakeFirst()), known);

const closed = (state: string): Problem =>
  new Problem({
    type: "illegal-transition",
    detail:
      state === "applied"
        ? { fr: "Cet import a déjà été appliqué, et son fichier supprimé.", en: "This import has already been applied, and its file deleted." }
        : { fr: "Le fichier de cet import a été supprimé à sa date. Déposez-le à nouveau.", en: "The file of this import was deleted on its day. Hand it in again." },
  });

/** Fails unless the import is still open: its file is there. */
export const requireOpen = (row: Row) => (row.state === "open" ? Effect.void : Effect.fail(closed(row.state)));

/** The cells below the titles. */
export const contentOf = (row: Row) =>
  Effect.flatMap(
    read((db) => db.selectFrom("member_import_content").select("rows").where("import_id", "=", row.id).executeTakeFirst()),
    // The command that starts an import stores lists of texts.
    (found) => (found === undefined ? Effect.fail(closed(row.state)) : Effect.succeed(found.rows as ReadonlyArray<ReadonlyArray<string>>)),
  );

export const viewOf = (row: Row): typeof MemberImportView.Encoded => ({
  id: row.id,
  cptsId: row.cpts_id,
  // What the commands stored.
  state: row.state as "open" | "applied" | "expired",
  rowCount: row.row_count,
  columns: row.columns as ReadonlyArray<typeof ImportColumn.Encoded>,
  deletedOn: row.deleted_on,
  version: row.version,
});
