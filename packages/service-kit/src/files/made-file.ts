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

/** Keeps a document that the service made itself, as a file of its owner. */
export const keepMade = (made: Uint8Array, file: { readonly name: string; readonly type: FileType }, owner: FileOwner) =>
  Effect.gen(function* () {
    const bytes = Buffer.from(made);
    const bodyId = yield* lay(bytes);
    return yield* keepFile({ ...file, bodyId, sha256: createHash("sha256").update(bytes).digest(), size: bytes.length }, owner);
  });
