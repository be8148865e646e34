/**
 * The NATS client, loaded when it is asked for: an optional peer of this package.
 *
 * @since 0.1.0
 */
import type { BrokerConnection } from "./subscription/broker-connection.ts";

/** Connects once; rejects when there is no server. */
export const connectTo = async (servers: string): Promise<BrokerConnection> => {
  const { connect } = await import("@nats-io/transport-node");
  return connect({ servers: servers.split(","), maxReconnectAttempts: -1, reconnectTimeWait: 500, reconnectJitter: 500, timeout: 5_000 });
};
