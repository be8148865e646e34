import { Pool } from "pg";
import { idleInTransactionMs } from "./idle-transaction.ts";
import { NamedClient, typeParsers } from "./named-client.ts";

export interface PoolOptions {
  readonly url: string;
  readonly poolSize: number;
  readonly applicationName: string;
  /** How long each of its statements may last, in milliseconds, and each pause in a transaction; without it as long as a request may. */
  readonly limitMs?: number;
}

/** For `options` of a connection: the server looks for its client while it works, and works no longer for one that is gone. */
export const endsWithClient = "-c client_connection_check_interval=2000";

/**
 * The connections of a service. An error outside a transaction ends its session (`exit_on_error`): the statements that were
 * sent behind a BEGIN that failed would otherwise commit one by one (decision 0010). The pool opens another.
 */
export const makePool = ({ applicationName, limitMs, poolSize, url }: PoolOptions, Client: typeof NamedClient = NamedClient): Pool => {
  const pool = new Pool({
    connectionString: url,
    max: poolSize,
    application_name: applicationName,
    options: `-c exit_on_error=on ${endsWithClient}`,
    Client,
    types: typeParsers,
    pipeline: true,
    keepAlive: true,
    connectionTimeoutMillis: 5_000,
    statement_timeout: limitMs ?? 4_000,
    // A half-open socket answers nothing, not even an error.
    query_timeout: limitMs ?? 5_000,
    // At its other end a transaction waits for us: its locks would stop every other writer of those rows.
    idle_in_transaction_session_timeout: limitMs ?? idleInTransactionMs,
  });
  // A connection that breaks, idle or at work, is replaced by the pool; unheard, its error would end the process.
  pool.on("error", () => {});
  pool.on("connect", (client) => void client.on("error", () => {}));
  return pool;
};
