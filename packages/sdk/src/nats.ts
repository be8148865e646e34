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

/** A lane over an address (connecting and reconnecting by itself), or over a connection, which stays the caller's. */
export const natsLane = (server: string | BrokerConnection): LiveLane => ({
  open: async (source, onEvent, onStateChange, signal) => {
    const subject = `cpts.${source}.>`;
    if (typeof server !== "string") return listen(server, subject, onEvent, onStateChange, signal);
    for (let attempt = 1; !signal.aborted; attempt++) {
      try {
        const connection = await connectTo(server);
        attempt = 1;
        try {
          await listen(connection, subject, onEvent, onStateChange, signal);
        } finally {
          await connection.close();
        }
      } catch (error) {
        // Without the client there will be no connection, ever: say so. Without a server there may be one later.
        if (error instanceof TypeError || (error instanceof Error && "code" in error && error.code === "ERR_MODULE_NOT_FOUND")) throw error;
      }
      await pause(backOff(attempt, span), signal).catch(() => undefined);
    }
  },
});
