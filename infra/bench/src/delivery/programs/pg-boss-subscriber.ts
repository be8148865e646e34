import { Pool } from "pg";
import { PgBoss } from "pg-boss";
import { listen, variable } from "../control.ts";
import { effectLog } from "../subscriber.ts";
import { effectTable, insertEffects, type Told } from "../tables.ts";

const connectionString = variable("DATABASE_URL");
const { note, routes } = effectLog();
const pool = new Pool({ connectionString, max: 10 });
pool.on("error", () => {});
await pool.query(effectTable);

const boss = new PgBoss({ connectionString, useListenNotify: true });
boss.on("error", () => {});
await boss.start();
await boss.createQueue("effect", { notify: true });
// Woken by NOTIFY, polling as often as it allows beside that, many jobs at once, and again at once as long as batches are full.
const options = { batchSize: 100, localConcurrency: 4, pollingIntervalSeconds: 0.5, notifyPollingIntervalSeconds: 0.5, burstWhenBatchFull: true };
await boss.work<Told>("effect", options, async (jobs) => {
  const events = jobs.map(({ data }) => data);
  await pool.query({ ...insertEffects, values: [events.map(({ thingId }) => thingId), events.map(({ title }) => title)] });
  for (const { thingId } of events) note(thingId);
});

listen(routes, () => boss.stop({ graceful: false }).then(() => pool.end()));
