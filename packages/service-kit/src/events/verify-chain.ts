import { Effect } from "effect";
import { CompiledQuery } from "kysely";
import { Database } from "../database/database.ts";
import { storageErrorOf, type StorageError } from "../database/storage-error.ts";

/** What an audit of the log found. */
export interface ChainVerification {
  /** Position of the last event there is. */
  readonly head: number;
  /** First position where the log is not what was committed: a changed, missing or added row. Null when all is as it was. */
  readonly firstBad: number | null;
}

const verification = `with chained as (
    select position, hash,
      event_hash(lag(hash, 1, '\\x'::bytea) over (order by position), position, id, type, aggregate_id, aggregate_version, occurred_at, traceparent, data) as expected,
      row_number() over (order by position) as place
    from event),
  last_row as (select position, hash from event order by position desc limit 1)
  select h.position as head, coalesce(
    (select min(least(position, place)) from chained where position <> place or hash is distinct from expected),
    case when h.position <> coalesce((select position from last_row), 0) or h.hash <> coalesce((select hash from last_row), '\\x'::bytea)
      then least(h.position, coalesce((select position from last_row), 0)) + 1 end) as "firstBad"
  from log_head h`;

/** Recomputes the hash of every event from the one before, and compares the last with the head. */
export const verifyChain: Effect.Effect<ChainVerification, StorageError, Database> = Database.use(({ kysely }) =>
  Effect.tryPromise({
    try: async () => {
      const { rows } = await kysely.executeQuery(CompiledQuery.raw(verification));
      return rows[0] as ChainVerification;
    },
    catch: storageErrorOf,
  }),
);
