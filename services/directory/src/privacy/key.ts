import { attempt, Database } from "@cpts/service-kit/database/database";
import type { Variable } from "@cpts/service-kit/config/variables";
import { Context, Effect, Layer, Schema } from "effect";

const localKey = "local-trials-only-this-key-stands-in-the-source";
const shortest = 32;

/** What fingerprints of erased people are made with. It stands in no database: a copy of one cannot be searched for a number. */
export const privacyKeyVariable = {
  schema: Schema.String.pipe(Schema.check(Schema.isMinLength(shortest))),
  secret: true,
  fallbackIsPublic: true,
  fallback: localKey,
  description: "key of the fingerprints that keep erased people out, at least 32 characters, kept apart from the database and its backups; without it a known one, for trials on one machine",
} as const satisfies Variable<string>;

/** The key, as bytes. */
export class PrivacyKey extends Context.Service<PrivacyKey, Buffer>()("@cpts/directory/PrivacyKey") {}

/** The fingerprint of a number: the key over a hash that is salted by the database. `key` and `number` are SQL. */
export const markOf = (key: string, number: string): string => `sha256(${key}::bytea || rpps_suppression_hash(${number}::bigint))`;

/** The same for many numbers at once, whose salt is asked for once: a call for each of a million takes longer than their hashes. */
export const saltedMarkOf = (key: string, salt: string, number: string): string => `sha256(${key}::bytea || sha256(${salt} || convert_to(${number}::text, 'UTF8')))`;

// Of replicas that start together one covers, the others wait.
const lock = "select pg_advisory_xact_lock(7714)";
const fingerprint = "select encode(substr(sha256('key'::bytea || $1::bytea), 1, 8), 'hex') as mine, (select fingerprint from rpps_suppression_by) as stored";
// Those of before there was a key are hashes with the salt alone: the key goes over them, which needs no number.
const cover = ["update rpps_suppression set hash = sha256($1::bytea || hash), is_keyed = true where not is_keyed", "select cover_erasure_marks($1)"];

/** False where the erased people of the database are kept out by another key. */
const adopt = async (pool: Database["Service"]["pool"], key: Buffer): Promise<boolean> => {
  const client = await pool.connect();
  try {
    await client.query("begin");
    await client.query(lock);
    const { rows } = await client.query<{ mine: string; stored: string | null }>(fingerprint, [key]);
    const { mine = "", stored = null } = rows[0] ?? {};
    if (stored !== null && stored !== mine) return false;
    for (const text of cover) await client.query(text, [key]);
    await client.query("insert into rpps_suppression_by (fingerprint) values ($1) on conflict do nothing", [mine]);
    await client.query("commit");
    return true;
  } finally {
    // Nothing is left to take back after a commit.
    await client.query("rollback").catch(() => {});
    client.release();
  }
};

/** Takes the key into use: hashes of before are covered by it, and a key that is not theirs stops the start. */
export const privacyKeyLayer = (text: string): Layer.Layer<PrivacyKey, unknown, Database> =>
  Layer.effect(
    PrivacyKey,
    Effect.gen(function* () {
      const { pool } = yield* Database;
      const key = Buffer.from(text, "utf8");
      if (!(yield* attempt(() => adopt(pool, key)))) return yield* Effect.die(new Error("PRIVACY_KEY is not the key by which the erased people of this database are kept out: they would come back"));
      return key;
    }),
  );
