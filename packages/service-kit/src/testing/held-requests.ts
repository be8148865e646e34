import { withClient } from "@cpts/testing/database";

/** A lock that requests to `/v1/held?lock=1` of the sample service wait for. */
export interface Gate {
  /** How many requests wait in mid-statement. */
  readonly waiting: () => Promise<number>;
  /** Lets them finish. */
  readonly open: () => Promise<void>;
}

const lock = 1;

/** The address at which a request is held. */
export const heldPath = `/v1/held?lock=${lock}`;

const waitingQuery = "select count(*)::integer as n from pg_locks where locktype = 'advisory' and not granted and database = (select oid from pg_database where datname = current_database())";

/** Holds requests of a service while `use` runs: exact where a sleep would be a guess. `url` leads to its database. */
export const withGate = (url: string, use: (gate: Gate) => Promise<void>): Promise<void> =>
  withClient(url, async (holder) => {
    await holder.query("select pg_advisory_lock($1)", [lock]);
    await use({
      waiting: async () => {
        const { rows } = await holder.query(waitingQuery);
        return (rows[0] as { readonly n: number }).n;
      },
      open: async () => {
        await holder.query("select pg_advisory_unlock($1)", [lock]);
      },
    });
  });
