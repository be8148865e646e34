import { join } from "node:path";
import { findCurrentNats, findNats, startNats, type Nats } from "@cpts/servers/nats";
import { temporaryFolder } from "@cpts/servers/temporary-folder";
import { markBrokerUse } from "./broker-use.ts";
import { natsAddress } from "./server-addresses.ts";

export type TestBroker = { readonly natsAvailable: true; readonly url: string } | { readonly natsAvailable: false; readonly url: null };

/** Whether tests have a broker, known while they are collected: `it.skipIf(!brokerAvailable())`. */
export const brokerAvailable = (): boolean => (process.env["CPTS_TEST_NATS"] ?? "") !== "" || findNats() !== null;

/** Which NATS server a test means: the one that everything runs with, or the newest that the toolchain could fetch beside it. */
export type BrokerServer = "usual" | "current";

/** The program of a server, null when this machine has none. */
export const brokerProgram = (server: BrokerServer): string | null => (server === "usual" ? findNats() : findCurrentNats());

/**
 * Every server of this machine, to run a test on each: `describe.each(brokerServers())`. Says so on the error output when the
 * current one is missing (CPTS_NATS_CURRENT), for what is skipped is not tested.
 */
export const brokerServers = (): ReadonlyArray<BrokerServer> => {
  if (brokerProgram("current") === null) console.error("CPTS_NATS_CURRENT names no NATS server: nothing is tested on a current one.");
  return (["usual", "current"] as const).filter((server) => brokerProgram(server) !== null);
};

/** The broker that all tests of a run share; counts the running test among those that used it. Choose subjects of your own. */
export const testBroker = async (): Promise<TestBroker> => {
  const url = await natsAddress();
  if (url === "") return { natsAvailable: false, url: null };
  markBrokerUse();
  return { natsAvailable: true, url };
};

export type PrivateBroker = Nats & {
  /** Where it keeps its streams: copy it while the broker is stopped, to restore an earlier state. */
  readonly storeDir: string;
  /** Starts again on the same port and store, after a kill or a stop. */
  readonly restart: () => Promise<PrivateBroker>;
  /** Stops it and forgets what it stored. */
  readonly remove: () => Promise<void>;
};

export interface BrokerOptions {
  /** More lines of nats-server's own configuration, such as accounts. */
  readonly config?: string;
  readonly server?: BrokerServer;
}

/** A broker that a test may kill, freeze or empty. Ready in about 30 ms: also the way to have the usual subjects to oneself. */
export const privateBroker = async ({ server = "usual", ...options }: BrokerOptions = {}): Promise<PrivateBroker> => {
  const binary = brokerProgram(server);
  if (binary === null) throw new Error(`no ${server} NATS server on this machine: guard the test with brokerAvailable() or brokerServers()`);
  markBrokerUse();
  const folder = temporaryFolder();
  const storeDir = join(folder.path, "nats");
  const start = async (port: number): Promise<PrivateBroker> => {
    const nats = await startNats({ ...options, storeDir, binary, port });
    return {
      ...nats,
      storeDir,
      restart: async () => {
        await nats.stop();
        return start(nats.port);
      },
      remove: async () => {
        await nats.stop();
        folder.remove();
      },
    };
  };
  return start(0);
};
