import { Effect } from "effect";
import type { Kysely } from "kysely";
import { attempt, Database } from "../../database/database.ts";
import { soleRow, statement } from "../../database/statement.ts";
import type { StorageError } from "../../database/storage-error.ts";

/** What an audit of the log found. */
export interface ChainVerification {
  readonly logId: string;
  /** Position that the log says it has reached. */
  readonly head: number;
  /** Hash of the head, in hexadecimal; null of an empty log. Noted elsewhere, it tells a history that was rewritten whole. */
  readonly hash: string | null;
  /** Events that are as they were committed, from the first one on. */
  readonly events: number;
  /** First position where the log is not what was committed: a changed, missing or added row. Null when all is as it was. */
  readonly firstBad: number | null;
}

/** The part of the log that was verified so far. */
interface Verified {
  readonly position: number;
  readonly hash: Buffer;
}

/** Events of one statement: each stays far below the time that the pool allows. */
const batchSize = 5_000;

type Batch = { readonly firstBad: number | null } & (Verified | { readonly position: null });

interface Head extends Verified {
  readonly logId: string;
}

const headStatement = statement<[], Head>(`select log_id as "logId", position, hash from log_head`);
const hashStatement = statement<[position: number], { readonly hash: string }>(`select encode(hash, 'hex') as hash from event where position = $1`);
const batchStatement = statement<[after: number, hash: Buffer], Batch>(`with batch as (select * from event where position > $1 order by position limit ${batchSize}),
  chained as (
    select position, hash, $1 + row_number() over w as place,
      event_hash(lag(hash, 1, $2::bytea) over w, position, id, type, aggregate_id, aggregate_version, occurred_at, traceparent, data) as expected
    from batch window w as (order by position))
  select min(least(position, place)) filter (where position <> place or hash is distinct from expected) as "firstBad",
    max(position) as position, (array_agg(hash order by position desc))[1] as hash
  from chained`);

const verify = async (kysely: Kysely<unknown>): Promise<ChainVerification> => {
  const { hash, logId, position } = soleRow(await headStatement(kysely));
  const head = { logId, head: position, hash: hash.length === 0 ? null : hash.toString("hex") };
  let verified: Verified = { position: 0, hash: Buffer.alloc(0) };
  for (;;) {
    const batch = soleRow(await batchStatement(kysely, verified.position, verified.hash));
    if (batch.firstBad !== null) return { ...head, events: batch.firstBad - 1, firstBad: batch.firstBad };
    if (batch.position === null) break;
    verified = batch;
  }
  if (verified.position === position && verified.hash.equals(hash)) return { ...head, events: position, firstBad: null };
  const firstBad = Math.min(verified.position, position) + 1;
  return { ...head, events: firstBad - 1, firstBad };
};

/** Recomputes the hash of every event from the one before, and compares the last with the head, in one snapshot. */
export const verifyChain: Effect.Effect<ChainVerification, StorageError, Database> = Database.use(({ kysely }) =>
  attempt(() => kysely.transaction().setIsolationLevel("repeatable read").setAccessMode("read only").execute(verify)),
);

/** The hash at a position, in hexadecimal; null where the log has no such position. */
export const hashAt = (position: number): Effect.Effect<string | null, StorageError, Database> =>
  Database.use(({ kysely }) => attempt(async () => (await hashStatement(kysely, position))[0]?.hash ?? null));
