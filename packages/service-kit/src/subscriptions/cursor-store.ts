import { CompiledQuery, type Kysely } from "kysely";
import { soleRow, statement } from "../database/statement.ts";

/** Where a subscription stands in a log; no logId before it has met one. */
export interface StoredCursor {
  readonly logId: string | null;
  readonly position: number;
}

type Key = [subscription: string, source: string];

const selectText = `select log_id as "logId", position from subscription_cursor where subscription = $1 and source = $2`;
const ensure = statement<Key, never>(`insert into subscription_cursor (subscription, source, log_id, position) values ($1, $2, null, 0) on conflict do nothing`);
const select = statement<Key, StoredCursor>(selectText);
const selectForUpdate = statement<Key, StoredCursor>(`${selectText} for update`);
const move = statement<[...Key, logId: string | null, position: number], never>(
  `update subscription_cursor set log_id = $3, position = $4 where subscription = $1 and source = $2`,
);
const advance = statement<[...Key, logId: string, position: number, from: number], unknown>(
  `update subscription_cursor set log_id = $3, position = $4
  where subscription = $1 and source = $2 and position = $5 and (log_id is null or log_id = $3)
    and not exists (select from parked_event where subscription = $1 and source = $2)
    and not exists (select from dropped_event where subscription = $1 and source = $2)
  returning 1`,
);
const advanceOrFail = `select advance_cursor($1, $2, $3, $4, $5)`;
const slowest = statement<[source: string], StoredCursor>(
  `select log_id as "logId", position from subscription_cursor where source = $1 order by position limit 1`,
);

/** Reads the cursor; null before the subscription has begun. */
export const storedCursor = async (kysely: Kysely<unknown>, subscription: string, source: string): Promise<StoredCursor | null> =>
  (await select(kysely, subscription, source))[0] ?? null;

/** Reads the cursor, made at the beginning when there is none. */
export const readCursor = async (kysely: Kysely<unknown>, subscription: string, source: string): Promise<StoredCursor> => {
  await ensure(kysely, subscription, source);
  return soleRow(await select(kysely, subscription, source));
};

/** Reads the cursor and holds its row until the transaction ends: one replica at a time moves it. */
export const lockCursor = async (kysely: Kysely<unknown>, subscription: string, source: string): Promise<StoredCursor> => {
  await ensure(kysely, subscription, source);
  return soleRow(await selectForUpdate(kysely, subscription, source));
};

export const moveCursor = async (kysely: Kysely<unknown>, subscription: string, source: string, cursor: StoredCursor): Promise<void> => {
  await move(kysely, subscription, source, cursor.logId, cursor.position);
};

/**
 * Moves the cursor from where it is expected to be, and holds its row; false when it is elsewhere, or when something was
 * put aside, so that not every event can just be applied.
 */
export const advanceCursor = async (kysely: Kysely<unknown>, subscription: string, source: string, from: number, to: { readonly logId: string; readonly position: number }): Promise<boolean> =>
  (await advance(kysely, subscription, source, to.logId, to.position, from)).length > 0;

/** The same as a statement that fails where that one gives false: what is sent behind it is undone with it. */
export const advanceStatement = (subscription: string, source: string, from: number, to: { readonly logId: string; readonly position: number }): CompiledQuery =>
  CompiledQuery.raw(advanceOrFail, [subscription, source, to.logId, to.position, from]);

/** How far the slowest subscription to a source has come, without logId before it has read anything; null when nobody here follows it. */
export const seenOf = async (kysely: Kysely<unknown>, source: string): Promise<StoredCursor | null> =>
  (await slowest(kysely, source))[0] ?? null;
