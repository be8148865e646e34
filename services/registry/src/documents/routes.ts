import { registry } from "@cpts/api/Registry";
import { bind } from "@cpts/service-kit/http/bind";
import { openData } from "@cpts/service-kit/http/open-data";
import { Effect } from "effect";
import { cptsResource } from "../cpts/queries.ts";
import { sendFile } from "../formation/files.ts";
import { addDocument, documentResource, documentsOwner, listDocuments, removeDocument } from "./documents.ts";

const { endpoints } = registry;

export const documentRoutes = [
  bind(
    endpoints.addDocument,
    ({ params }) => cptsResource(params.id),
    ({ params, query, upload }) => Effect.map(addDocument(params.id, upload, query), (body) => ({ body, location: `documents/${body.id}` })),
  ),
  // Each document is shown to those who may see it.
  bind(endpoints.listDocuments, openData("cpts"), ({ actor, params }) => Effect.map(listDocuments(params.id, actor), (body) => ({ body }))),
  bind(
    endpoints.readDocument,
    ({ params }) => documentResource(params.id, params.file),
    ({ params }) => sendFile(documentsOwner(params.id), params.file),
  ),
  bind(
    endpoints.removeDocument,
    ({ params }) => cptsResource(params.id),
    ({ params }) => Effect.as(removeDocument(params.id, params.file), { body: {} }),
  ),
];
