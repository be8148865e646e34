/**
 * Members from a spreadsheet of any layout: hand it in, say what its columns are, look at what would change, confirm what nobody can
 * tell from the file, apply all of it or nothing.
 *
 * @example
 * ```ts
 * import { memberImportEndpoints } from "@cpts/api/MemberImports"
 *
 * memberImportEndpoints.startMemberImport.transfer // => "upload"
 * ```
 *
 * @since 0.1.0
 */
import { CptsId } from "@cpts/domain/Cpts";
import { Finess } from "@cpts/domain/Finess";
import { LocalDate } from "@cpts/domain/LocalDate";
import { OrganizationId, OrganizationKind } from "@cpts/domain/Organization";
import { ProfessionalId } from "@cpts/domain/Professional";
import { Schema } from "effect";
import { endpoint } from "./Endpoint.ts";
import { exported, exportQuery, uploadAnd, UploadQuery } from "./Files.ts";

/** Identity of an import. */
export const MemberImportId = Schema.String.pipe(Schema.check(Schema.isPattern(/^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/u, { message: "platform-id.format", identifier: "MemberImportId" })));
/** Identity of an import. */
export type MemberImportId = typeof MemberImportId.Type;

/** What a column may hold. */
export const MemberField = Schema.Literals(["membershipId", "rpps", "familyName", "givenName", "fullName", "profession", "commune", "validFrom", "college", "structure", "structureKind", "siret", "finess", "fee", "feePaidOn"]).annotate({ title: "MemberField", description: "What a column of members may hold" });
/** What a column may hold. */
export type MemberField = typeof MemberField.Type;

/** A column of the file, with what it is taken for. */
export const ImportColumn = Schema.Struct({
  index: Schema.Int.annotate({ description: "Its place in the file, from 0" }),
  title: Schema.String,
  field: Schema.NullOr(MemberField).annotate({ description: "What it is taken for; null: it is not read" }),
  by: Schema.NullOr(Schema.Literals(["title", "content", "remembered", "person"])).annotate({ description: "What says so: its title, its content, an earlier import of this layout, or somebody now" }),
  refused: Schema.NullOr(Schema.Literals(["patient-data"])).annotate({ description: "It looks like data of patients: its values were not kept, and it cannot be read" }),
}).annotate({ identifier: "ImportColumn" });
/** A column of the file. */
export type ImportColumn = typeof ImportColumn.Type;

/** An import. What the file holds of people is deleted once it is applied, or on `deletedOn`. */
export const MemberImportView = Schema.Struct({
  id: MemberImportId,
  cptsId: CptsId,
  state: Schema.Literals(["open", "applied", "expired"]),
  rowCount: Schema.Int.annotate({ description: "Rows below the titles" }),
  columns: Schema.Array(ImportColumn),
  deletedOn: LocalDate,
  version: Schema.Int.annotate({ description: "Counts the changes, from 1" }),
}).annotate({ identifier: "MemberImport" });
/** An import. */
export type MemberImportView = typeof MemberImportView.Type;

/** Somebody of the directory who may be meant by a row, with what agrees and what does not. */
export const ImportCandidate = Schema.Struct({
  professionalId: ProfessionalId,
  name: Schema.String,
  rpps: Schema.NullOr(Schema.String),
  profession: Schema.NullOr(Schema.String),
  commune: Schema.NullOr(Schema.String),
  isMember: Schema.Boolean.annotate({ description: "Of this CPTS" }),
  agrees: Schema.Array(Schema.Literals(["rpps", "name", "profession", "commune"])),
  differs: Schema.Array(Schema.Literals(["rpps", "name", "profession", "commune"])),
}).annotate({ identifier: "ImportCandidate" });
/** Somebody who may be meant by a row. */
export type ImportCandidate = typeof ImportCandidate.Type;

const agreed = Schema.Array(Schema.Literals(["number", "name", "kind", "commune"]));
/** An organization that may be meant by a row, of the directory or, where it has no `organizationId`, of the FINESS register alone. */
export const ImportOrganization = Schema.Struct({
  organizationId: Schema.NullOr(OrganizationId),
  finess: Schema.NullOr(Schema.String),
  siret: Schema.NullOr(Schema.String),
  name: Schema.String,
  kind: Schema.NullOr(Schema.String),
  commune: Schema.NullOr(Schema.String),
  isMember: Schema.Boolean.annotate({ description: "Of this CPTS" }),
  agrees: agreed,
  differs: agreed,
}).annotate({ identifier: "ImportOrganization" });
/** An organization that may be meant by a row. */
export type ImportOrganization = typeof ImportOrganization.Type;

/** Why a row cannot be read, or has to be looked at. */
export const ImportReason = Schema.Struct({ code: Schema.String, field: Schema.NullOr(MemberField), fr: Schema.String, en: Schema.String }).annotate({ identifier: "ImportReason" });
/** Why a row cannot be read, or has to be looked at. */
export type ImportReason = typeof ImportReason.Type;

/** A row with what would become of it: of a person, or, where it names an organization instead of a person, of that. */
export const ImportRow = Schema.Struct({
  row: Schema.Int.annotate({ description: "As the spreadsheet numbers it" }),
  outcome: Schema.Literals(["new-person", "new-organization", "new-member", "changed", "unchanged", "to-confirm", "duplicate", "faulty"]),
  name: Schema.NullOr(Schema.String),
  professionalId: Schema.NullOr(ProfessionalId),
  organizationId: Schema.NullOr(OrganizationId),
  duplicateOf: Schema.NullOr(Schema.Int).annotate({ description: "The row that says the same before" }),
  changes: Schema.Array(Schema.Struct({ field: MemberField, from: Schema.NullOr(Schema.String), to: Schema.String })),
  candidates: Schema.Array(ImportCandidate),
  organizations: Schema.Array(ImportOrganization).annotate({ description: "Those that a row of an organization may mean" }),
  reasons: Schema.Array(ImportReason),
}).annotate({ identifier: "ImportRow" });
/** A row with what would become of it. */
export type ImportRow = typeof ImportRow.Type;

const count = Schema.Int;
/** How many rows become what. */
export const MemberImportCounts = Schema.Struct({ newPeople: count, newOrganizations: count, newMembers: count, changed: count, unchanged: count, toConfirm: count, duplicates: count, faulty: count, skipped: count }).annotate({ identifier: "MemberImportCounts" });
/** How many rows become what. */
export type MemberImportCounts = typeof MemberImportCounts.Type;

/** What applying the import would do now. */
export const ImportPreview = Schema.Struct({ counts: MemberImportCounts, rows: Schema.Array(ImportRow) }).annotate({ identifier: "ImportPreview" });
/** What applying the import would do now. */
export type ImportPreview = typeof ImportPreview.Type;

/**
 * What somebody says of a row: it is this person, or this organization (one of the register alone by its FINESS number); it is nobody
 * known yet, an organization of this kind; or it is left out.
 */
export const RowConfirmation = Schema.Struct({
  row: Schema.Int,
  as: Schema.Literals(["existing", "new", "skip"]),
  professionalId: Schema.optionalKey(ProfessionalId),
  organizationId: Schema.optionalKey(OrganizationId),
  finess: Schema.optionalKey(Finess),
  kind: Schema.optionalKey(OrganizationKind.annotate({ description: "Of an organization that is new, where the row does not say it" })),
}).annotate({ identifier: "RowConfirmation" });
/** What somebody says of a row. */
export type RowConfirmation = typeof RowConfirmation.Type;

const asOf = { asOf: Schema.optionalKey(LocalDate.annotate({ description: "Date the answer is about; today in Paris by default" })) };
const most = 2_000;
const ofImport = Schema.Struct({ id: MemberImportId });
const permission = "membership.record" as const;

/** Members from a spreadsheet, by name. */
export const memberImportEndpoints = {
  startMemberImport: uploadAnd({
    id: "member-import.start",
    path: "/v1/member-imports",
    query: Schema.Struct({ ...UploadQuery.fields, cpts: CptsId }),
    response: MemberImportView,
    anyEncoding: true,
    permission,
    summary: { fr: "Déposer un tableau de membres (XLSX ou CSV) ; ses colonnes sont reconnues", en: "Hand in a spreadsheet of members (XLSX or CSV); its columns are recognised" },
  }),
  readMemberImport: endpoint({
    id: "member-import.read",
    method: "GET",
    path: "/v1/member-imports/{id}",
    params: ofImport,
    response: MemberImportView,
    versioned: true,
    permission,
    summary: { fr: "Un import et ses colonnes", en: "An import and its columns" },
  }),
  mapMemberImport: endpoint({
    id: "member-import.map",
    method: "PUT",
    path: "/v1/member-imports/{id}/mapping",
    params: ofImport,
    body: Schema.Struct({
      columns: Schema.Array(Schema.Struct({ index: Schema.Int, field: Schema.NullOr(MemberField) })).pipe(Schema.check(Schema.isMaxLength(200))),
    }).annotate({ identifier: "ImportMapping" }),
    response: MemberImportView,
    versioned: true,
    problems: ["illegal-transition"],
    permission,
    summary: { fr: "Dire ce que sont les colonnes ; retenu pour les tableaux de même forme", en: "Say what the columns are; remembered for spreadsheets of this layout" },
    example: { columns: [{ index: 0, field: "familyName" }, { index: 1, field: null }] },
  }),
  previewMemberImport: endpoint({
    id: "member-import.preview",
    method: "GET",
    path: "/v1/member-imports/{id}/preview",
    params: ofImport,
    response: ImportPreview,
    problems: ["illegal-transition"],
    permission,
    summary: { fr: "Ce que l'import changerait, ligne par ligne", en: "What the import would change, row by row" },
  }),
  applyMemberImport: endpoint({
    id: "member-import.apply",
    method: "POST",
    path: "/v1/member-imports/{id}/application",
    params: ofImport,
    body: Schema.Struct({ confirmations: Schema.Array(RowConfirmation).pipe(Schema.check(Schema.isMaxLength(most))) }).annotate({ identifier: "ImportConfirmations" }),
    response: Schema.Struct({ counts: MemberImportCounts }).annotate({ identifier: "ImportApplied" }),
    status: 201,
    problems: ["illegal-transition", "already-exists", "unknown-reference"],
    permission,
    summary: { fr: "Appliquer l'import, en entier ou pas du tout", en: "Apply the import, all of it or nothing" },
    example: { confirmations: [{ row: 12, as: "new" }] },
  }),
  exportMemberships: exported({
    id: "membership.export",
    path: "/v1/memberships/export",
    query: Schema.Struct({ ...exportQuery, ...asOf, cpts: CptsId }),
    permission: "membership.read",
    summary: { fr: "Les membres d'une CPTS en tableur, à corriger et à reprendre", en: "The members of a CPTS as a spreadsheet, to be edited and imported again" },
  }),
};
