import { createHash } from "node:crypto";
import { maxFileBytes, type FileType } from "@cpts/api/Files";
import { Problem } from "@cpts/api/Problem";
import { Effect } from "effect";
import type { Kysely } from "kysely";
import { attempt, Database } from "../database/database.ts";
import { soleRow, statement } from "../database/statement.ts";
import { storageErrorOf, type StorageError } from "../database/storage-error.ts";
import { agrees, lookOf, officeTypeOf, textTypeOf } from "./content-type.ts";
import { fileNameOf } from "./file-name.ts";
import { holdsNir, isCompressed, isCut, isEmpty, otherType, tooLarge, unknownType } from "./file-problems.ts";
import { textCheck } from "./text-check.ts";

/** Bytes of a row; no more than two of these are in memory for one transfer. */
export const chunkBytes = 1024 * 1024;

/** Files that one process takes in at a time: as many times three chunks are in memory. */
export const mostUploads = 16;
let underWay = 0;

/** A place for one upload; whoever finds none may come again. */
const place = Effect.acquireRelease(
  Effect.suspend(() => {
    if (underWay >= mostUploads) return Effect.fail(new Problem({ type: "unavailable", retryAfterSeconds: 5 }));
    underWay += 1;
    return Effect.void;
  }),
  () =>
    Effect.sync(() => {
      underWay -= 1;
    }),
);

/** A file that has arrived whole and is of a type that is taken; it is gone again unless it is kept (`keepFile`). */
export interface StagedFile {
  readonly bodyId: string;
  readonly sha256: Buffer;
  readonly size: number;
  readonly type: FileType;
  readonly name: string;
}

const begin = statement<[], { readonly id: string }>(`insert into file_body default values returning id`);
const add = statement<[body: string, ordinal: number, bytes: Buffer], never>(`insert into file_chunk (body_id, ordinal, bytes) values ($1, $2, $3)`);
const discard = statement<[body: string], never>(`delete from file_body b where id = $1 and not exists (select from file_content c where c.body_id = b.id)`);

const declaredType = (request: Request): string => (request.headers.get("content-type") ?? "").split(";", 1)[0]?.trim().toLowerCase() ?? "";

/** The body of a request in pieces of one size, the last one smaller. */
async function* chunksOf(request: Request): AsyncGenerator<Buffer> {
  if (Number(request.headers.get("content-length") ?? 0) > maxFileBytes) throw tooLarge();
  let pending: Array<Uint8Array> = [];
  let held = 0;
  let size = 0;
  const reader = request.body?.getReader();
  try {
    for (;;) {
      const read = await reader?.read().catch(() => {
        throw isCut();
      });
      if (read === undefined || read.done) break;
      // A piece may be larger than a chunk: it is cut without being copied.
      for (let piece: Uint8Array = read.value; piece.length > 0; ) {
        const part = piece.subarray(0, chunkBytes - held);
        piece = piece.subarray(part.length);
        size += part.length;
        if (size > maxFileBytes) throw tooLarge();
        pending.push(part);
        held += part.length;
        if (held < chunkBytes) continue;
        yield Buffer.concat(pending);
        [pending, held] = [[], 0];
      }
    }
    if (held > 0) yield Buffer.concat(pending);
  } finally {
    await reader?.cancel().catch(() => {});
  }
}

/** What is said of a file before its content is seen. */
interface Told {
  readonly name: string;
  /** Read as a table at once: lists of values in windows-1252 are taken, and whoever reads them looks for social-security numbers. */
  readonly anyEncoding: boolean;
}

const store = async (kysely: Kysely<unknown>, bodyId: string, request: Request, { anyEncoding, name }: Told): Promise<StagedFile> => {
  const declared = declaredType(request);
  const hash = createHash("sha256");
  const check = textCheck(anyEncoding && textTypeOf(declared, name) === "text/csv" ? "windows-1252" : "utf-8", anyEncoding);
  const refuse = (verdict: ReturnType<typeof check.end>): void => {
    if (verdict !== "text") throw verdict === "not-text" ? unknownType() : holdsNir();
  };
  const nothing: Buffer = Buffer.alloc(0);
  let [head, before, last] = [nothing, nothing, nothing];
  let size = 0;
  let ordinal = 0;
  for await (const chunk of chunksOf(request)) {
    if (ordinal === 0) head = chunk.subarray(0, 4_096);
    if (lookOf(head) === "text") refuse(check.read(chunk));
    hash.update(chunk);
    await add(kysely, bodyId, ordinal, chunk);
    [before, last] = [last, chunk];
    ordinal += 1;
    size += chunk.length;
  }
  if (size === 0) throw isEmpty();
  const look = lookOf(head);
  if (look === "text") refuse(check.end());
  const type = look === "text" ? textTypeOf(declared, name) : look === "zip" ? officeTypeOf(head, Buffer.concat([before, last]), size) : look;
  if (type === null) throw unknownType();
  if (!agrees(declared, type)) throw otherType(type);
  return { bodyId, sha256: hash.digest(), size, type, name: fileNameOf(name, type) };
};

/**
 * Writes the body of a request aside while it arrives, outside any transaction, so that a slow sender holds no connection; then
 * hands it to `use`. Whatever `use` does not keep, and whatever did not arrive whole, is removed.
 */
export const staged = <A, E, R>(request: Request, told: Told, use: (file: StagedFile) => Effect.Effect<A, E, R>): Effect.Effect<A, E | Problem | StorageError, R | Database> =>
  Database.use(({ kysely }) =>
    // Compressed, a small body may be a large file.
    ["", "identity"].includes(request.headers.get("content-encoding") ?? "")
      ? Effect.scoped(
          Effect.andThen(
            place,
            Effect.acquireUseRelease(
              attempt(async () => soleRow(await begin(kysely)).id),
              (bodyId) =>
                Effect.flatMap(
                  Effect.tryPromise({ try: () => store(kysely, bodyId, request, told), catch: (cause) => (cause instanceof Problem ? cause : storageErrorOf(cause)) }),
                  use,
                ),
              // What cannot be removed now is swept later.
              (bodyId) => Effect.ignore(attempt(() => discard(kysely, bodyId))),
            ),
          ),
        )
      : Effect.fail(isCompressed()),
  );
