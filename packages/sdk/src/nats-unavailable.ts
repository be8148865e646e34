/**
 * Stands for the NATS client in browsers, which have no TCP: give a WebSocket connection instead of an address.
 *
 * @since 0.1.0
 */
import type { BrokerConnection } from "./subscription/broker-connection.ts";

/** Rejects: a browser cannot connect to a `nats://` address. */
export const connectTo = (servers: string): Promise<BrokerConnection> =>
  Promise.reject(new TypeError(`a browser cannot connect to ${servers}: give a connection made by wsconnect() of @nats-io/nats-core`));
