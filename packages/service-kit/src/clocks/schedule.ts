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

/** An entry, and its instant in milliseconds. */
export type Due = DueKey & { readonly at: number };

type Key = [kind: string, ref: string, key: string];
type Texts = ReadonlyArray<string>;

const put = statement<[kinds: Texts, refs: Texts, keys: Texts, instants: Texts], never>(`insert into due as d (kind, ref, key, at, next_at)
  select kind, ref, key, at, at from unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[]) as entry(kind, ref, key, at)
  on conflict (kind, ref, key) do update set
    id = case when d.state = 'done' then uuidv7() else d.id end,
    at = excluded.at, next_at = excluded.at, state = 'waiting', attempts = 0, reason = null, done_at = null
  where d.at <> excluded.at`);
const remove = statement<Key, never>(`delete from due where kind = $1 and ref = $2 and key = $3 and state <> 'done'`);

const { write } = tables<unknown>();

/**
 * Lets things happen, each at its instant, with the commit of the transaction under way; one in the past happens at once. Saying
 * the same again changes nothing, even after it has happened; saying another instant moves it, or makes it happen anew.
 */
export const scheduleAll = (all: ReadonlyArray<Due>): Effect.Effect<void, StorageError, Transaction> => {
  // Of two instants of one entry the later word counts.
  const entries = [...new Map(all.map((due) => [JSON.stringify([due.kind, due.ref, due.key ?? ""]), due])).values()];
  const column = (of: (due: Due) => string): Texts => entries.map(of);
  return write(async (db) => void (await put(db, column(({ kind }) => kind), column(({ ref }) => ref), column(({ key = "" }) => key), column(({ at }) => new Date(at).toISOString()))));
};

/** One of them: see {@link scheduleAll}. */
export const schedule = (due: Due): Effect.Effect<void, StorageError, Transaction> => scheduleAll([due]);

/** Takes back what has not happened yet. */
export const cancel = ({ key = "", kind, ref }: DueKey): Effect.Effect<void, StorageError, Transaction> =>
  write(async (db) => void (await remove(db, kind, ref, key)));
