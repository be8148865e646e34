import { sql, type Kysely } from "kysely";

/**
 * The event log (architecture §4). `append_events` is its only way in: it takes the head, so positions are gapless and
 * in commit order, and chains each row to the one before, so that a change by hand is found. `data` is `json`, not
 * `jsonb`: the hash is over the exact text.
 */
export const eventLog = async (db: Kysely<unknown>): Promise<void> => {
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

/**
 * `latest_at` of an event is the latest time of it and of all before: it never decreases, so the first event at or after an
 * instant is one look into an index, even where times and positions disagree (clocks, imports). Derived: no hash covers it.
 */
export const eventInstant = async (db: Kysely<unknown>): Promise<void> => {
  await sql`alter table log_head add column latest_at timestamptz`.execute(db);
  await sql`alter table event add column latest_at timestamptz`.execute(db);
  await sql`
    update event e set latest_at = so_far.latest_at
    from (select position, max(occurred_at) over (order by position) as latest_at from event) so_far
    where so_far.position = e.position`.execute(db);
  await sql`update log_head set latest_at = (select max(occurred_at) from event)`.execute(db);
  await sql`create index event_latest_at on event (latest_at, position)`.execute(db);
  await sql`
    create or replace function append_events(events json) returns table (log uuid, place bigint)
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
        head.latest_at := greatest(head.latest_at, item."occurredAt");
        insert into public.event (position, id, type, aggregate_id, aggregate_version, occurred_at, traceparent, data, hash, latest_at)
        values (head.position, item.id, item.type, item."aggregateId", item."aggregateVersion", item."occurredAt", item.traceparent,
          item.data, head.hash, head.latest_at);
      end loop;
      update public.log_head h set position = head.position, hash = head.hash, latest_at = head.latest_at;
      return query select head.log_id, head.position;
    end $$`.execute(db);
};
