/**
 * NATS as a live lane: a core subscription to all events of a source. It leaves nothing in the broker, needs no right
 * but to subscribe, and hears what is published to JetStream as well; what it misses comes from the feed.
 *
 * @example
 * ```ts
 * import { natsLane } from "@cpts/sdk/nats"
 *
 * typeof natsLane("nats://127.0.0.1:4222").open // => "function"
 * ```
 *
 * @since 0.1.0
 */
import { connectTo } from "#nats-transport";
import { backOff, pause } from "./pause.ts";
import type { BrokerConnection } from "./subscription/broker-connection.ts";
import type { LaneState, LiveLane } from "./subscription/live-lane.ts";

export { brokerAddress, type BrokerAddress } from "./nats-address.ts";
export type { BrokerConnection } from "./subscription/broker-connection.ts";

/** Between attempts to connect, in milliseconds. */
const span = { first: 250, longest: 15_000 };

/** Resolves when the signal aborts. */
const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });

/** Listens until the signal aborts or the connection is closed for good. */
const listen = async (
  connection: BrokerConnection,
  subject: string,
  onEvent: (event: unknown) => void,
  onStateChange: (state: LaneState) => void,
  signal: AbortSignal,
): Promise<void> => {
  const subscription = connection.subscribe(subject, {
    callback: (error, message) => {
      if (error !== null) return;
      try {
        onEvent(message.json());
      } catch {
        // No event of ours. If it should have been one, its position is missing and the feed has it.
      }
    },
  });
  const watch = async (): Promise<void> => {
    for await (const { type } of connection.status()) {
      if (type === "disconnect") onStateChange("closed");
      if (type === "reconnect") onStateChange("open");
      if (type === "close") return;
    }
  };
  try {
    // What is published from here on is heard.
    await Promise.race([connection.flush(), aborted(signal)]);
    if (signal.aborted) return;
    onStateChange("open");
    await Promise.race([watch(), aborted(signal)]);
  } finally {
    if (!connection.isClosed()) subscription.unsubscribe();
    onStateChange("closed");
  }
};

/** What no waiting heals: no NATS client in this installation, an address that is none, a connection closed by its owner. */
class LaneImpossible extends Error {}

const isHopeless = (error: unknown): boolean =>
  error instanceof LaneImpossible || error instanceof TypeError || (error instanceof Error && "code" in error && error.code === "ERR_MODULE_NOT_FOUND");

/**
 * A lane over the address of a server, connecting and reconnecting by itself; or over a connection, which stays the
 * caller's to close. Several servers are separated by commas; user and password go into the address, percent-encoded.
 */
export const natsLane = (server: string | BrokerConnection): LiveLane => ({
  open: async (source, onEvent, onStateChange, signal) => {
    const subject = `cpts.${source}.>`;
    let failures = 0;
    while (!signal.aborted) {
      try {
        const connection = typeof server === "string" ? await connectTo(server) : server;
        if (connection.isClosed()) throw new LaneImpossible("the NATS connection is closed");
        failures = 0;
        try {
          await listen(connection, subject, onEvent, onStateChange, signal);
        } finally {
          if (typeof server === "string") await connection.close();
        }
      } catch (error) {
        if (isHopeless(error)) throw error;
      }
      failures += 1;
      await pause(backOff(failures, span), signal).catch(() => undefined);
    }
  },
});
