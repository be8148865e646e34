import type { FeedPage } from "@cpts/api/Feed";
import { sourceOf, type EventEnvelope } from "@cpts/domain/EventEnvelope";
import { Effect } from "effect";
import type { Kysely } from "kysely";
import { attempt, Database } from "../database/database.ts";
import type { LogPosition } from "../database/seal.ts";
import { soleRow, statement } from "../database/statement.ts";
import type { StorageError } from "../database/storage-error.ts";
import { Nudges } from "./nudges.ts";

interface FeedRow {
  readonly logId: string;
  readonly head: number;
  readonly position: number | null;
  readonly id: string;
  readonly type: string;
  readonly aggregate_id: string;
  readonly aggregate_version: number;
  readonly occurred_at: string;
  readonly traceparent: string | null;
  readonly data: unknown;
}

const pageStatement = statement<[after: number, limit: number], FeedRow>(`select h.log_id as "logId", h.position as head, e.position, e.id, e.type, e.aggregate_id, e.aggregate_version,
    e.occurred_at, e.traceparent, e.data
  from log_head h left join lateral (select * from event where position > $1 order by position limit $2) e on true
  order by e.position`);

const envelopeOf = (source: string, row: FeedRow): typeof EventEnvelope.Encoded => ({
  specversion: "1.0",
  id: row.id,
  source: sourceOf(source),
  type: row.type,
  subject: row.aggregate_id,
  time: row.occurred_at,
  datacontenttype: "application/json",
  data: row.data,
  logid: row.logId,
  position: row.position ?? 0,
  aggregateversion: row.aggregate_version,
  ...(row.traceparent === null ? {} : { traceparent: row.traceparent }),
});

/** A page as it travels. */
export type EncodedFeedPage = typeof FeedPage.Encoded;

/** One page of the log, from one snapshot of the database. */
export const readPage = async (kysely: Kysely<unknown>, source: string, after: number, limit: number): Promise<EncodedFeedPage> => {
  const rows = await pageStatement(kysely, after, limit);
  const first = rows[0];
  if (first === undefined) throw new Error("log_head has no row: the event log was never initialised");
  const events = first.position === null ? [] : rows.map((row) => envelopeOf(source, row));
  return { source, logId: first.logId, head: first.head, scannedTo: events.at(-1)?.position ?? Math.min(after, first.head), events };
};

/** One page of the log; when it is empty, waits up to `waitSeconds` for the next event. */
export const feed = (source: string, query: { readonly after: number; readonly limit: number; readonly waitSeconds: number }) =>
  Effect.gen(function* () {
    const { kysely } = yield* Database;
    const nudges = yield* Nudges;
    return yield* attempt(async (signal) => {
      const deadline = Date.now() + query.waitSeconds * 1_000;
      for (;;) {
        const seen = nudges.count();
        const page = await readPage(kysely, source, query.after, query.limit);
        const left = deadline - Date.now();
        if (page.events.length > 0 || left <= 0 || signal.aborted || nudges.isFinished() || page.head < query.after) return page;
        await nudges.wait(seen, Math.min(left, 1_000), signal);
      }
    });
  });

const headStatement = statement<[], LogPosition>(`select log_id as "logId", position from log_head`);

/** Where the log of this service has got to. */
export const head: Effect.Effect<LogPosition, StorageError, Database> = Database.use(({ kysely }) =>
  attempt(async () => soleRow(await headStatement(kysely))),
);
