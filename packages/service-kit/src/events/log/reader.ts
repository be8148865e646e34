import type { FeedPage } from "@cpts/api/Feed";
import type { Effect } from "effect";
import type { Kysely } from "kysely";
import { attempt, Database } from "../../database/database.ts";
import { soleRow, statement } from "../../database/statement.ts";
import type { StorageError } from "../../database/storage-error.ts";
import { envelopeOf } from "./envelope.ts";
import type { LogPosition, PendingEvent } from "./seal.ts";

/** An event at its place; without an event where the page is empty. */
type FeedRow = PendingEvent & { readonly logId: string; readonly head: number; readonly position: number | null };

const pageText = (condition: string): string => `select h.log_id as "logId", h.position as head, e.position, e.id, e.type, e.aggregate_id as "aggregateId",
    e.aggregate_version as "aggregateVersion", e.occurred_at as "occurredAt", e.traceparent, e.data
  from log_head h left join lateral (select * from event where ${condition} order by position limit $2) e on true
  order by e.position`;
const pageStatement = statement<[after: number, limit: number], FeedRow>(pageText("position > $1"));
// `latest_at` never decreases: the first position that reaches the instant is the first of the index.
const pageSinceStatement = statement<[since: string, limit: number], FeedRow>(
  pageText("position >= (select position from event where latest_at >= $1::timestamptz order by latest_at, position limit 1)"),
);

/** A page as it travels. */
export type EncodedFeedPage = typeof FeedPage.Encoded;

const pageOf = (source: string, rows: ReadonlyArray<FeedRow>, after: number): EncodedFeedPage => {
  const first = rows[0];
  if (first === undefined) throw new Error("log_head has no row: the event log was never initialised");
  const events = rows.flatMap((row) => (row.position === null ? [] : [envelopeOf(source, row, { logId: row.logId, position: row.position })]));
  return { source, logId: first.logId, head: first.head, scannedTo: events.at(-1)?.position ?? Math.min(after, first.head), events };
};

/** One page of the log, from one snapshot of the database. */
export const readPage = async (kysely: Kysely<unknown>, source: string, after: number, limit: number): Promise<EncodedFeedPage> =>
  pageOf(source, await pageStatement(kysely, after, limit), after);

/**
 * The page that begins with the first event at or after an instant, in the order of positions: nothing later in time is
 * missed, even where times and positions disagree. Empty, and scanned to the head, when there is none.
 */
export const readPageSince = async (kysely: Kysely<unknown>, source: string, since: string, limit: number): Promise<EncodedFeedPage> =>
  pageOf(source, await pageSinceStatement(kysely, since, limit), Number.POSITIVE_INFINITY);

const headStatement = statement<[], LogPosition>(`select log_id as "logId", position from log_head`);

/** Where the log of this service has got to. */
export const head: Effect.Effect<LogPosition, StorageError, Database> = Database.use(({ kysely }) =>
  attempt(async () => soleRow(await headStatement(kysely))),
);
