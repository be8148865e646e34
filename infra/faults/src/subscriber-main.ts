import { setTimeout as delay } from "node:timers/promises";
import { natsLane } from "@cpts/sdk/nats";
import { beginningOf, follow, httpFeed, type Cursor } from "@cpts/sdk/subscription";
import { Client } from "pg";

/**
 * An app of somebody else's that subscribes with the SDK: each event goes into its own PostgreSQL with the cursor in the same
 * transaction. The table takes doubles, so that they are seen.
 */
const variable = (name: string): string => process.env[name] ?? "";
const url = variable("FEED_URL");
const nats = variable("NATS_URL");
const msPerEvent = Number(variable("MS_PER_EVENT") || "0");
const source = "registry";
const retryMs = 200;

const connected = async (): Promise<Client> => {
  const client = new Client({ connectionString: variable("DATABASE_URL"), connectionTimeoutMillis: 5_000, query_timeout: 5_000 });
  client.on("error", () => {});
  await client.connect();
  return client;
};

const cursorOf = async (client: Client): Promise<Cursor> => {
  const { rows } = await client.query<{ log_id: string; position: string }>("select log_id, position from cursor");
  const kept = rows[0];
  return kept === undefined ? beginningOf(source) : { source, logId: kept.log_id, position: Number(kept.position) };
};

const inTransaction = async (client: Client, work: () => Promise<void>): Promise<void> => {
  await client.query("begin");
  try {
    await work();
    await client.query("commit");
  } catch (error) {
    await client.query("rollback");
    throw error;
  }
};

const followOnce = async (client: Client, stop: AbortSignal): Promise<void> => {
  const end = await follow({
    source,
    feed: httpFeed(source, { urls: { [source]: url }, retries: 0, timeoutMs: 5_000 }),
    live: nats === "" ? undefined : natsLane(nats),
    cursor: await cursorOf(client),
    ...(msPerEvent > 0 ? { batchSize: 1 } : {}),
    signal: stop,
    handle: async (batch, after) => {
      if (msPerEvent > 0) await delay(msPerEvent * batch.length);
      await inTransaction(client, async () => {
        await client.query("insert into received (log_id, position, id, body) select e->>'logid', (e->>'position')::bigint, e->>'id', e from json_array_elements($1::json) e", [JSON.stringify(batch)]);
        await client.query("delete from cursor");
        await client.query("insert into cursor (log_id, position) values ($1, $2)", [after.logId, after.position]);
      });
    },
  });
  if (end._tag !== "LogChanged") return;
  // As SUBSCRIBING demands: what was built from the old log is dropped, and built again from the new one.
  await inTransaction(client, async () => {
    await client.query("delete from received");
    await client.query("delete from cursor");
    await client.query("update rebuilds set count = count + 1");
  });
};

const stop = new AbortController();
process.once("SIGTERM", () => stop.abort());
while (!stop.signal.aborted) {
  try {
    const client = await connected();
    try {
      while (!stop.signal.aborted) await followOnce(client, stop.signal);
    } finally {
      await client.end().catch(() => {});
    }
  } catch (error) {
    process.stderr.write(`${String(error)}\n`);
    await delay(retryMs);
  }
}
