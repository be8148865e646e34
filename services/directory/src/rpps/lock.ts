/**
 * One import at a time, whatever replica it came to: an advisory lock of the transaction, which ends with it and with its
 * process. The two numbers mean nothing but this.
 */
const key = [7_711, 1] as const;

export const takeLock = `select pg_try_advisory_xact_lock(${key[0]}, ${key[1]}) as taken`;

/** Whether an import is really under way, and not left by a process that is gone. */
export const isLocked = `exists (
  select from pg_locks l join pg_database d on d.oid = l.database
  where d.datname = current_database() and l.locktype = 'advisory' and l.classid = ${key[0]} and l.objid = ${key[1]} and l.granted)`;
