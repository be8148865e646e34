import { sql, type Kysely } from "kysely";
import { dueTable } from "../clocks/due-table.ts";
import { fileTables } from "../files/file-tables.ts";
import type { Migrations } from "./migrate.ts";

/**
 * The event log (architecture §4). `append_events` is its only way in: it takes the head, so positions are gapless and
 * in commit order, and chains each row to the one before, so that a change by hand is found. `data` is `json`, not
 * `jsonb`: the hash is over the exact text.
 */
const eventLog = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table log_head (
      only_row boolean primary key default true check (only_row),
      log_id uuid not null,
      position bigint not null,
      hash bytea not null
    )`.execute(db);
  await sql`insert into log_head (log_id, position, hash) values (gen_random_uuid(), 0, '\\x')`.execute(db);
  await sql`
    create table event (
      position bigint primary key,
      id uuid not null unique,
      type text not null,
      aggregate_id text not null,
      aggregate_version integer not null,
      occurred_at timestamptz not null,
      traceparent text,
      data json not null,
      hash bytea not null,
      unique (aggregate_id, aggregate_version)
    )`.execute(db);
  await sql`
    create function event_hash(previous bytea, place bigint, id uuid, type text, aggregate_id text, aggregate_version integer, occurred_at timestamptz, traceparent text, data json)
    returns bytea language sql immutable as $$
      select sha256(previous || convert_to(
        place::text || E'\n' || id::text || E'\n' || type || E'\n' || aggregate_id || E'\n' || aggregate_version::text || E'\n' ||
        to_char(occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') || E'\n' || coalesce(traceparent, '') || E'\n' || data::text, 'UTF8'))
    $$`.execute(db);
  await sql`
    create function append_events(events json) returns table (log uuid, place bigint)
    language plpgsql security definer set search_path = pg_catalog, public as $$
    declare
      head public.log_head;
      item record;
    begin
      select * into strict head from public.log_head for update;
      for item in
        select * from json_to_recordset(events)
          as t(id uuid, type text, "aggregateId" text, "aggregateVersion" integer, "occurredAt" timestamptz, traceparent text, data json)
      loop
        head.position := head.position + 1;
        head.hash := public.event_hash(head.hash, head.position, item.id, item.type, item."aggregateId", item."aggregateVersion",
          item."occurredAt", item.traceparent, item.data);
        insert into public.event (position, id, type, aggregate_id, aggregate_version, occurred_at, traceparent, data, hash)
        values (head.position, item.id, item.type, item."aggregateId", item."aggregateVersion", item."occurredAt", item.traceparent,
          item.data, head.hash);
      end loop;
      update public.log_head h set position = head.position, hash = head.hash;
      return query select head.log_id, head.position;
    end $$`.execute(db);
};

/** One row for each job that a single replica does at a time; the epoch changes with the holder. */
const lease = (db: Kysely<unknown>) =>
  sql`create table lease (name text primary key, holder uuid not null, epoch bigint not null, expires_at timestamptz not null)`.execute(db);

/** Answers of writes that carried an Idempotency-Key, kept 48 hours (architecture §3). */
const idempotency = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table idempotency (
      caller text not null,
      key text not null,
      request_hash bytea not null,
      status integer,
      headers json,
      body text,
      position bigint,
      log_id uuid,
      created_at timestamptz not null default now(),
      primary key (caller, key)
    )`.execute(db);
  await sql`create index idempotency_created_at on idempotency (created_at)`.execute(db);
};

/** Where each subscription stands: moved in the transaction of the effect. */
const subscription = async (db: Kysely<unknown>): Promise<void> => {
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
 * The log gets a new id when its past may have changed (architecture §4.2). A server that was restored by recovery or promoted says
 * so by its timeline, a copy by another system or database: the service compares at each start and each new connection.
 */
const logOrigin = async (db: Kysely<unknown>): Promise<void> => {
  await sql`create table log_origin (only_row boolean primary key default true check (only_row), origin text not null)`.execute(db);
  await sql`
    create function renew_log(out old_log uuid, out new_log uuid) language plpgsql as $$
    begin
      select log_id into strict old_log from log_head for update;
      new_log := gen_random_uuid();
      update log_head set log_id = new_log;
      -- What was answered before names positions that the log still has.
      update idempotency set log_id = new_log where log_id = old_log;
    end $$`.execute(db);
  await sql`
    create function note_log_origin(out old_log uuid, out new_log uuid) language plpgsql as $$
    declare
      here text := concat_ws('/', (select system_identifier from pg_control_system()), substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8),
        (select oid from pg_database where datname = current_database()));
      before text;
    begin
      insert into log_origin (origin) values (here) on conflict do nothing;
      select origin into strict before from log_origin for update;
      if before <> here then
        update log_origin set origin = here;
        select r.old_log, r.new_log into old_log, new_log from renew_log() r;
      end if;
    end $$`.execute(db);
};

/** Tables that every service has. */
export const kitMigrations: Migrations = {
  "0001-event-log": { up: eventLog },
  "0002-lease": { up: async (db) => void (await lease(db)) },
  "0003-idempotency": { up: idempotency },
  "0004-subscription": { up: subscription },
  "0008-clock": { up: dueTable },
  "0009-file": { up: fileTables },
  "0010-log-origin": { up: logOrigin },
};
