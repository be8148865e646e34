/**
 * The NATS client, loaded when it is asked for: an optional peer of this package.
 *
 * @since 0.1.0
 */
import type { BrokerConnection } from "./subscription/broker-connection.ts";

/** Connects once; rejects when there is no server. */
export const connectTo = async (servers: string): Promise<BrokerConnection> => {
  const client = await import("@nats-io/transport-node");
  // The client is CommonJS: a bundler may give it whole, as the default of the module.
  const { connect } = "connect" in client ? client : (client as { readonly default: typeof client }).default;
  return connect({ servers: servers.split(","), maxReconnectAttempts: -1, reconnectTimeWait: 500, reconnectJitter: 500, timeout: 5_000 });
};
