import { createHash, type Hash } from "node:crypto";
import { maxFileBytes } from "@cpts/api/Files";
import { Problem } from "@cpts/api/Problem";
import type { Kysely } from "kysely";
import { query } from "./rows.ts";

interface Arriving {
  readonly sha256: string;
  readonly size: number;
  readonly bodyId: string;
  readonly hash: Hash;
  ordinal: number;
  arrived: number;
}

const damaged = (sha256: string): Problem =>
  new Problem({
    type: "invalid-request",
    faults: [{ in: "body", path: ["file", sha256], code: "damaged", message: { fr: "ce fichier n'a pas le contenu que dit son empreinte", en: "this file does not have the content that its hash says" } }],
  });

/** Takes in the contents of files, one after the other; what is here already is not kept twice. */
export const makeFileSink = (db: Kysely<unknown>) => {
  let current: Arriving | null = null;
  let added = 0;
  let all = 0;
  const finish = async (): Promise<void> => {
    if (current === null) return;
    const { arrived, bodyId, hash, sha256, size } = current;
    current = null;
    if (arrived !== size || hash.digest("hex") !== sha256) throw damaged(sha256);
    const [kept] = await query<{ readonly bodyId: string }>(
      db,
      `insert into file_content as c (sha256, size, body_id) values (decode($1, 'hex'), $2, $3) on conflict (sha256) do update set size = c.size returning body_id as "bodyId"`,
      [sha256, size, bodyId],
    );
    if (kept?.bodyId === bodyId) added += 1;
    else await query(db, "delete from file_body where id = $1", [bodyId]);
  };
  return {
    begin: async ({ sha256, size }: { readonly sha256: string; readonly size: number }): Promise<void> => {
      await finish();
      if (size > maxFileBytes) throw damaged(sha256);
      const [body] = await query<{ readonly id: string }>(db, "insert into file_body default values returning id");
      current = { sha256, size, bodyId: body?.id ?? "", hash: createHash("sha256"), ordinal: 0, arrived: 0 };
      all += 1;
    },
    bytes: async (base64: string): Promise<void> => {
      if (current === null) throw damaged("?");
      const bytes = Buffer.from(base64, "base64");
      current.hash.update(bytes);
      current.arrived += bytes.length;
      if (current.arrived > current.size) throw damaged(current.sha256);
      await query(db, "insert into file_chunk (body_id, ordinal, bytes) values ($1, $2, $3)", [current.bodyId, current.ordinal, bytes]);
      current.ordinal += 1;
    },
    finish,
    added: () => added,
    all: () => all,
  };
};
