import { rmSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { freePort } from "@cpts/servers/free-port";
import { startNats, type Nats } from "@cpts/servers/nats";
import { startPostgres, type Postgres } from "@cpts/servers/postgres";
import { killFamily } from "@cpts/testing/faults/kill-family";

/** A PostgreSQL as in production (fsync on) that can be killed and comes back on the same port. */
export interface DatabaseUnderTest {
  readonly port: number;
  readonly url: Postgres["url"];
  readonly dataDir: string;
  /** SIGKILL of the postmaster and every backend. */
  readonly kill: () => Promise<void>;
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

export const databaseUnderTest = async (dataDir: string): Promise<DatabaseUnderTest> => {
  const port = await freePort();
  const launch = (): Promise<Postgres> => startPostgres({ dataDir, durable: true, port });
  let running = await launch();
  return {
    port,
    dataDir,
    url: (database, role) => running.url(database, role),
    kill: async () => {
      killFamily(running.pid);
      await running.exited;
    },
    start: async () => {
      running = await launch();
    },
    stop: () => running.stop(),
  };
};

/** A broker that can be stopped, frozen, emptied, and comes back on the same port. */
export interface BrokerUnderTest {
  readonly url: string;
  readonly port: number;
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
  readonly kill: () => Promise<void>;
  readonly freeze: () => void;
  readonly thaw: () => void;
  /** Removes what it has stored; only while it is stopped. */
  readonly forget: () => void;
}

export const brokerUnderTest = async (binary: string, storeDir: string): Promise<BrokerUnderTest> => {
  const launch = (port: number): Promise<Nats> => startNats({ storeDir, binary, port });
  let running = await launch(0);
  const { port, url } = running;
  return {
    port,
    url,
    start: async () => {
      // The port may still be in TIME_WAIT on a busy machine.
      for (let attempt = 1; ; attempt += 1) {
        try {
          running = await launch(port);
          return;
        } catch (error) {
          if (attempt === 5) throw error;
          await delay(200);
        }
      }
    },
    stop: () => running.stop(),
    kill: async () => {
      running.kill();
      await running.exited;
    },
    freeze: () => running.freeze(),
    thaw: () => running.thaw(),
    forget: () => rmSync(storeDir, { recursive: true, force: true }),
  };
};
