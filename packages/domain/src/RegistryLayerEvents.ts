/**
 * What the registry tells of what lies beside CPTS and their territories: zonings of the country, and documents. Public facts alone:
 * neither the name of a file nor what is in it.
 *
 * @example
 * ```ts
 * import * as RegistryLayerEvents from "@cpts/domain/RegistryLayerEvents";
 *
 * Object.keys(RegistryLayerEvents.CptsDocumentRemoved.fields); // => ["cptsId", "documentId"]
 * ```
 */
import { Schema } from "effect";
import { CptsId } from "./Cpts.ts";
import { platformId } from "./internal/platformId.ts";
import { Code } from "./OpenCode.ts";
import { PartialDate } from "./PartialDate.ts";

/** Identity of a zoning, whatever edition of it is in use. */
export const ZoningId = platformId("ZoningId", "Identity of a zoning").pipe(Schema.brand("ZoningId"));
/** Identity of a zoning. */
export type ZoningId = typeof ZoningId.Type;

/** Identity of a document of a CPTS: that of its file. */
export const CptsDocumentId = platformId("CptsDocumentId", "Identity of a document of a CPTS").pipe(Schema.brand("CptsDocumentId"));
/** Identity of a document of a CPTS. */
export type CptsDocumentId = typeof CptsDocumentId.Type;

/** A zoning was imported, or replaced by another file of its kind. */
export const ZoningImported = Schema.Struct({
  zoningId: ZoningId,
  kind: Code.annotate({ description: "What the zoning or coordination is" }),
  version: Schema.Int.annotate({ description: "Which file of it, from 1" }),
  edition: Schema.String,
  source: Schema.String,
  licence: Schema.String,
  zones: Schema.Int.annotate({ description: "How many zones it has" }),
  communes: Schema.Int.annotate({ description: "How many communes lie in one of them at least" }),
}).annotate({ identifier: "ZoningImported", title: "ZoningImported", description: "A zoning was imported, or replaced" });
/** A zoning was imported, or replaced. */
export type ZoningImported = typeof ZoningImported.Type;

const document = { cptsId: CptsId, documentId: CptsDocumentId };

/** A document was attached to a CPTS. Who may read it is said; what it says is not. */
export const CptsDocumentAdded = Schema.Struct({
  ...document,
  kind: Code,
  on: Schema.NullOr(PartialDate).annotate({ description: "The day that the document bears" }),
  visibility: Schema.Literals(["public", "cpts", "board"]),
}).annotate({ identifier: "CptsDocumentAdded", title: "CptsDocumentAdded", description: "A document was attached to a CPTS" });
/** A document was attached to a CPTS. */
export type CptsDocumentAdded = typeof CptsDocumentAdded.Type;

/** A document was removed from a CPTS. */
export const CptsDocumentRemoved = Schema.Struct(document).annotate({ identifier: "CptsDocumentRemoved", title: "CptsDocumentRemoved", description: "A document was removed from a CPTS" });
/** A document was removed from a CPTS. */
export type CptsDocumentRemoved = typeof CptsDocumentRemoved.Type;
