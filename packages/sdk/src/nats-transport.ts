/**
 * The NATS client, loaded when it is asked for: an optional peer of this package.
 *
 * @since 0.1.0
 */
import { brokerAddress } from "./nats-address.ts";
import type { BrokerConnection } from "./subscription/broker-connection.ts";

/** A network that swallows everything is noticed within (2 + 1) x 1.5 s: the client waits for two answers before it gives up. */
const pings = { pingInterval: 1_500, maxPingOut: 2 };

/** Connects once; rejects when there is no server. */
export const connectTo = async (servers: string): Promise<BrokerConnection> => {
  const address = brokerAddress(servers);
  const client = await import("@nats-io/transport-node");
  // The client is CommonJS: a bundler may give it whole, as the default of the module.
  const { connect } = "connect" in client ? client : (client as { readonly default: typeof client }).default;
  return connect({ ...address, ...pings, maxReconnectAttempts: -1, reconnectTimeWait: 500, reconnectJitter: 500, timeout: 5_000 });
};
