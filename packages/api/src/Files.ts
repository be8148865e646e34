/**
 * Files that people hand in and take out: minutes of a meeting, a signed contract, a spreadsheet.
 *
 * A file is sent as the bare body of a request, never as a form. What it is, its content says: a `Content-Type` that
 * says otherwise is refused. No patient data: a text that holds a social-security number is refused.
 *
 * @example
 * ```ts
 * import { Schema } from "effect"
 * import { fileTypes, upload } from "@cpts/api/Files"
 *
 * const addMinutes = upload({
 *   id: "minutes.add",
 *   path: "/v1/meetings/{id}/files",
 *   params: Schema.Struct({ id: Schema.String }),
 *   permission: "cpts.change",
 *   summary: { fr: "Joindre un compte rendu", en: "Attach minutes" }
 * })
 * addMinutes.status // => 201
 * fileTypes["application/pdf"] // => "pdf"
 * ```
 *
 * @since 0.1.0
 */
import type { Action } from "@cpts/domain/Access";
import { Schema } from "effect";
import { type Bilingual, type Codec, type Endpoint, endpoint, type Nothing } from "./Endpoint.ts";
import { queryText } from "./Page.ts";

/** Largest file, in bytes: 20 MiB. */
export const maxFileBytes = 20 * 1024 * 1024;

/** The media types that are taken, each with the ending of its names. */
export const fileTypes = {
  "application/pdf": "pdf",
  "image/png": "png",
  "image/jpeg": "jpg",
  "image/webp": "webp",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
  "application/vnd.oasis.opendocument.text": "odt",
  "application/vnd.oasis.opendocument.spreadsheet": "ods",
  "text/csv": "csv",
  "text/plain": "txt",
} as const;

/** The media type of a file. */
export type FileType = keyof typeof fileTypes;

/** Identity of a stored file: a UUID in lower case. Issue: `platform-id.format`. */
export const FileId = Schema.String.pipe(Schema.check(Schema.isPattern(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u, { message: "platform-id.format" })));

/** What is known of a stored file. */
export const StoredFile = Schema.Struct({
  id: Schema.String.annotate({ description: "Id of the file at its owner" }),
  name: Schema.String.annotate({ description: "Its name, with the ending that its type has", examples: ["compte-rendu.pdf"] }),
  type: Schema.String.annotate({ description: "Its media type, by its content", examples: ["application/pdf"] }),
  size: Schema.Int.annotate({ description: "Bytes" }),
  sha256: Schema.String.annotate({ description: "SHA-256 of its content, in hexadecimal digits" }),
}).annotate({ identifier: "StoredFile" });
/** What is known of a stored file. */
export type StoredFile = typeof StoredFile.Type;

/** The bytes of a file. */
export const FileBytes = Schema.Uint8Array;

/** What is said of a file that is sent. */
export const UploadQuery = Schema.Struct({ name: queryText(500).annotate({ description: "Name of the file; folders before it are dropped" }) });

interface Options<Params extends Codec> {
  readonly id: string;
  readonly path: `/v1/${string}`;
  readonly params?: Params;
  readonly permission: Action;
  readonly summary: Bilingual;
}

/** An endpoint whose request body is the file, up to {@link maxFileBytes} (413 beyond). */
export const upload = <Params extends Codec = typeof Nothing>(options: Options<Params>) => uploadAnd({ ...options, query: UploadQuery, response: StoredFile });

interface UploadOptions<Params extends Codec, Query extends Codec, Response extends Codec> extends Options<Params> {
  /** What is said of the file, with the fields of {@link UploadQuery}. */
  readonly query: Query;
  readonly response: Response;
  /** A list of values may be in windows-1252, as French Excel saves it: for files that are read as tables at once, whose cells the service looks through for social-security numbers. */
  readonly anyEncoding?: boolean;
}

/** An {@link upload} that says more of the file, or answers what was made of it. */
export const uploadAnd = <Response extends Codec, Query extends Codec & { readonly Type: typeof UploadQuery.Type }, Params extends Codec = typeof Nothing>({ anyEncoding = false, ...options }: UploadOptions<Params, Query, Response>) => ({
  ...endpoint({ ...options, method: "POST", status: 201 }),
  transfer: "upload" as const,
  anyEncoding,
});

/** An endpoint whose answer is the file, to be kept and not shown (`Content-Disposition: attachment`); its ETag is its hash. */
export const download = <Params extends Codec = typeof Nothing>(options: Options<Params>) => ({
  ...endpoint({ ...options, method: "GET", response: FileBytes }),
  transfer: "download" as const,
});

/** The forms of a table that is taken out, each with its media type. */
export const exportTypes = {
  csv: "text/csv",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  json: "application/json",
} as const satisfies Readonly<Record<string, FileType | "application/json">>;

/** The form of a table that is taken out. */
export const ExportFormat = Schema.Literals(["csv", "xlsx", "json"]);
/** The form of a table that is taken out. */
export type ExportFormat = typeof ExportFormat.Type;

/** The field of a query that says the form; CSV where it is left out. Spread it into the query of an {@link exported} endpoint. */
export const exportQuery = {
  format: Schema.optionalKey(ExportFormat).annotate({
    description: "`csv` (UTF-8 with its mark, `;`, CRLF; the first table), `xlsx` (a sheet for each table), `json` (an object with a list for each table); `csv` by default",
  }),
};

interface ExportOptions<Params extends Codec, Query extends Codec> extends Options<Params> {
  readonly query: Query;
}

/** An endpoint whose answer is a table to be kept, in the form that is asked for; its ETag is the hash of its content. */
export const exported = <Query extends Codec & { readonly Type: { readonly format?: ExportFormat } }, Params extends Codec = typeof Nothing>(options: ExportOptions<Params, Query>) => ({
  ...endpoint({ ...options, method: "GET", response: FileBytes }),
  transfer: "export" as const,
});

/** An endpoint whose request body is read as it arrives and kept nowhere: a national file of hundreds of megabytes. */
export const intake = <Response extends Codec, Query extends Codec = typeof Nothing>(options: Omit<Options<typeof Nothing>, "params"> & Pick<Endpoint<typeof Nothing, Query, typeof Nothing, Response>, "response" | "status" | "problems"> & { readonly query?: Query }) => ({
  ...endpoint({ ...options, method: "POST" }),
  transfer: "intake" as const,
});

/** An endpoint whose path names the content of its answer by a hash: packed once, kept a year by whoever reads it (`immutable`, RFC 8246). */
export const prepared = <Response extends Codec, Query extends Codec = typeof Nothing, Params extends Codec = typeof Nothing>(options: Options<Params> & { readonly response: Response; readonly query?: Query }) => ({
  ...endpoint({ ...options, method: "GET" }),
  transfer: "prepared" as const,
});
