/**
 * Keeps the cursors of a subscription in PostgreSQL, in the transaction of what was done with the events: each event then has its
 * effect exactly once, whatever dies, and however many replicas run. Needs `kysely`, an optional peer.
 *
 * @example
 * ```ts
 * import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from "kysely"
 * import { kyselyCursor } from "@cpts/sdk/kysely-cursor"
 *
 * const db = new Kysely<{ seen: { position: number } }>({
 *   dialect: {
 *     createAdapter: () => new PostgresAdapter(),
 *     createDriver: () => new DummyDriver(),
 *     createIntrospector: (own) => new PostgresIntrospector(own),
 *     createQueryCompiler: () => new PostgresQueryCompiler()
 *   }
 * })
 * const cursor = kyselyCursor(db, { name: "my-map" })
 * const handler = cursor.inTransaction(async (events, trx) => {
 *   for (const { position } of events) await trx.insertInto("seen").values({ position }).execute()
 * })
 * handler.length // => 2
 * await cursor.load("registry") // => null
 * ```
 *
 * @since 0.1.0
 */
import { type Kysely, sql, type Transaction } from "kysely";
import { CursorMoved } from "./subscription/cursor-moved.ts";
import type { CursorStore } from "./subscription/cursor-store.ts";
import type { BatchPlace, EventHandler } from "./subscription/hand-over.ts";
import type { Cursor, LoggedEvent } from "./subscription/logged-event.ts";

/** Which cursors, and where. */
export interface KyselyCursorOptions {
  /** The subscription: its replicas give the same name, other subscriptions other ones. */
  readonly name: string;
  /** The table, perhaps with its schema (`app.cpts_cursor`); `cpts_cursor` by default. */
  readonly table?: string | undefined;
}

/** The cursors within a transaction of the caller's. */
export interface CursorWithin {
  /** Keeps a cursor to start from, unless there is one: that of a snapshot, with what was read of it. */
  readonly begin: (cursor: Cursor) => Promise<void>;
  /**
   * Takes the batch at `place` for this transaction: the row of its source is locked, so that one replica at a time applies events, and
   * the events are given that nobody has applied yet. Rejects with `CursorMoved` when the cursor was cleared or set back meanwhile.
   */
  readonly take: <E extends LoggedEvent>(batch: ReadonlyArray<E>, place: BatchPlace) => Promise<ReadonlyArray<E>>;
  /** Moves the cursor of its source, never back; takes effect with the transaction. A handler that did so resolves to `"stored"`. */
  readonly save: (cursor: Cursor) => Promise<void>;
}

/** Cursors in a table. */
export interface KyselyCursor<DB> extends CursorStore {
  /** Creates the table unless it is there. Also for migrations: `text`, `text`, `text`, `bigint`, the first two its key. */
  readonly createTable: () => Promise<void>;
  /** The cursors within a transaction: for handlers that open their own. */
  readonly within: (trx: Transaction<DB>) => CursorWithin;
  /** A handler whose effects, written through `trx`, are committed with the cursor: exactly once. */
  readonly inTransaction: <E extends LoggedEvent>(apply: (events: ReadonlyArray<E>, trx: Transaction<DB>, place: BatchPlace) => Promise<void>) => EventHandler<E>;
}

interface Row {
  /** Null before the log has been met. */
  readonly log_id: string | null;
  /** `bigint`: text, unless the caller's driver was told otherwise. */
  readonly position: string | number | bigint;
}

const freshOf = <E extends LoggedEvent>(batch: ReadonlyArray<E>, place: BatchPlace, row: Row): ReadonlyArray<E> => {
  const position = Number(row.position);
  if ((row.log_id !== null && row.log_id !== place.after.logId) || position < place.before.position) throw new CursorMoved(place.source);
  return batch.filter((event) => event.position > position);
};

/** The cursors of the subscription `name`, through a Kysely of the caller's on PostgreSQL. */
export const kyselyCursor = <DB>(db: Kysely<DB>, { name, table = "cpts_cursor" }: KyselyCursorOptions): KyselyCursor<DB> => {
  const cursors = sql.table(table);
  const rowOf = async (on: Kysely<DB>, source: string, lock: boolean): Promise<Row | undefined> =>
    (await sql<Row>`select log_id, position from ${cursors} where subscription = ${name} and source = ${source} ${sql.raw(lock ? "for update" : "")}`.execute(on)).rows[0];
  const load = async (source: string): Promise<Cursor | null> => {
    const row = await rowOf(db, source, false);
    return row === undefined ? null : { source, logId: row.log_id, position: Number(row.position) };
  };
  const begin = async (on: Kysely<DB>, { logId, position, source }: Cursor): Promise<void> => {
    await sql`insert into ${cursors} (subscription, source, log_id, position) values (${name}, ${source}, ${logId}, ${position}) on conflict do nothing`.execute(on);
  };
  const save = async (on: Kysely<DB>, { logId, position, source }: Cursor): Promise<void> => {
    // A slower replica must not move it back, nor into a log of before, nor bring it back after a clear.
    const { numAffectedRows } = await sql`
      update ${cursors} set log_id = ${logId}, position = ${position}
      where subscription = ${name} and source = ${source} and (log_id is null or log_id = ${logId}) and position <= ${position}`.execute(on);
    if (numAffectedRows === 0n && (await rowOf(on, source, false)) === undefined) throw new CursorMoved(source);
  };
  const take = async <E extends LoggedEvent>(trx: Transaction<DB>, batch: ReadonlyArray<E>, place: BatchPlace): Promise<ReadonlyArray<E>> => {
    const row = await rowOf(trx, place.source, true);
    if (row === undefined) throw new CursorMoved(place.source);
    return freshOf(batch, place, row);
  };
  return {
    createTable: () =>
      db.transaction().execute(async (trx) => {
        // Two that create at once would collide in spite of "if not exists".
        await sql`select pg_advisory_xact_lock(hashtextextended(${table}, 0))`.execute(trx);
        await sql`create table if not exists ${cursors} (
          subscription text not null, source text not null, log_id text, position bigint not null, primary key (subscription, source)
        )`.execute(trx);
      }),
    load,
    begin: async (cursor) => {
      await begin(db, cursor);
      return (await load(cursor.source)) ?? cursor;
    },
    save: (cursor) => save(db, cursor),
    clear: async (source) => {
      await sql`delete from ${cursors} where subscription = ${name} ${source === undefined ? sql`` : sql`and source = ${source}`}`.execute(db);
    },
    within: (trx) => ({
      begin: (cursor) => begin(trx, cursor),
      take: (batch, place) => take(trx, batch, place),
      save: (cursor) => save(trx, cursor),
    }),
    inTransaction: (apply) => (batch, place) =>
      db.transaction().execute(async (trx) => {
        const fresh = await take(trx, batch, place);
        if (fresh.length > 0) {
          await apply(fresh, trx, place);
          await save(trx, place.after);
        }
        return "stored" as const;
      }),
  };
};
