import { jetstream, jetstreamManager, JetStreamApiError, type JetStreamClient, type JetStreamManager } from "@nats-io/jetstream";
import { connect, headers, type NatsConnection } from "@nats-io/transport-node";
import type { EventEnvelope } from "@cpts/domain/EventEnvelope";

type EncodedEvent = typeof EventEnvelope.Encoded;

/** Where a stream has got to: its last sequence, and the event that its last message holds (null when it holds none). */
export interface StreamEnd {
  readonly sequence: number;
  readonly event: { readonly id: string; readonly logId: string; readonly position: number } | null;
}

/** The message behind which an event belongs: no id before the first. */
export interface Predecessor {
  readonly sequence: number;
  readonly id: string | null;
}

const publishTimeoutMs = 2_000;
const duplicateWindowNs = 120_000_000_000;
const streamNotFound = 10_059;
const noMessageFound = 10_037;

/** Anybody may have put anything into the stream. */
const eventOf = (message: { readonly json: <T>() => T }): StreamEnd["event"] => {
  try {
    const { id, logid, position } = message.json<EncodedEvent>();
    return { id, logId: logid, position };
  } catch {
    return null;
  }
};

/** The broker as the relay needs it: one stream per service, rebuilt from the log whenever it lacks something. */
export class Broker {
  readonly #connection: NatsConnection;
  readonly #client: JetStreamClient;
  readonly #manager: JetStreamManager;
  readonly #stream: string;
  readonly #subjects: string;
  #reconnections = 0;

  private constructor(connection: NatsConnection, manager: JetStreamManager, source: string) {
    this.#connection = connection;
    this.#client = jetstream(connection, { timeout: publishTimeoutMs });
    this.#manager = manager;
    this.#stream = `CPTS_${source.toUpperCase()}`;
    this.#subjects = `cpts.${source}.>`;
    void this.#countReconnections();
  }

  async #countReconnections(): Promise<void> {
    for await (const { type } of this.#connection.status()) if (type === "reconnect") this.#reconnections += 1;
  }

  /** How often the connection was lost and found: a broker that was away may have forgotten what it had. */
  get reconnections(): number {
    return this.#reconnections;
  }

  static async connect(url: string, source: string): Promise<Broker> {
    const connection = await connect({
      servers: url,
      name: `cpts-${source}-relay`,
      maxReconnectAttempts: -1,
      reconnectTimeWait: 500,
      pingInterval: 2_000,
      maxPingOut: 2,
      timeout: publishTimeoutMs,
    });
    try {
      return new Broker(connection, await jetstreamManager(connection, { timeout: publishTimeoutMs, checkAPI: false }), source);
    } catch (error) {
      await connection.close();
      throw error;
    }
  }

  /** Version of the server, for the logs. */
  get version(): string {
    return this.#connection.info?.version ?? "unknown";
  }

  /** Creates the stream when it is missing, and says where it ends. */
  async streamEnd(): Promise<StreamEnd> {
    const sequence = await this.#lastSequence();
    try {
      const message = await this.#manager.streams.getMessage(this.#stream, { last_by_subj: this.#subjects });
      if (message === null) return { sequence, event: null };
      return { sequence, event: eventOf(message) };
    } catch (error) {
      if (error instanceof JetStreamApiError && error.code === noMessageFound) return { sequence, event: null };
      throw error;
    }
  }

  /**
   * Forgets what the stream holds. Purging would not do: it keeps the window of message ids, which then refuses the
   * very events that are to be published again.
   */
  async restart(): Promise<StreamEnd> {
    await this.#manager.streams.delete(this.#stream);
    return { sequence: await this.#lastSequence(), event: null };
  }

  /**
   * Publishes one event right behind the one before; resolves when the broker says that it is stored there. The
   * expectations keep holes out: when one message of a burst is refused, all that follow are.
   */
  async publish(event: EncodedEvent, { id, sequence }: Predecessor): Promise<void> {
    const head = headers();
    head.set("content-type", "application/cloudevents+json");
    if (event.traceparent !== undefined) head.set("traceparent", event.traceparent);
    const { seq } = await this.#client.publish(event.type, JSON.stringify(event), {
      msgID: event.id,
      expect: { lastSequence: sequence, ...(id === null ? {} : { lastMsgID: id }) },
      headers: head,
      timeout: publishTimeoutMs,
    });
    if (seq !== sequence + 1) throw new Error(`event ${event.position} is stored at sequence ${seq} instead of ${sequence + 1}`);
  }

  async #lastSequence(): Promise<number> {
    try {
      return (await this.#manager.streams.info(this.#stream)).state.last_seq;
    } catch (error) {
      if (!(error instanceof JetStreamApiError) || error.code !== streamNotFound) throw error;
      const made = await this.#manager.streams.add({ name: this.#stream, subjects: [this.#subjects], storage: "file", duplicate_window: duplicateWindowNs });
      return made.state.last_seq;
    }
  }

  /** True while the connection stands. */
  get isConnected(): boolean {
    return !this.#connection.isClosed();
  }

  async close(): Promise<void> {
    await this.#connection.close();
  }
}
