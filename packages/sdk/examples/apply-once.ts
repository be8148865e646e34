// oxlint-disable no-console -- printing is what it does
// Keeps the CPTS and their signed contracts in tables of its own: each event exactly once, in any number of replicas.
import { connect, LogChanged } from "@cpts/sdk";
import { kyselyCursor } from "@cpts/sdk/kysely-cursor";
import { Kysely, PostgresDialect, sql } from "kysely";
import { Pool } from "pg";

interface Tables {
  readonly known_cpts: { id: string; name: string };
  readonly signing: { contract_id: string; cpts_id: string };
}

const { CPTS_URL: url, REGISTRY_URL, CONTRACTS_URL, CPTS_TOKEN: token, NATS_URL: nats, DATABASE_URL: connectionString } = process.env;
const cpts = connect({ url, urls: { registry: REGISTRY_URL, contracts: CONTRACTS_URL }, token });
const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: new Pool({ connectionString }) }) });
const cursor = kyselyCursor(db, { name: "signings" });
await cursor.createTable();
await db.transaction().execute(async (trx) => {
  // Two replicas that create at once collide in spite of "if not exists".
  await sql`select pg_advisory_xact_lock(hashtextextended('signings', 0))`.execute(trx);
  await sql`create table if not exists known_cpts (id text primary key, name text not null)`.execute(trx);
  await sql`create table if not exists signing (contract_id text primary key, cpts_id text not null)`.execute(trx);
});

const stop = new AbortController();
process.once("SIGTERM", () => stop.abort());

// Effects go through `trx`: they are committed with the cursor, or neither.
const apply = () =>
  cpts.onEvents(
    { sources: ["registry", "contracts"], cursor, nats, signal: stop.signal },
    cursor.inTransaction(async (events, trx) => {
      for (const event of events) {
        if (event.type === "cpts.registry.cpts.registered.v1") {
          await trx.insertInto("known_cpts").values({ id: event.data.cptsId, name: event.data.name }).execute();
        } else if (event.type === "cpts.contracts.contract.signed.v1") {
          // Between sources no order is promised: the CPTS may not be known yet, so no foreign key.
          await trx.insertInto("signing").values({ contract_id: event.data.contractId, cpts_id: event.data.cptsId }).execute();
        }
      }
    }),
  );

// A service was restored from a backup: what came of its events goes, with its cursor, and is built again.
const forget = (source: string) =>
  db.transaction().execute(async (trx) => {
    await trx.deleteFrom(source === "registry" ? "known_cpts" : "signing").execute();
    await cursor.within(trx).clear(source);
  });

while (!stop.signal.aborted) {
  try {
    await apply();
  } catch (error) {
    if (!(error instanceof LogChanged)) throw error;
    console.log("rebuilding after a restore:", error.source);
    await forget(error.source);
  }
}
await db.destroy();
