import { join } from "node:path";
import { findNats, startNats } from "./nats.ts";
import { startPostgres } from "./postgres.ts";

// Starts servers in the folder it is given, says where they are, and waits to be killed.
const [, , folder = ""] = process.argv;
const binary = findNats();
const postgres = await startPostgres({ dataDir: join(folder, "postgres"), durable: false });
const nats = binary === null ? null : await startNats({ storeDir: join(folder, "nats"), binary });
process.stdout.write(`${JSON.stringify({ ports: [postgres.port, ...(nats === null ? [] : [nats.port])] })}\n`);
setInterval(() => {}, 60_000);
