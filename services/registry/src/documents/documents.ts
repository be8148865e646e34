import type { CptsDocument, CptsDocumentKind, CptsDocumentSight, ToldDocument } from "@cpts/api/CptsDocuments";
import { registry } from "@cpts/api/Registry";
import { can, type Actor, type Resource } from "@cpts/domain/Access";
import type { CptsId } from "@cpts/domain/Cpts";
import { codeOf } from "@cpts/domain/OpenCode";
import type { PartialDate } from "@cpts/domain/PartialDate";
import type { CptsDocumentId } from "@cpts/domain/RegistryLayerEvents";
import { statement } from "@cpts/service-kit/database/statement";
import { record } from "@cpts/service-kit/events/log/record";
import type { StagedFile } from "@cpts/service-kit/files/stage";
import { filesOf, keepFile, removeFile, type FileOwner } from "@cpts/service-kit/files/store";
import { pagesById } from "@cpts/service-kit/http/pages-by-id";
import { Effect } from "effect";
import { cptsResource } from "../cpts/queries.ts";
import { read, write } from "../database/tables.ts";
import { noSuchFile, shownFiles } from "../formation/files.ts";

type Document = typeof CptsDocument.Encoded;

export const documentsOwner = (cptsId: CptsId): FileOwner => ({ kind: "cpts-document", id: cptsId });

const { documentAdded, documentRemoved } = registry.events;

// Files have ids of the platform, which are UUIDs.
const idOf = (fileId: string) => fileId as CptsDocumentId;

interface Said {
  readonly kind: CptsDocumentKind;
  readonly on?: PartialDate;
  readonly visibility?: CptsDocumentSight;
}

/** Keeps a file as a document of a CPTS; those of the CPTS see it unless more or fewer were named. */
export const addDocument = (cptsId: CptsId, upload: StagedFile, { kind, on, visibility = "cpts" }: Said) =>
  Effect.gen(function* () {
    const file = yield* keepFile(upload, documentsOwner(cptsId));
    yield* write((db) => db.insertInto("cpts_document").values({ file_id: file.id, cpts_id: cptsId, kind: codeOf(kind), on_day: on ?? null, visibility }).execute());
    yield* record(documentAdded, { aggregateId: file.id, aggregateVersion: 1, data: { cptsId, documentId: idOf(file.id), kind: codeOf(kind), on: on ?? null, visibility } });
    const document: Document = { ...file, kind: codeOf(kind), on: on ?? null, visibility };
    return document;
  });

const allOf = (cptsId: CptsId) =>
  Effect.gen(function* () {
    const said = new Map((yield* read((db) => db.selectFrom("cpts_document").selectAll().where("cpts_id", "=", cptsId).execute())).map((row) => [row.file_id, row]));
    return shownFiles(yield* filesOf(documentsOwner(cptsId))).flatMap((file): ReadonlyArray<Document> => {
      const row = said.get(file.id);
      // What the command stored.
      return row === undefined ? [] : [{ ...file, kind: row.kind, on: row.on_day, visibility: row.visibility as CptsDocumentSight }];
    });
  });

/** The documents of a CPTS that somebody may see, the oldest first. */
export const listDocuments = (cptsId: CptsId, actor: Actor) =>
  Effect.gen(function* () {
    const resource = yield* cptsResource(cptsId);
    return { items: (yield* allOf(cptsId)).filter(({ visibility }) => can(actor, "formation.read", { ...resource, visibility })._tag === "Allowed") };
  });

/** What a request about one document is about: its CPTS, in the sight that was said of it. */
export const documentResource = (cptsId: CptsId, fileId: string) =>
  Effect.gen(function* () {
    const resource = yield* cptsResource(cptsId);
    const row = yield* read((db) => db.selectFrom("cpts_document").select("visibility").where("cpts_id", "=", cptsId).where("file_id", "=", fileId).executeTakeFirst());
    if (row === undefined) return yield* noSuchFile;
    const document: Resource = { ...resource, visibility: row.visibility as CptsDocumentSight }; // what the command stored
    return document;
  });

/** Removes a document with its bytes, unless something else holds the same. */
export const removeDocument = (cptsId: CptsId, fileId: string) =>
  Effect.gen(function* () {
    yield* write((db) => db.deleteFrom("cpts_document").where("cpts_id", "=", cptsId).where("file_id", "=", fileId).execute());
    if (!(yield* removeFile(documentsOwner(cptsId), fileId))) return yield* noSuchFile;
    yield* record(documentRemoved, { aggregateId: fileId, aggregateVersion: 2, data: { cptsId, documentId: idOf(fileId) } });
  });

const pageStatement = statement<[after: string, limit: number], typeof ToldDocument.Encoded & { readonly id: string }>(
  `select file_id as id, cpts_id as "cptsId", file_id as "documentId", kind, on_day as "on", visibility from cpts_document where file_id > $1 order by file_id limit $2`,
);

/** The documents of all CPTS as the log tells them. */
export const listAllDocuments = pagesById("cpts-documents", (after, limit) => read((db) => pageStatement(db, after, limit)), (rows) => Effect.succeed(rows.map(({ cptsId, documentId, kind, on, visibility }) => ({ cptsId, documentId, kind, on, visibility }))));
