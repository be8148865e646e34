import { Logger, run } from "graphile-worker";
import { Pool } from "pg";
import { listen, variable } from "../control.ts";
import { effectLog } from "../subscriber.ts";
import { effectTable, insertEffect, type Told } from "../tables.ts";

const connectionString = variable("DATABASE_URL");
const { note, routes } = effectLog();
const pool = new Pool({ connectionString, max: 25 });
pool.on("error", () => {});
await pool.query(effectTable);

const runner = await run({
  taskList: {
    effect: async (payload) => {
      // The writer's contract.
      const { thingId, title } = payload as Told;
      await pool.query({ ...insertEffect, values: [thingId, title] });
      note(thingId);
    },
  },
  preset: {
    worker: {
      connectionString,
      logger: new Logger(() => () => undefined),
      // As worker.graphile.org/docs/performance sets it for its own figures, of latency and of throughput.
      concurrentJobs: 24,
      maxPoolSize: 25,
      localQueue: { size: 500 },
      completeJobBatchDelay: 0,
      failJobBatchDelay: 0,
    },
  },
});

listen(routes, () => runner.stop().then(() => pool.end()));
