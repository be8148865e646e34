import { sql, type Kysely } from "kysely";

/**
 * Moves a cursor from where it is expected to be, or fails: when it is elsewhere, or something was put aside. A batch whose answers
 * nobody waits for cannot look first.
 */
export const advanceCursor = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create function advance_cursor(wanted text, followed text, log uuid, reached bigint, begins bigint) returns void language plpgsql as $$
    begin
      update subscription_cursor set log_id = log, position = reached
      where subscription = wanted and source = followed and position = begins and (log_id is null or log_id = log)
        and not exists (select from parked_event where subscription = wanted and source = followed)
        and not exists (select from dropped_event where subscription = wanted and source = followed);
      if not found then
        raise exception 'subscription % of %: the cursor is not at %, or an event was put aside', wanted, followed, begins using errcode = 'CP001';
      end if;
    end $$`.execute(db);
};

/** Where each subscription stands: moved in the transaction of the effect. */
export const subscription = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table subscription_cursor (
      subscription text not null,
      source text not null,
      log_id uuid,
      position bigint not null,
      primary key (subscription, source)
    )`.execute(db);
  await sql`
    create table parked_event (
      subscription text not null,
      source text not null,
      position bigint not null,
      aggregate_id text not null,
      event json not null,
      reason text not null,
      parked_at timestamptz not null default now(),
      primary key (subscription, source, position)
    )`.execute(db);
  await sql`create index parked_event_aggregate on parked_event (subscription, source, aggregate_id)`.execute(db);
};

/**
 * What was tried with a parked event, and what an operator gave up for good. A row with no attempt waits behind the first one of its
 * aggregate; one with `next_try_at` is tried again by itself. Dropped events are kept by their ids: positions mean nothing in
 * another log, and a rebuild passes over them in whatever log they come back.
 */
export const deadLetters = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    alter table parked_event
      add attempts integer not null default 0,
      add first_tried_at timestamptz,
      add last_tried_at timestamptz,
      add next_try_at timestamptz`.execute(db);
  await sql`
    update parked_event set attempts = 1, first_tried_at = parked_at, last_tried_at = parked_at
    where reason <> 'waits behind an earlier event of its aggregate'`.execute(db);
  await sql`
    create table dropped_event (
      subscription text not null,
      source text not null,
      event_id text not null,
      position bigint not null,
      aggregate_id text not null,
      event json not null,
      parked_for text not null,
      reason text not null,
      dropped_by text not null,
      dropped_at timestamptz not null default now(),
      primary key (subscription, source, event_id)
    )`.execute(db);
};
