/**
 * Imports of the national registers into the directory: of professionals (RPPS) and of establishments (FINESS).
 *
 * The file is the bare body of `POST /v1/imports`, plain or packed (gzip, ZIP), up to 1 GiB. What it says replaces what the
 * one before said, all at once or not at all; the same file again changes nothing.
 *
 * @example
 * ```ts
 * import { importEndpoints } from "@cpts/api/ImportEndpoints"
 *
 * importEndpoints.importRpps.path // => "/v1/imports"
 * ```
 *
 * @since 0.1.0
 */
import { LocalDate } from "@cpts/domain/LocalDate";
import { ProfessionalId } from "@cpts/domain/Professional";
import { FinessImportCompleted, RegisterFileKind } from "@cpts/domain/FinessImport";
import { ImportCounts, ImportId, MemberChanged, RppsImportCompleted } from "@cpts/domain/RppsImport";
import { Schema } from "effect";
import { endpoint } from "./Endpoint.ts";
import { eventType } from "./EventType.ts";
import { intake } from "./Files.ts";
import { page, pageQuery, queryInteger, queryText } from "./Page.ts";
import { FieldError } from "./Problem.ts";
import { wordReasons } from "./internal/word-reasons.ts";

/** A row that could not be read. Its content is not repeated: it may name someone. */
export const ImportReject = Schema.Struct({
  line: Schema.Int.annotate({ description: "Line in the file, the header being 1" }),
  reason: Schema.Literals(["column-count", "rpps-format", "no-name", "no-skill", "no-qualification", "field-too-long", "finess-format", "twice", "unknown-section"]),
  columns: Schema.Int.annotate({ description: "Columns that the line has" }),
}).annotate({ identifier: "ImportReject" });
export type ImportReject = typeof ImportReject.Type;

/** What an import changed: in people, or in structures where it is of those. */
export const ImportedCounts = Schema.Struct({
  ...ImportCounts.fields,
  structures: Schema.optionalKey(Schema.Int.annotate({ description: "Different structures in it: what the other numbers then count; absent where the file is of people" })),
}).annotate({ identifier: "ImportedCounts" });
export type ImportedCounts = typeof ImportedCounts.Type;

/** An import, under way or over. */
export const ImportView = Schema.Struct({
  id: ImportId,
  kind: RegisterFileKind,
  status: Schema.Literals(["reading", "merging", "completed", "unchanged", "refused", "interrupted"]).annotate({
    description: "`unchanged`: the last file again. `interrupted`: its process ended, nothing was changed; send the file again",
  }),
  fileName: Schema.NullOr(Schema.String),
  edition: Schema.NullOr(LocalDate).annotate({ description: "Day of the extract, by its first line or the name of the file" }),
  startedAt: Schema.String.annotate({ description: "Instant, RFC 3339" }),
  endedAt: Schema.NullOr(Schema.String),
  bytes: Schema.Int.annotate({ description: "Bytes read so far" }),
  sha256: Schema.NullOr(Schema.String),
  counts: ImportedCounts,
  otherIdentifiers: Schema.Int.annotate({ description: "Rows of people known by another number than an RPPS number, passed over" }),
  luhnWarnings: Schema.Int.annotate({ description: "Rows whose RPPS or FINESS number has a wrong key, taken all the same" }),
  windows1252Rows: Schema.Int.annotate({ description: "Rows that are no UTF-8 and were read as Windows-1252" }),
  rejects: Schema.Array(ImportReject).annotate({ description: "The first thousand rows that could not be read" }),
  refusal: Schema.NullOr(Schema.Array(FieldError)).annotate({ description: "Why the file was refused, in English; null where it was not" }),
}).annotate({ identifier: "Import" });
export type ImportView = typeof ImportView.Type;

const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,6})?Z$/u;
const Since = queryText(30).annotate({ description: "An instant (RFC 3339, UTC)" }).pipe(Schema.check(Schema.isPattern(instant, { message: "instant.format" })));

/** Somebody who is no longer in the national register, by the id alone: of them nothing else is kept, unless they are registered here. */
export const Departure = Schema.Struct({ id: ProfessionalId, leftAt: Schema.String.annotate({ description: "Instant of the import that no longer had them" }) }).annotate({ identifier: "Departure" });
export type Departure = typeof Departure.Type;

/** Imports, by name. */
export const importEndpoints = {
  listDepartures: endpoint({
    id: "professional.departures",
    method: "GET",
    path: "/v1/professionals/departures",
    query: Schema.Struct({ ...pageQuery, since: Since }),
    response: page(Departure),
    permission: "professional.read",
    summary: { fr: "Qui a quitté le répertoire national depuis un instant : à effacer de toute copie", en: "Who has left the national register since an instant: to be erased from every copy" },
  }),
  importRpps: intake({
    id: "import.rpps",
    path: "/v1/imports",
    query: Schema.Struct({
      kind: Schema.optionalKey(RegisterFileKind.annotate({ description: "Where it is not said, it is recognised by what the file begins with, or by its name" })),
      name: Schema.optionalKey(queryText(300).annotate({ description: "Name of the file; its date is the edition" })),
      maxDropPercent: Schema.optionalKey(
        queryInteger({ minimum: 0, maximum: 100 }).annotate({ description: "Refuse a file that counts fewer people, or structures, than are known, by more than this; 10 by default" }),
      ),
    }),
    response: ImportView,
    status: 201,
    problems: ["invalid-request", "body-too-large", "unavailable"],
    permission: "platform.operate",
    summary: { fr: "Importer un extrait du RPPS ou de FINESS", en: "Import an extract of the RPPS or of FINESS" },
  }),
  readImport: endpoint({
    id: "import.read",
    method: "GET",
    path: "/v1/imports/{id}",
    params: Schema.Struct({ id: ImportId }),
    response: ImportView,
    permission: "platform.operate",
    summary: { fr: "Un import, son avancement et ses lignes rejetées", en: "An import, its progress and its rejected rows" },
  }),
  listImports: endpoint({
    id: "import.list",
    method: "GET",
    path: "/v1/imports",
    query: Schema.Struct(pageQuery),
    response: page(ImportView),
    permission: "platform.operate",
    summary: { fr: "Les imports, le dernier en premier", en: "The imports, the last one first" },
  }),
};

/** What imports tell. */
export const importEvents = {
  rppsImportCompleted: eventType({
    service: "directory",
    aggregate: "rpps",
    event: "import-completed",
    version: 1,
    payload: RppsImportCompleted,
    words: { "/sha256": wordReasons.id },
    summary: { fr: "Un import du RPPS est terminé", en: "An import of the RPPS has been completed" },
    example: {
      importId: "0198c0de-0000-7000-8000-000000000050",
      kind: "activities",
      edition: "2026-11-01",
      sha256: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
      counts: { rows: 2_200_000, people: 1_000_000, added: 1_200, changed: 5_400, removed: 800, suppressed: 0, rejected: 0 },
    },
  }),
  finessImportCompleted: eventType({
    service: "directory",
    aggregate: "finess",
    event: "import-completed",
    version: 1,
    payload: FinessImportCompleted,
    words: { "/sha256": wordReasons.id },
    summary: { fr: "Un import de FINESS est terminé", en: "An import of FINESS has been completed" },
    example: {
      importId: "0198c0de-0000-7000-8000-000000000051",
      edition: "2026-05-12",
      sha256: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
      levels: ["site"],
      counts: { rows: 206_000, structures: 103_000, cpts: 700, added: 120, changed: 900, removed: 80, rejected: 0 },
    },
  }),
  memberChanged: eventType({
    service: "directory",
    aggregate: "member",
    event: "changed",
    version: 1,
    payload: MemberChanged,
    summary: { fr: "Ce que le RPPS dit d'un membre a changé", en: "What the RPPS says of a member has changed" },
    example: { professionalId: "0198c0de-0000-7000-8000-000000000020", change: "gone", importId: "0198c0de-0000-7000-8000-000000000050" },
  }),
};
