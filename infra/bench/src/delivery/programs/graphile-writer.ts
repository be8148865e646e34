import { makeWorkerUtils } from "graphile-worker";
import { Pool } from "pg";
import { listen, variable } from "../control.ts";
import { insertThing, thingTable, told, writerConnections } from "../tables.ts";
import { writerRoutes } from "../writer.ts";

const pool = new Pool({ connectionString: variable("DATABASE_URL"), max: writerConnections });
pool.on("error", () => {});
const utils = await makeWorkerUtils({ connectionString: variable("DATABASE_URL") });
await utils.migrate();
await pool.query(thingTable);

const addJob = { name: "add-job", text: "select from graphile_worker.add_job('effect', payload := $1::json)" };

const write = async (id: string): Promise<void> => {
  const client = await pool.connect();
  try {
    const event = told(id);
    await client.query("begin");
    await client.query({ ...insertThing, values: [id, event.title] });
    await client.query({ ...addJob, values: [JSON.stringify(event)] });
    await client.query("commit");
  } finally {
    client.release();
  }
};

listen(writerRoutes(write), () => Promise.all([utils.release(), pool.end()]));
