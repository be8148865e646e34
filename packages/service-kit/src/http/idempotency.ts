import { createHash } from "node:crypto";
import { Problem } from "@cpts/api/Problem";
import { Effect } from "effect";
import { attempt, Transaction } from "../database/database.ts";
import { statement } from "../database/statement.ts";
import type { StorageError } from "../database/storage-error.ts";

/** A write that names itself, so that sending it again does not do it again (architecture §3, after Stripe's contract). */
export interface IdempotentRequest {
  /** Who sends: keys of different callers never meet. */
  readonly caller: string;
  readonly key: string;
  readonly hash: Buffer;
}

/** An answer that was given before. */
export interface KeptAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  readonly logId: string | null;
  readonly position: number | null;
}

const keyPattern = /^[\x21-\x7e]{1,255}$/u;

/** The key of a request, null when it has none. */
export const readKey = (header: string | null): string | null | Problem => {
  if (header === null) return null;
  if (keyPattern.test(header)) return header;
  return new Problem({
    type: "malformed-request",
    faults: [{ in: "header", path: ["Idempotency-Key"], code: "wrong-format", message: { fr: "1 à 255 caractères ASCII visibles", en: "1 to 255 visible ASCII characters" } }],
  });
};

export const hashOf = (method: string, path: string, body: string): Buffer => createHash("sha256").update(`${method} ${path}\n`).update(body).digest();

// The insert of a concurrent twin waits here for the first to commit or roll back.
const claim = statement<[caller: string, key: string, hash: Buffer], unknown>(`insert into idempotency as i (caller, key, request_hash) values ($1, $2, $3)
  on conflict (caller, key) do update set request_hash = $3, created_at = now(), status = null, headers = null, body = null, position = null, log_id = null
  where i.created_at < now() - interval '48 hours'
  returning 1`);

interface KeptRow extends KeptAnswer {
  readonly request_hash: Buffer;
}

const find = statement<[caller: string, key: string], KeptRow>(
  `select request_hash, status, headers, body, log_id as "logId", position from idempotency where caller = $1 and key = $2`,
);

/** Claims the key in the transaction under way; gives the kept answer when the request was already done. */
export const claimKey = (request: IdempotentRequest): Effect.Effect<KeptAnswer | null, Problem | StorageError, Transaction> =>
  Effect.gen(function* () {
    const { kysely } = yield* Transaction;
    const claimed = yield* attempt(() => claim(kysely, request.caller, request.key, request.hash));
    if (claimed.length > 0) return null;
    const [kept] = yield* attempt(() => find(kysely, request.caller, request.key));
    if (kept === undefined) return yield* new Problem({ type: "unavailable", retryAfterSeconds: 1 });
    if (!kept.request_hash.equals(request.hash)) return yield* new Problem({ type: "idempotency-key-reused" });
    return kept;
  });
