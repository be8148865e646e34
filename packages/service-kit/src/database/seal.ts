import { CompiledQuery, type Kysely } from "kysely";

/** An event as the log takes it, without its position. */
export interface PendingEvent {
  readonly id: string;
  readonly type: string;
  readonly aggregateId: string;
  readonly aggregateVersion: number;
  readonly occurredAt: string;
  readonly traceparent: string | null;
  readonly data: unknown;
}

/** The answer to a request with an Idempotency-Key, kept in the transaction of its effect. */
export interface PendingAnswer {
  readonly caller: string;
  readonly key: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Null where the answer has none. */
  readonly body: string | null;
}

/** Where a log has got to. */
export interface LogPosition {
  readonly logId: string;
  readonly position: number;
}

/** What a transaction will do just before it commits. */
export interface Pending {
  readonly events: Array<PendingEvent>;
  answer: PendingAnswer | null;
  /** Position of the last event, once sealed. */
  position: LogPosition | null;
}

const appendOnly = `select log as "logId", place as position from append_events($1)`;
const appendAndKeep = `with appended as (select * from append_events($1)),
  kept as (update idempotency i set status = $4, headers = $5, body = $6, log_id = appended.log, position = appended.place
    from appended where i.caller = $2 and i.key = $3)
  select log as "logId", place as position from appended`;
const keepOnly = `update idempotency set status = $3, headers = $4, body = $5 where caller = $1 and key = $2`;

/**
 * The last statement of a transaction: appends its events and keeps its answer. The head of the log is held from here
 * to the commit and nothing else happens meanwhile (architecture §4.1).
 */
export const seal = async (kysely: Kysely<unknown>, pending: Pending): Promise<void> => {
  const { events, answer } = pending;
  const kept = answer === null ? [] : [answer.caller, answer.key, answer.status, JSON.stringify(answer.headers), answer.body];
  if (events.length === 0) {
    if (answer !== null) await kysely.executeQuery(CompiledQuery.raw(keepOnly, kept));
    return;
  }
  const statement = CompiledQuery.raw(answer === null ? appendOnly : appendAndKeep, [JSON.stringify(events), ...kept]);
  const { rows } = await kysely.executeQuery(statement);
  pending.position = (rows[0] as LogPosition | undefined) ?? null;
};
