import { statement } from "./statement.ts";

/** The server ends a transaction that is asked nothing for this long, unless it was allowed more. */
export const idleInTransactionMs = 5_000;

/** Lets the transaction under way be asked nothing for so many milliseconds: for those that wait for somebody else between two statements. */
export const allowIdle = statement<[milliseconds: string], unknown>("select set_config('idle_in_transaction_session_timeout', $1, true)");
