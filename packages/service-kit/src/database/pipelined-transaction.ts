import { CompiledQuery, DummyDriver, PostgresDialect, Transaction, type DatabaseConnection, type Kysely } from "kysely";
import { statement } from "./statement.ts";

/**
 * A transaction whose statements are sent as they are issued, without waiting for the answers to those before: the
 * server runs them in that order. Kysely's own waits for each; there BEGIN costs a round trip, and so does COMMIT after
 * the last statement, while the head of the log is held.
 */
export interface PipelinedTransaction {
  readonly kysely: Kysely<unknown>;
  /** Sends COMMIT behind what is under way; rejects when the server rolled back instead. */
  readonly commit: () => Promise<void>;
  /** Sends ROLLBACK unless it has ended. Never rejects: a connection that cannot is replaced. */
  readonly rollback: () => Promise<void>;
}

// Asked for nothing: a transaction has its connection, and opens no other.
const dialect = new PostgresDialect({ pool: () => Promise.reject(new Error("a transaction opens no pool")) });
const driver = new DummyDriver();

const rollBack = statement<[], never>("rollback");
const commit = CompiledQuery.raw("commit");
/**
 * A failed BEGIN ends the session, and with it the statements behind it, which would commit one by one (see `makePool`); inside
 * the transaction an error is an error again.
 */
const begin = CompiledQuery.raw("begin; set local exit_on_error = off");

/** A connection of the pool, until it is given back. */
const takeConnection = (kysely: Kysely<unknown>): Promise<{ readonly connection: DatabaseConnection; readonly giveBack: () => void }> =>
  new Promise((resolve, reject) => {
    kysely
      .getExecutor()
      .provideConnection((connection) => new Promise<void>((giveBack) => resolve({ connection, giveBack })))
      .catch(reject);
  });

const boundTo = (kysely: Kysely<unknown>, connection: DatabaseConnection, hasEnded: () => boolean): Kysely<unknown> => {
  const executor = kysely.getExecutor().withConnectionProvider({
    // Whoever comes late must not write into the next transaction of the connection.
    provideConnection: (consumer) => (hasEnded() ? Promise.reject(new Error("the transaction has ended")) : consumer(connection)),
  });
  return new Transaction<unknown>({ config: { dialect }, dialect, driver, executor });
};

/** Takes a connection and sends BEGIN, whose answer comes with that of the first statement. */
export const beginTransaction = async (kysely: Kysely<unknown>): Promise<PipelinedTransaction> => {
  const { connection, giveBack } = await takeConnection(kysely);
  let ended = false;
  const bound = boundTo(kysely, connection, () => ended);
  const begun = bound.executeQuery(begin);
  // Told by `commit`; the statements of a session that cannot begin fail too.
  begun.catch(() => {});
  const end = async <A>(last: Promise<A>): Promise<A> => {
    ended = true;
    return last.finally(giveBack);
  };
  return {
    kysely: bound,
    commit: async () => {
      const [{ rows }] = await end(Promise.all([bound.executeQuery(commit), begun]));
      // PostgreSQL answers so when a statement of the transaction has failed.
      if ((rows[0] as { readonly command?: string } | undefined)?.command === "ROLLBACK") throw new Error("the transaction was rolled back: one of its statements failed");
    },
    rollback: async () => {
      if (!ended) await end(rollBack(bound)).catch(() => {});
    },
  };
};
