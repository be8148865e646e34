import { freePort } from "@cpts/servers/free-port";
import { privateBroker, type BrokerServer, type PrivateBroker } from "./broker.ts";

/** Three brokers that are one, each to kill, freeze and start again. */
export interface BrokerCluster {
  /** Every server, separated by commas. */
  readonly url: string;
  /** By name: `n1`, `n2`, `n3`, as the cluster calls its leaders. */
  readonly nodes: ReadonlyMap<string, PrivateBroker>;
  /** Starts a node again, after a kill or a stop. */
  readonly restart: (name: string) => Promise<void>;
  readonly remove: () => Promise<void>;
}

const names = ["n1", "n2", "n3"] as const;

/** A JetStream cluster of three on this machine. Its first stream can be made once a leader is elected: ask again until it is. */
export const brokerCluster = async (options: { readonly server?: BrokerServer } = {}): Promise<BrokerCluster> => {
  const ports = await Promise.all(names.map(() => freePort()));
  const routes = ports.map((port) => `"nats://127.0.0.1:${port}"`).join(", ");
  const configOf = (index: number): string => `
server_name: ${names[index]}
cluster { name: cpts, listen: "127.0.0.1:${ports[index]}", routes: [${routes}] }`;
  const started = await Promise.all(names.map(async (name, index) => [name, await privateBroker({ ...options, config: configOf(index) })] as const));
  const nodes = new Map<string, PrivateBroker>(started);
  return {
    nodes,
    url: started.map(([, { url }]) => url).join(","),
    restart: async (name) => {
      const node = nodes.get(name);
      if (node === undefined) throw new Error(`no node ${name}`);
      nodes.set(name, await node.restart());
    },
    remove: async () => {
      await Promise.all([...nodes.values()].map((node) => node.remove()));
    },
  };
};
