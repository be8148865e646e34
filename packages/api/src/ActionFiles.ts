/**
 * Files that come with an action: a poster, an agreement with a partner, a quotation. They are for those who work with it, though
 * the action be published. A file is typed by its content, and one that holds a social-security number is refused.
 *
 * @example
 * ```ts
 * import { actionFileEndpoints } from "@cpts/api/ActionFiles"
 *
 * actionFileEndpoints.readActionFile.path // => "/v1/actions/{id}/files/{file}"
 * ```
 *
 * @since 0.1.0
 */
import { ActionId } from "@cpts/domain/PreventionAction";
import { Schema } from "effect";
import { endpoint } from "./Endpoint.ts";
import { download, StoredFile, upload } from "./Files.ts";

const params = Schema.Struct({ id: ActionId });

/** The files of an action, the oldest first. */
export const ActionFiles = Schema.Struct({ items: Schema.Array(StoredFile) }).annotate({ identifier: "ActionFiles" });

/** The endpoints of the files of actions. */
export const actionFileEndpoints = {
  addActionFile: upload({ id: "action.file.add", path: "/v1/actions/{id}/files", params, permission: "action-conduct.state", summary: { fr: "Joindre un fichier à une action", en: "Attach a file to an action" } }),
  listActionFiles: endpoint({
    id: "action.file.list",
    method: "GET",
    path: "/v1/actions/{id}/files",
    params,
    response: ActionFiles,
    permission: "action-conduct.read",
    summary: { fr: "Lister les fichiers d'une action", en: "List the files of an action" },
  }),
  removeActionFile: endpoint({
    id: "action.file.remove",
    method: "DELETE",
    path: "/v1/actions/{id}/files/{file}",
    params: Schema.Struct({ id: ActionId, file: ActionId.annotate({ description: "Id of the file" }) }),
    response: Schema.Struct({}),
    status: 204,
    permission: "action-conduct.state",
    summary: { fr: "Effacer un fichier d'une action, octets compris", en: "Erase a file of an action, bytes and all" },
  }),
  readActionFile: download({
    id: "action.file.read",
    path: "/v1/actions/{id}/files/{file}",
    params: Schema.Struct({ id: ActionId, file: ActionId.annotate({ description: "Id of the file" }) }),
    permission: "action-conduct.read",
    summary: { fr: "Lire un fichier d'une action", en: "Read a file of an action" },
  }),
};
