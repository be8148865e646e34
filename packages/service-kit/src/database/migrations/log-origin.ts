import { sql, type Kysely } from "kysely";

/**
 * The log gets a new id when its past may have changed (architecture §4.2). A server that was restored by recovery or promoted says
 * so by its timeline, a copy by another system or database: the service compares at each start and each new connection.
 */
export const logOrigin = async (db: Kysely<unknown>): Promise<void> => {
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
