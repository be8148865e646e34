/**
 * What the SDK uses of a NATS connection: any `NatsConnection` of `@nats-io/*` fits, over TCP or WebSocket.
 *
 * @since 0.1.0
 */

/** A connection to a NATS server. */
export interface BrokerConnection {
  subscribe(subject: string, options: { callback: (error: Error | null, message: { json<T>(): T }) => void }): { unsubscribe(): void };
  flush(): Promise<void>;
  status(): AsyncIterable<{ readonly type: string }>;
  isClosed(): boolean;
  close(): Promise<void>;
}
