/**
 * Documents of a CPTS as files: statutes, receipts, decrees, reports. What they are, when they are dated and who may see them is said
 * with them.
 *
 * @example
 * ```ts
 * import { cptsDocumentEndpoints } from "@cpts/api/CptsDocuments"
 *
 * cptsDocumentEndpoints.addDocument.path // => "/v1/cpts/{id}/documents"
 * ```
 *
 * @since 0.1.0
 */
import { CptsId } from "@cpts/domain/Cpts";
import { openCode } from "@cpts/domain/OpenCode";
import { PartialDate } from "@cpts/domain/PartialDate";
import { CptsDocumentAdded, CptsDocumentId, CptsDocumentRemoved } from "@cpts/domain/RegistryLayerEvents";
import { Schema } from "effect";
import { endpoint } from "./Endpoint.ts";
import { eventType } from "./EventType.ts";
import { download, FileId, StoredFile, uploadAnd, UploadQuery } from "./Files.ts";
import { page } from "./Page.ts";
import { snapshotOf } from "./Snapshot.ts";


/** What a document of a CPTS is, an open list. */
export const CptsDocumentKind = openCode(["statutes", "rna-receipt", "siret-notice", "finess-decree", "bylaws", "contract", "report", "minutes", "map"], { title: "CptsDocumentKind", description: "What the document is" });
/** What a document of a CPTS is. */
export type CptsDocumentKind = typeof CptsDocumentKind.Type;

/** Who may see a document: everyone, those of the CPTS and the agencies that follow it, or its board. */
export const CptsDocumentSight = Schema.Literals(["public", "cpts", "board"]).annotate({ title: "CptsDocumentSight", description: "Who may see the document" });
/** Who may see a document. */
export type CptsDocumentSight = typeof CptsDocumentSight.Type;

const said = { kind: CptsDocumentKind, on: Schema.optionalKey(PartialDate.annotate({ description: "The day that the document bears" })), visibility: Schema.optionalKey(CptsDocumentSight.annotate({ description: "`cpts` by default" })) };

/** A document with its file. */
export const CptsDocument = Schema.Struct({ ...StoredFile.fields, kind: CptsDocumentKind, on: Schema.NullOr(PartialDate), visibility: CptsDocumentSight }).annotate({ identifier: "CptsDocument" });
/** A document with its file. */
export type CptsDocument = typeof CptsDocument.Type;

const ofCpts = Schema.Struct({ id: CptsId });
const ofFile = Schema.Struct({ id: CptsId, file: FileId });

/** Documents of CPTS, by name. */
export const cptsDocumentEndpoints = {
  addDocument: uploadAnd({
    id: "cpts-document.add",
    path: "/v1/cpts/{id}/documents",
    params: ofCpts,
    query: Schema.Struct({ ...UploadQuery.fields, ...said }),
    response: CptsDocument,
    permission: "cpts.change",
    summary: { fr: "Joindre un document à une CPTS", en: "Attach a document to a CPTS" },
  }),
  listDocuments: endpoint({
    id: "cpts-document.list",
    method: "GET",
    path: "/v1/cpts/{id}/documents",
    params: ofCpts,
    response: Schema.Struct({ items: Schema.Array(CptsDocument) }),
    permission: "formation.read",
    summary: { fr: "Les documents d'une CPTS que vous pouvez voir", en: "The documents of a CPTS that you may see" },
  }),
  readDocument: download({ id: "cpts-document.read", path: "/v1/cpts/{id}/documents/{file}", params: ofFile, permission: "formation.read", summary: { fr: "Un document d'une CPTS", en: "A document of a CPTS" } }),
  removeDocument: endpoint({
    id: "cpts-document.remove",
    method: "DELETE",
    path: "/v1/cpts/{id}/documents/{file}",
    params: ofFile,
    response: Schema.Struct({}),
    status: 204,
    permission: "cpts.change",
    summary: { fr: "Retirer un document d'une CPTS", en: "Remove a document of a CPTS" },
  }),
};

const exampleCpts = Schema.decodeSync(CptsId)("0198c0de-0000-7000-8000-000000000001");
const exampleDocument = Schema.decodeSync(CptsDocumentId)("0198c0de-0000-7000-8000-000000000071");

/** What is told of documents, by name. */
export const cptsDocumentEvents = {
  documentAdded: eventType({
    service: "registry",
    aggregate: "document",
    event: "added",
    version: 1,
    payload: CptsDocumentAdded,
    summary: { fr: "Un document est joint à une CPTS", en: "A document is attached to a CPTS" },
    example: { cptsId: exampleCpts, documentId: exampleDocument, kind: "statutes", on: "2019-03", visibility: "public" },
  }),
  documentRemoved: eventType({
    service: "registry",
    aggregate: "document",
    event: "removed",
    version: 1,
    payload: CptsDocumentRemoved,
    summary: { fr: "Un document est retiré d'une CPTS", en: "A document is removed from a CPTS" },
    example: { cptsId: exampleCpts, documentId: exampleDocument },
  }),
};

/** A document as the log tells it: without its name and its content. */
export const ToldDocument = CptsDocumentAdded.annotate({ identifier: "ToldDocument", title: "ToldDocument", description: "A document as the log tells it: without its name and its content" });
/** A document as the log tells it. */
export type ToldDocument = typeof ToldDocument.Type;

/** Documents, all of them at a position of the log. */
export const cptsDocumentSnapshots = {
  snapshotDocuments: snapshotOf(
    { id: "cpts-document.list-all", permission: "cpts.read", response: page(ToldDocument) },
    {
      collection: "documents",
      log: "registry.events.read",
      tells: [cptsDocumentEvents.documentAdded, cptsDocumentEvents.documentRemoved],
      summary: { fr: "Tous les documents des CPTS, sans leur nom ni leur contenu, à une position du journal", en: "All documents of CPTS, without their names and contents, at a position of the log" },
    },
  ),
};
