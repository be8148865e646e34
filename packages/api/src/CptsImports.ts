/**
 * CPTS and their territories from a spreadsheet or a JSON list of any layout: hand it in, say what its columns are, look at what would
 * change and at what is refused, apply all of it or the part that was confirmed.
 *
 * @example
 * ```ts
 * import { cptsImportEndpoints } from "@cpts/api/CptsImports"
 *
 * cptsImportEndpoints.startCptsImport.transfer // => "upload"
 * ```
 *
 * @since 0.1.0
 */
import { CommuneCode, DepartementCode, EpciCode, RegionCode } from "@cpts/domain/Cog";
import { CptsId } from "@cpts/domain/Cpts";
import { CptsStatus } from "@cpts/domain/CptsStatus";
import { LocalDate } from "@cpts/domain/LocalDate";
import { Schema } from "effect";
import { endpoint } from "./Endpoint.ts";
import { exported, exportQuery, uploadAnd, UploadQuery } from "./Files.ts";

/** Identity of an import. */
export const CptsImportId = Schema.String.pipe(Schema.check(Schema.isPattern(/^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/u, { message: "platform-id.format", identifier: "CptsImportId" })));
/** Identity of an import. */
export type CptsImportId = typeof CptsImportId.Type;

/** What a column of CPTS may hold, in the order in which an export writes them. */
export const cptsFields = [
  "cptsId",
  "name",
  "shortName",
  "stage",
  "legalForm",
  "siren",
  "siret",
  "rna",
  "finess",
  "externalIds",
  "website",
  "email",
  "phone",
  "seat",
  "seatAddress",
  "departement",
  "initiator",
  "foundedOn",
  "validFrom",
  "communes",
  "parts",
  "prose",
  "overlaps",
  "population",
  "reason",
  "source",
] as const;

/** What a column of CPTS may hold. */
export const CptsField = Schema.Literals(cptsFields).annotate({ title: "CptsField", description: "What a column of CPTS may hold" });
/** What a column of CPTS may hold. */
export type CptsField = typeof CptsField.Type;

/** A column of the file, with what it is taken for. */
export const CptsColumn = Schema.Struct({
  index: Schema.Int.annotate({ description: "Its place in the file, from 0" }),
  title: Schema.String,
  field: Schema.NullOr(CptsField).annotate({ description: "What it is taken for; null: it is not read" }),
  by: Schema.NullOr(Schema.Literals(["title", "content", "remembered", "person"])).annotate({ description: "What says so: its title, its content, an earlier import of this layout, or somebody now" }),
  refused: Schema.NullOr(Schema.Literals(["patient-data"])).annotate({ description: "It looks like data of patients: its values were not kept, and it cannot be read" }),
}).annotate({ identifier: "CptsImportColumn" });
/** A column of the file. */
export type CptsColumn = typeof CptsColumn.Type;

/** An import. The file is deleted once it is applied, or on `deletedOn`. */
export const CptsImportView = Schema.Struct({
  id: CptsImportId,
  state: Schema.Literals(["open", "applied", "expired"]),
  region: Schema.NullOr(RegionCode).annotate({ description: "The region that the file is of; null: of several" }),
  on: LocalDate.annotate({ description: "The day that its codes and names of communes are of" }),
  rowCount: Schema.Int.annotate({ description: "Rows below the titles" }),
  columns: Schema.Array(CptsColumn),
  deletedOn: LocalDate,
  version: Schema.Int.annotate({ description: "Counts the changes, from 1" }),
}).annotate({ identifier: "CptsImport" });
/** An import. */
export type CptsImportView = typeof CptsImportView.Type;

/** Why a row is refused, has to be looked at, or was read otherwise than it is written. */
export const CptsImportReason = Schema.Struct({
  code: Schema.String,
  level: Schema.Literals(["refusal", "note"]).annotate({ description: "`note`: it was understood, and this is how" }),
  field: Schema.NullOr(CptsField),
  cell: Schema.NullOr(Schema.String).annotate({ description: "Where it stands, as spreadsheets name it", examples: ["C14"] }),
  suggestion: Schema.optionalKey(Schema.String).annotate({ description: "What may have been meant" }),
  fr: Schema.String,
  en: Schema.String,
}).annotate({ identifier: "CptsImportReason" });
/** Why a row is refused, or how it was understood. */
export type CptsImportReason = typeof CptsImportReason.Type;

/** What would become of a CPTS of the file: of one row, or of several that say the same of it but its communes. */
export const CptsImportRow = Schema.Struct({
  row: Schema.Int.annotate({ description: "Its first row, as the spreadsheet numbers it" }),
  rows: Schema.Int.annotate({ description: "How many rows speak of it" }),
  outcome: Schema.Literals(["created", "changed", "unchanged", "to-confirm", "refused", "left-out"]),
  name: Schema.NullOr(Schema.String),
  cptsId: Schema.NullOr(CptsId),
  communes: Schema.Int.annotate({ description: "Communes and arrondissements of the territory as it was understood; 0 where it says none" }),
  changes: Schema.Array(Schema.Struct({ field: CptsField, from: Schema.NullOr(Schema.String), to: Schema.String })),
  candidates: Schema.Array(Schema.Struct({ id: CptsId, name: Schema.String })).annotate({ description: "CPTS of the registry that may be meant" }),
  reasons: Schema.Array(CptsImportReason),
}).annotate({ identifier: "CptsImportRow" });
/** What would become of a CPTS of the file. */
export type CptsImportRow = typeof CptsImportRow.Type;

const count = Schema.Int;
/** How many CPTS of the file become what. */
export const CptsImportCounts = Schema.Struct({ created: count, changed: count, unchanged: count, toConfirm: count, refused: count, leftOut: count }).annotate({ identifier: "CptsImportCounts" });
/** How many CPTS of the file become what. */
export type CptsImportCounts = typeof CptsImportCounts.Type;

/** Why nothing of the file is read, although it has rows: none of its columns is known, or those that are hold nothing. */
export const CptsImportNotice = Schema.Struct({
  code: Schema.Literals(["no-column-recognised", "columns-empty"]),
  found: Schema.Array(Schema.String).annotate({ description: "Titles of the file" }),
  known: Schema.Array(Schema.Struct({ field: CptsField, title: Schema.String })).annotate({ description: "What a column may hold, with the title that an export gives it; both are recognised as titles" }),
  message: Schema.Struct({ fr: Schema.String, en: Schema.String }),
}).annotate({ identifier: "CptsImportNotice" });
/** Why nothing of the file is read. */
export type CptsImportNotice = typeof CptsImportNotice.Type;

/** What applying the import would do now. */
export const CptsImportPreview = Schema.Struct({ counts: CptsImportCounts, rows: Schema.Array(CptsImportRow), notices: Schema.Array(CptsImportNotice).annotate({ description: "Why there are no rows; empty where there are some" }) }).annotate({ identifier: "CptsImportPreview" });
/** What applying the import would do now. */
export type CptsImportPreview = typeof CptsImportPreview.Type;

/** What somebody says of a CPTS of the file, by its first row: it is this one, it is a new one, or it is left out. */
export const CptsRowConfirmation = Schema.Struct({ row: Schema.Int, as: Schema.Literals(["existing", "new", "skip"]), cptsId: Schema.optionalKey(CptsId) }).annotate({ identifier: "CptsRowConfirmation" });
/** What somebody says of a CPTS of the file. */
export type CptsRowConfirmation = typeof CptsRowConfirmation.Type;

const most = 5_000;
const ofImport = Schema.Struct({ id: CptsImportId });
const permission = "cpts.register" as const;
const on = LocalDate.annotate({ description: "The day that the codes and names of communes are of; today in Paris by default" });

/** CPTS from a spreadsheet, by name. */
export const cptsImportEndpoints = {
  startCptsImport: uploadAnd({
    id: "cpts-import.start",
    path: "/v1/cpts-imports",
    query: Schema.Struct({ ...UploadQuery.fields, on: Schema.optionalKey(on), region: Schema.optionalKey(RegionCode.annotate({ description: "The region that the file is of, for those who may register CPTS of a region only" })) }),
    response: CptsImportView,
    anyEncoding: true,
    permission,
    summary: { fr: "Déposer un tableau de CPTS et de leurs communes (XLSX, CSV ou JSON) ; ses colonnes sont reconnues", en: "Hand in a table of CPTS and their communes (XLSX, CSV or JSON); its columns are recognised" },
  }),
  readCptsImport: endpoint({
    id: "cpts-import.read",
    method: "GET",
    path: "/v1/cpts-imports/{id}",
    params: ofImport,
    response: CptsImportView,
    versioned: true,
    permission,
    summary: { fr: "Un import de CPTS et ses colonnes", en: "An import of CPTS and its columns" },
  }),
  mapCptsImport: endpoint({
    id: "cpts-import.map",
    method: "PUT",
    path: "/v1/cpts-imports/{id}/mapping",
    params: ofImport,
    body: Schema.Struct({
      columns: Schema.Array(Schema.Struct({ index: Schema.Int, field: Schema.NullOr(CptsField) })).pipe(Schema.check(Schema.isMaxLength(200))),
    }).annotate({ identifier: "CptsImportMapping" }),
    response: CptsImportView,
    versioned: true,
    problems: ["illegal-transition"],
    permission,
    summary: { fr: "Dire ce que sont les colonnes ; retenu pour les tableaux de même forme", en: "Say what the columns are; remembered for tables of this layout" },
    example: { columns: [{ index: 0, field: "name" }] },
  }),
  previewCptsImport: endpoint({
    id: "cpts-import.preview",
    method: "GET",
    path: "/v1/cpts-imports/{id}/preview",
    params: ofImport,
    response: CptsImportPreview,
    problems: ["illegal-transition"],
    permission,
    summary: { fr: "Ce que l'import changerait et ce qui est refusé, CPTS par CPTS", en: "What the import would change and what is refused, CPTS by CPTS" },
  }),
  applyCptsImport: endpoint({
    id: "cpts-import.apply",
    method: "POST",
    path: "/v1/cpts-imports/{id}/application",
    params: ofImport,
    body: Schema.Struct({
      confirmations: Schema.Array(CptsRowConfirmation).pipe(Schema.check(Schema.isMaxLength(most))),
      leaveOutRefused: Schema.optionalKey(Schema.Boolean).annotate({ description: "Apply what is not refused, and leave out what is; else one refusal refuses all" }),
    }).annotate({ identifier: "CptsImportConfirmations" }),
    response: Schema.Struct({ counts: CptsImportCounts }).annotate({ identifier: "CptsImportApplied" }),
    status: 201,
    problems: ["invalid-request", "invalid-territory", "illegal-transition", "already-exists"],
    permission,
    summary: { fr: "Appliquer l'import, en entier, ou pour ce qui n'est pas refusé, ou pas du tout", en: "Apply the import: all of it, or what is not refused, or nothing" },
    example: { confirmations: [{ row: 2, as: "new" }] },
  }),
  exportCpts: exported({
    id: "cpts.export",
    path: "/v1/cpts/export",
    query: Schema.Struct({
      ...exportQuery,
      asOf: Schema.optionalKey(LocalDate.annotate({ description: "Date the answer is about; today in Paris by default" })),
      commune: Schema.optionalKey(CommuneCode),
      departement: Schema.optionalKey(DepartementCode),
      region: Schema.optionalKey(RegionCode),
      epci: Schema.optionalKey(EpciCode),
      stage: Schema.optionalKey(CptsStatus),
    }),
    permission: "cpts.read",
    summary: { fr: "Les CPTS et leurs territoires en tableau, à corriger et à reprendre", en: "The CPTS and their territories as a table, to be edited and imported again" },
  }),
};
