/**
 * Everything that a service keeps of one CPTS, taken out as it stands and taken in by another instance of the platform. The same
 * contract for all services; `cpts export` and `cpts import` join the four.
 *
 * It travels as NDJSON: a first line that says what it is, then the files, then each table with its rows, then the events of the log
 * in their order, then a last line that counts them and gives the hash of the content. Without its last line it was cut, and says
 * nothing. The hash does not depend on the instance: the same CPTS taken out of another one has the same.
 *
 * @example
 * ```ts
 * import { archiveFormat, portabilityEndpoints } from "@cpts/api/Portability"
 *
 * archiveFormat // => 1
 * portabilityEndpoints.exportCptsArchive.path // => "/v1/cpts-archives/{cptsId}"
 * ```
 *
 * @since 0.1.0
 */
import { CptsId } from "@cpts/domain/Cpts";
import { PositionNumber } from "@cpts/domain/Position";
import { Schema } from "effect";
import { endpoint } from "./Endpoint.ts";
import { download, intake } from "./Files.ts";

/** Version of the format: another number where a reader of this one would go wrong. */
export const archiveFormat = 1;

/** The first line: what follows. */
export const ArchiveStart = Schema.Struct({
  archive: Schema.Struct({
    format: Schema.Int.annotate({ description: "Version of the format" }),
    service: Schema.String.annotate({ description: "The service that it was taken from", examples: ["registry"] }),
    cptsId: CptsId,
  }),
}).annotate({ identifier: "ArchiveStart" });

/** A file, whose content follows in pieces. */
export const ArchiveFile = Schema.Struct({
  file: Schema.Struct({
    sha256: Schema.String.annotate({ description: "SHA-256 of its content, in hexadecimal digits" }).pipe(Schema.check(Schema.isPattern(/^[0-9a-f]{64}$/u))),
    size: Schema.Int.annotate({ description: "Bytes" }),
  }),
}).annotate({ identifier: "ArchiveFile" });

/** A piece of the file before. */
export const ArchiveBytes = Schema.Struct({ bytes: Schema.String.annotate({ description: "Some bytes, in base64" }) }).annotate({ identifier: "ArchiveBytes" });

/** A table, whose rows follow: only those that have some. */
export const ArchiveTable = Schema.Struct({
  table: Schema.Struct({
    name: Schema.String,
    key: Schema.Array(Schema.String).annotate({ description: "Columns that tell its rows apart" }),
    schema: Schema.Record(Schema.String, Schema.Unknown).annotate({ description: "JSON Schema of a row" }),
    leftOut: Schema.Record(Schema.String, Schema.String).annotate({ description: "Columns that mean something to the instance alone, each with the reason" }),
  }),
}).annotate({ identifier: "ArchiveTable" });

/** A row of the table before: its columns. */
export const ArchiveRow = Schema.Struct({ row: Schema.Record(Schema.String, Schema.Unknown) }).annotate({ identifier: "ArchiveRow" });

/** An event of the log, without its position, which is that of an instance. */
export const ArchiveEvent = Schema.Struct({
  event: Schema.Struct({
    id: Schema.String,
    type: Schema.String,
    aggregateId: Schema.String,
    aggregateVersion: Schema.Int,
    occurredAt: Schema.String,
    traceparent: Schema.NullOr(Schema.String),
    data: Schema.Unknown,
  }),
}).annotate({ identifier: "ArchiveEvent" });
export type ArchiveEvent = typeof ArchiveEvent.Type;

/** The last line. */
export const ArchiveEnd = Schema.Struct({
  end: Schema.Struct({
    rows: Schema.Int,
    events: Schema.Int,
    files: Schema.Int,
    hash: Schema.String.annotate({ description: "Hash of the content in canonical form: SHA-256 over the rows of each table and the events, whatever their order" }),
  }),
}).annotate({ identifier: "ArchiveEnd" });
export type ArchiveEnd = typeof ArchiveEnd.Type;

/** A line of an archive. */
export const ArchiveLine = Schema.Union([ArchiveRow, ArchiveEvent, ArchiveBytes, ArchiveTable, ArchiveFile, ArchiveStart, ArchiveEnd]);
export type ArchiveLine = typeof ArchiveLine.Type;

/** What became of an archive that was taken in. */
export const CptsImported = Schema.Struct({
  cptsId: CptsId,
  hash: Schema.String.annotate({ description: "Hash of what was sent" }),
  rows: Schema.Int.annotate({ description: "Rows that were not here" }),
  events: Schema.Int.annotate({ description: "Events that were added to the log" }),
  files: Schema.Int.annotate({ description: "Files that were not here" }),
  present: Schema.Int.annotate({ description: "Rows and events that were here already, and are the same" }),
  erased: Schema.Int.annotate({ description: "People who were erased here before: their names were not taken in" }),
  logId: Schema.String.annotate({ description: "The log of this service" }),
  position: PositionNumber.annotate({ description: "Where it stands after" }),
}).annotate({ identifier: "CptsImported" });
export type CptsImported = typeof CptsImported.Type;

/** That a CPTS was taken out or in: who, when. */
export const CptsTransfer = Schema.Struct({
  id: Schema.String,
  kind: Schema.Literals(["export", "import"]),
  cptsId: Schema.String,
  at: Schema.String.annotate({ description: "When, in UTC", format: "date-time" }),
  by: Schema.String.annotate({ description: "Pseudonym of whoever asked: a digest of issuer and subject of their token" }),
  role: Schema.String,
  hash: Schema.NullOr(Schema.String).annotate({ description: "Hash of the content; null of a transfer that did not come to its end" }),
}).annotate({ identifier: "CptsTransfer" });

/** The transfers, the newest first. */
export const CptsTransfers = Schema.Struct({ items: Schema.Array(CptsTransfer) }).annotate({ identifier: "CptsTransfers" });

/** Part of the operations of every service. */
export const portabilityEndpoints = {
  /** For coordinators of the CPTS, and service accounts with `platform:export`: it holds the names of its members. Each one is noted. */
  exportCptsArchive: download({
    id: "cpts-archive.read",
    path: "/v1/cpts-archives/{cptsId}",
    params: Schema.Struct({ cptsId: CptsId }),
    permission: "cpts.export",
    summary: { fr: "Tout ce que ce service garde d'une CPTS, en NDJSON, à un instant", en: "Everything that this service keeps of a CPTS, as NDJSON, at one moment" },
  }),
  /**
   * All or nothing; a second time changes nothing. `already-exists` where something of the CPTS is here otherwise, with the list of it;
   * `unknown-reference` where something that it refers to is not here.
   */
  importCptsArchive: intake({
    id: "cpts-archive.import",
    path: "/v1/cpts-archives",
    response: CptsImported,
    status: 201,
    permission: "platform.operate",
    problems: ["already-exists", "unknown-reference"],
    summary: { fr: "Reprendre une CPTS venue d'une autre instance", en: "Take in a CPTS from another instance" },
  }),
  listCptsTransfers: endpoint({
    id: "cpts-archive.list",
    method: "GET",
    path: "/v1/cpts-archives",
    response: CptsTransfers,
    permission: "platform.operate",
    summary: { fr: "Qui a pris ou repris une CPTS, et quand : les 200 dernières fois", en: "Who took a CPTS out or in, and when: the last 200 times" },
  }),
} as const;
