import { join } from "node:path";
import { freePort } from "@cpts/servers/free-port";
import { startNats, type Nats } from "@cpts/servers/nats";

/** A server of a cluster, which can be killed and started again on its ports and store. */
export interface ClusterNode {
  readonly name: string;
  readonly url: string;
  readonly kill: () => Promise<void>;
  readonly start: () => Promise<void>;
}

export interface Cluster {
  readonly nodes: ReadonlyArray<ClusterNode>;
  /** The addresses of all, as `NATS_URL` takes them: separated by commas. */
  readonly urls: string;
  readonly stop: () => Promise<void>;
}

const size = 3;

const configOf = (name: string, own: number, routes: ReadonlyArray<number>): string => `
server_name: ${name}
cluster {
  name: cpts
  listen: "127.0.0.1:${own}"
  routes: [${routes.map((port) => `"nats://127.0.0.1:${port}"`).join(", ")}]
}`;

/** Three JetStream servers of one cluster on loopback, each with a store and ports of its own below `folder`. */
export const startCluster = async (options: { readonly binary: string; readonly folder: string }): Promise<Cluster> => {
  const names = Array.from({ length: size }, (_, index) => `node${index + 1}`);
  const clientPorts = await Promise.all(names.map(() => freePort()));
  const routePorts = await Promise.all(names.map(() => freePort()));
  const running = new Map<string, Nats>();
  const start = async (index: number): Promise<void> => {
    const name = names[index] ?? "";
    const config = configOf(name, routePorts[index] ?? 0, routePorts);
    running.set(name, await startNats({ storeDir: join(options.folder, name), binary: options.binary, port: clientPorts[index] ?? 0, config }));
  };
  await Promise.all(names.map((_, index) => start(index)));
  const nodes = names.map((name, index) => ({
    name,
    url: `nats://127.0.0.1:${clientPorts[index]}`,
    start: () => start(index),
    kill: async () => {
      running.get(name)?.kill();
      await running.get(name)?.exited;
    },
  }));
  return {
    nodes,
    urls: nodes.map(({ url }) => url).join(","),
    stop: async () => void (await Promise.all([...running.values()].map((nats) => nats.stop()))),
  };
};
