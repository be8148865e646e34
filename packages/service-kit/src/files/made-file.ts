import { createHash } from "node:crypto";
import type { FileType } from "@cpts/api/Files";
import { Effect } from "effect";
import { attempt, Transaction } from "../database/database.ts";
import { soleRow, statement } from "../database/statement.ts";
import { chunkBytes } from "./stage.ts";
import { keepFile, type FileOwner } from "./store.ts";

const begin = statement<[], { readonly id: string }>(`insert into file_body default values returning id`);
const add = statement<[body: string, ordinal: number, bytes: Buffer], never>(`insert into file_chunk (body_id, ordinal, bytes) values ($1, $2, $3)`);

/** Lays down bytes of our own as those of an upload are. */
const lay = (bytes: Buffer) =>
  Effect.flatMap(Transaction, ({ kysely }) =>
    attempt(async () => {
      const { id } = soleRow(await begin(kysely));
      for (let at = 0; at < bytes.length; at += chunkBytes) await add(kysely, id, at / chunkBytes, bytes.subarray(at, at + chunkBytes));
      return id;
    }),
  );

/** A document that a service has made, with all its words. */
export interface MadeDocument {
  readonly bytes: Uint8Array;
  readonly words: string;
}

const say = statement<[sha256: Buffer, words: string], never>(`update file_content set words = $2 where sha256 = $1`);

/** Keeps a document that the service made itself, as a file of its owner. It can be made again, so it goes when it names a person who is erased. */
export const keepMade = (made: MadeDocument, file: { readonly name: string; readonly type: FileType }, owner: FileOwner) =>
  Effect.gen(function* () {
    const { kysely } = yield* Transaction;
    const bytes = Buffer.from(made.bytes);
    const sha256 = createHash("sha256").update(bytes).digest();
    const bodyId = yield* lay(bytes);
    const kept = yield* keepFile({ ...file, bodyId, sha256, size: bytes.length }, owner);
    yield* attempt(() => say(kysely, sha256, made.words));
    return kept;
  });
