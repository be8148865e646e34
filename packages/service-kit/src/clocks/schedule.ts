import type { Effect } from "effect";
import { tables, type Transaction } from "../database/database.ts";
import { statement } from "../database/statement.ts";
import type { StorageError } from "../database/storage-error.ts";

/** Which entry: there is at most one for each kind, aggregate and key. */
export interface DueKey {
  readonly kind: string;
  readonly ref: string;
  /** Empty where an aggregate has only one of the kind. */
  readonly key?: string;
}

type Key = [kind: string, ref: string, key: string];

const put = statement<[...Key, at: string], never>(`insert into due as d (kind, ref, key, at, next_at) values ($1, $2, $3, $4, $4)
  on conflict (kind, ref, key) do update set
    id = case when d.state = 'done' then uuidv7() else d.id end,
    at = excluded.at, next_at = excluded.at, state = 'waiting', attempts = 0, reason = null, done_at = null
  where d.at <> excluded.at`);
const remove = statement<Key, never>(`delete from due where kind = $1 and ref = $2 and key = $3 and state <> 'done'`);

const { write } = tables<unknown>();

/**
 * Lets a thing happen at an instant (milliseconds), with the commit of the transaction under way; one in the past happens at once.
 * Saying the same again changes nothing, even after it has happened; saying another instant moves it, or makes it happen anew.
 */
export const schedule = ({ at, key = "", kind, ref }: DueKey & { readonly at: number }): Effect.Effect<void, StorageError, Transaction> =>
  write(async (db) => void (await put(db, kind, ref, key, new Date(at).toISOString())));

/** Takes back what has not happened yet. */
export const cancel = ({ key = "", kind, ref }: DueKey): Effect.Effect<void, StorageError, Transaction> =>
  write(async (db) => void (await remove(db, kind, ref, key)));
