import { CompiledQuery, type Kysely } from "kysely";

/** Where a subscription stands in a log; no logId before it has met one. */
export interface StoredCursor {
  readonly logId: string | null;
  readonly position: number;
}

const ensure = `insert into subscription_cursor (subscription, source, log_id, position) values ($1, $2, null, 0) on conflict do nothing`;
const select = `select log_id as "logId", position from subscription_cursor where subscription = $1 and source = $2`;
const move = `update subscription_cursor set log_id = $3, position = $4 where subscription = $1 and source = $2`;
const slowest = `select log_id as "logId", position from subscription_cursor where source = $1 order by position limit 1`;

const run = async (kysely: Kysely<unknown>, text: string, values: ReadonlyArray<unknown>): Promise<ReadonlyArray<unknown>> =>
  (await kysely.executeQuery(CompiledQuery.raw(text, [...values]))).rows;

/** Reads the cursor, made at the beginning when there is none. */
export const readCursor = async (kysely: Kysely<unknown>, subscription: string, source: string): Promise<StoredCursor> => {
  await run(kysely, ensure, [subscription, source]);
  return (await run(kysely, select, [subscription, source]))[0] as StoredCursor;
};

/** Reads the cursor and holds its row until the transaction ends: one replica at a time moves it. */
export const lockCursor = async (kysely: Kysely<unknown>, subscription: string, source: string): Promise<StoredCursor> => {
  await run(kysely, ensure, [subscription, source]);
  return (await run(kysely, `${select} for update`, [subscription, source]))[0] as StoredCursor;
};

export const moveCursor = async (kysely: Kysely<unknown>, subscription: string, source: string, cursor: StoredCursor): Promise<void> => {
  await run(kysely, move, [subscription, source, cursor.logId, cursor.position]);
};

/** How far the slowest subscription to a source has come, without logId before it has read anything; null when nobody here follows it. */
export const seenOf = async (kysely: Kysely<unknown>, source: string): Promise<StoredCursor | null> =>
  ((await run(kysely, slowest, [source]))[0] as StoredCursor | undefined) ?? null;
