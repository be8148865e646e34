import type { Kysely } from "kysely";
import { failpoint } from "../../failpoint.ts";
import { statement } from "../../database/statement.ts";

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

type Kept = [caller: string, key: string, status: number, headers: string, body: string | null];

const appendOnly = statement<[events: string], LogPosition>(`select log as "logId", place as position from append_events($1)`);
const appendAndKeep = statement<[events: string, ...Kept], LogPosition>(`with appended as (select * from append_events($1)),
  kept as (update idempotency i set status = $4, headers = $5, body = $6, log_id = appended.log, position = appended.place
    from appended where i.caller = $2 and i.key = $3)
  select log as "logId", place as position from appended`);
const keepOnly = statement<Kept, never>(`update idempotency set status = $3, headers = $4, body = $5 where caller = $1 and key = $2`);

/**
 * The last statement of a transaction, appending its events and keeping its answer, and COMMIT right behind it: the head of
 * the log is held from the one to the other, and nobody waits for this process meanwhile (architecture §4.1). When the
 * statement fails the server makes the COMMIT a ROLLBACK.
 */
export const sealAndCommit = async ({ kysely, commit }: { readonly kysely: Kysely<unknown>; readonly commit: () => Promise<void> }, pending: Pending): Promise<void> => {
  const { events, answer } = pending;
  const kept: Kept | null = answer === null ? null : [answer.caller, answer.key, answer.status, JSON.stringify(answer.headers), answer.body];
  if (events.length === 0) {
    await Promise.all([kept === null ? null : keepOnly(kysely, ...kept), commit()]);
    return;
  }
  // Before anything is sent: what cannot be written as text must not be committed without it.
  const text = JSON.stringify(events);
  const appended = kept === null ? appendOnly(kysely, text) : appendAndKeep(kysely, text, ...kept);
  const [[position]] = await Promise.all([appended, failpoint("before-commit") ?? commit()]);
  pending.position = position ?? null;
};
