import { Effect } from "effect";
import type { Kysely } from "kysely";
import { attempt, Database, Transaction, transaction } from "../database/database.ts";
import { allowIdle } from "../database/idle-transaction.ts";
import { soleRow, statement } from "../database/statement.ts";
import { StorageError } from "../database/storage-error.ts";
import { applyEvents } from "./apply/events.ts";
import { lockCursor, moveCursor, type StoredCursor } from "./cursor-store.ts";
import type { EncodedEvent, Projection } from "./projection.ts";

/** Pages of another service's log, from a position on, to its end. */
export type ReadFeed = (after: number) => Promise<{ readonly logId: string; readonly head: number; readonly events: ReadonlyArray<EncodedEvent> }>;

const digestOf = (table: string) =>
  statement<[], { readonly digest: string; readonly rows: number }>(
    `select coalesce(encode(sha256(convert_to(string_agg(line, E'\\n' order by line collate "C"), 'UTF8')), 'hex'), 'empty') as digest, count(*) as rows from (select row_to_json(t)::text as line from ${table} t) lines`,
  );
const emptyTable = (table: string) => statement<[], never>(`delete from ${table}`);
const forgetParked = statement<[subscription: string, source: string], never>("delete from parked_event where subscription = $1 and source = $2");

/** A digest of everything a projection holds, the same for the same rows in any order. */
export const digest = (kysely: Kysely<unknown>, projection: Projection) =>
  Effect.map(
    Effect.forEach(projection.tables, (table) => attempt(async () => soleRow(await digestOf(table)(kysely)))),
    (results) => results.map((result, index) => ({ table: projection.tables[index], ...result })),
  );

/** The next page is read while the one before is applied. */
const pagesInAdvance = (readFeed: ReadFeed) => {
  let next = readFeed(0);
  const readOn = (after: number): void => {
    next = readFeed(after);
    // Told to whoever takes it; nobody does when the replay ends before.
    next.catch(() => {});
  };
  return async () => {
    const page = await next;
    const last = page.events.at(-1)?.position;
    if (last !== undefined && last < page.head) readOn(last);
    return page;
  };
};

const replay = (kysely: Kysely<unknown>, projection: Projection, readFeed: ReadFeed, upTo: number | null): Effect.Effect<StoredCursor, StorageError, Transaction> =>
  Effect.gen(function* () {
    // A page is waited for as long as the feed may take.
    yield* attempt(() => allowIdle(kysely, "60000"));
    const readPage = pagesInAdvance(readFeed);
    let cursor: StoredCursor = { logId: null, position: 0 };
    for (;;) {
      const page = yield* Effect.tryPromise({ try: readPage, catch: (cause) => new StorageError({ kind: "unavailable", cause }) });
      if (cursor.logId !== null && cursor.logId !== page.logId) return yield* new StorageError({ kind: "unavailable", cause: new Error("the log changed during the rebuild") });
      const wanted = page.events.filter((event) => upTo === null || event.position <= upTo);
      yield* applyEvents(projection, wanted);
      cursor = { logId: page.logId, position: wanted.at(-1)?.position ?? cursor.position };
      if (wanted.length < page.events.length || page.events.length === 0 || cursor.position >= page.head) break;
    }
    yield* attempt(() => moveCursor(kysely, projection.name, projection.source, cursor));
    return cursor;
  });

const empty = (kysely: Kysely<unknown>, projection: Projection) =>
  Effect.gen(function* () {
    // DELETE, not TRUNCATE: readers go on seeing the old rows until the rebuild commits.
    for (const table of projection.tables.toReversed()) yield* attempt(() => emptyTable(table)(kysely));
    yield* attempt(() => forgetParked(kysely, projection.name, projection.source));
  });

/** Builds a projection again from position 1 in one transaction: nobody ever reads it half built. */
export const rebuild = (projection: Projection, readFeed: ReadFeed): Effect.Effect<StoredCursor, StorageError, Database> =>
  transaction(
    Effect.gen(function* () {
      const { kysely } = yield* Transaction;
      yield* attempt(() => lockCursor(kysely, projection.name, projection.source));
      yield* empty(kysely, projection);
      return yield* replay(kysely, projection, readFeed, null);
    }),
  );

/** What a verification found: the tables whose live rows differ from a rebuild, with both digests. */
export interface Verification {
  readonly position: number;
  readonly rows: number;
  /** Milliseconds that the replay of all events took. */
  readonly milliseconds: number;
  readonly differing: ReadonlyArray<string>;
}

class RolledBack {
  readonly verification: Verification;
  constructor(verification: Verification) {
    this.verification = verification;
  }
}

/** Builds the projection again up to where it stands, compares, and undoes it all: the live rows are not touched. */
export const verify = (projection: Projection, readFeed: ReadFeed): Effect.Effect<Verification, StorageError, Database> =>
  transaction(
    Effect.gen(function* () {
      const { kysely } = yield* Transaction;
      const cursor = yield* attempt(() => lockCursor(kysely, projection.name, projection.source));
      const live = yield* digest(kysely, projection);
      yield* empty(kysely, projection);
      const beganAt = performance.now();
      yield* replay(kysely, projection, readFeed, cursor.position);
      const milliseconds = Math.ceil(performance.now() - beganAt);
      const rebuilt = yield* digest(kysely, projection);
      const differing = live.flatMap((table, index) => (table.digest === rebuilt[index]?.digest ? [] : [table.table ?? ""]));
      return yield* Effect.fail(new RolledBack({ position: cursor.position, rows: live.reduce((sum, table) => sum + table.rows, 0), milliseconds, differing }));
    }),
  ).pipe(Effect.catch((error) => (error instanceof RolledBack ? Effect.succeed(error.verification) : Effect.fail(error))));
