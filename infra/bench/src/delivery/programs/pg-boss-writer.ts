import { Pool } from "pg";
import { PgBoss } from "pg-boss";
import { listen, variable } from "../control.ts";
import { insertThing, thingTable, told, writerConnections } from "../tables.ts";
import { writerRoutes } from "../writer.ts";

const pool = new Pool({ connectionString: variable("DATABASE_URL"), max: writerConnections });
pool.on("error", () => {});
const boss = new PgBoss({ connectionString: variable("DATABASE_URL"), supervise: false, schedule: false });
boss.on("error", () => {});
await boss.start();
await boss.createQueue("effect", { notify: true });
await pool.query(thingTable);

const write = async (id: string): Promise<void> => {
  const client = await pool.connect();
  try {
    const event = told(id);
    await client.query("begin");
    await client.query({ ...insertThing, values: [id, event.title] });
    await boss.send("effect", event, { db: { executeSql: (text: string, values?: Array<unknown>) => client.query(text, values) } });
    await client.query("commit");
  } finally {
    client.release();
  }
};

listen(writerRoutes(write), () => Promise.all([boss.stop(), pool.end()]));
