import { jetstream, jetstreamManager, JetStreamApiError, type JetStreamClient, type JetStreamManager, type StreamInfo } from "@nats-io/jetstream";
import { connect, headers, type NatsConnection } from "@nats-io/transport-node";
import { brokerAddress } from "@cpts/sdk/nats";
import type { EncodedEnvelope } from "../log/envelope.ts";
import { differences, streamDefinition, streamName, subjectsOf, type StreamChoices } from "./stream-definition.ts";


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

/** How a broker is reached, and what it is to keep. */
export interface BrokerOptions extends StreamChoices {
  readonly url: string;
  readonly source: string;
}

/** What became of a stream that had to be as it is defined. */
export type StreamState = "made" | "changed" | "unchanged";

/** A broker that does not answer a call for this long is away. */
export const answerTimeoutMs = 2_000;
/** A connection that swallows everything is noticed when two pings went unanswered: 4.5 s at worst. */
export const pings = { pingInterval: 1_500, maxPingOut: 2 } as const;

const streamNotFound = 10_059;
const noMessageFound = 10_037;
const duplicateConflict = 10_158;

/**
 * The broker takes an event for one that it has, and has not got it: a cluster's leader has noted the id, and its followers
 * never stored the message. It would say so until its window of duplicates is over.
 */
export class MistakenForDuplicate extends Error {}

/** The broker answered, and said no: what it holds is other than what was expected. */
export const isRefusal = (error: unknown): boolean => error instanceof JetStreamApiError || error instanceof MistakenForDuplicate;

const isApiError = (error: unknown, code: number): boolean => error instanceof JetStreamApiError && error.code === code;

/** Anybody may have put anything into the stream. */
const eventOf = (message: { readonly json: <T>() => T }): StreamEnd["event"] => {
  try {
    const { id, logid, position } = message.json<EncodedEnvelope>();
    return { id, logId: logid, position };
  } catch {
    return null;
  }
};

const headersOf = ({ traceparent }: EncodedEnvelope) => {
  const head = headers();
  head.set("content-type", "application/cloudevents+json");
  if (traceparent !== undefined) head.set("traceparent", traceparent);
  return head;
};

/** The broker as the relay needs it: one stream per service, rebuilt from the log whenever it lacks something. */
export class Broker {
  readonly #connection: NatsConnection;
  readonly #client: JetStreamClient;
  readonly #manager: JetStreamManager;
  readonly #options: BrokerOptions;
  readonly #stream: string;
  #losses = 0;
  #isLive = true;

  private constructor(connection: NatsConnection, manager: JetStreamManager, options: BrokerOptions) {
    this.#connection = connection;
    this.#client = jetstream(connection, { timeout: answerTimeoutMs });
    this.#manager = manager;
    this.#options = options;
    this.#stream = streamName(options.source);
    void this.#watch();
  }

  async #watch(): Promise<void> {
    for await (const { type } of this.#connection.status()) {
      if (type === "disconnect" || type === "close") {
        this.#isLive = false;
        this.#losses += 1;
      }
      if (type === "reconnect") this.#isLive = true;
    }
  }

  /** How often the connection was lost: a broker that was away may have forgotten what it had. */
  get losses(): number {
    return this.#losses;
  }

  /** True while a server is connected. */
  get isLive(): boolean {
    return this.#isLive && !this.isClosed;
  }

  /** Closed for good; one that is merely lost reconnects by itself. */
  get isClosed(): boolean {
    return this.#connection.isClosed();
  }

  static async connect(options: BrokerOptions): Promise<Broker> {
    const connection = await connect({
      ...brokerAddress(options.url),
      ...pings,
      name: `cpts-${options.source}-relay`,
      maxReconnectAttempts: -1,
      reconnectTimeWait: 500,
      timeout: answerTimeoutMs,
    });
    try {
      return new Broker(connection, await jetstreamManager(connection, { timeout: answerTimeoutMs, checkAPI: false }), options);
    } catch (error) {
      await connection.close();
      throw error;
    }
  }

  /** Version of the server, for the logs. */
  get version(): string {
    return this.#connection.info?.version ?? "0";
  }

  get #definition() {
    return streamDefinition(this.#options.source, this.#options, this.version);
  }

  /** Makes the stream when it is missing, and changes one that is not as it is defined; rejects when the broker refuses. */
  async ensureStream(): Promise<StreamState> {
    const { info, made } = await this.#foundOrMade();
    if (made) return "made";
    const wanted = this.#definition;
    if (differences(wanted, info.config).length === 0) return "unchanged";
    const metadata = { ...info.config.metadata, ...wanted.metadata };
    await this.#manager.streams.update(this.#stream, { ...wanted, ...(wanted.metadata === undefined ? {} : { metadata }) });
    return "changed";
  }

  /** Creates the stream when it is missing, and says where it ends. */
  async streamEnd(): Promise<StreamEnd> {
    const sequence = (await this.#foundOrMade()).info.state.last_seq;
    try {
      const message = await this.#manager.streams.getMessage(this.#stream, { last_by_subj: subjectsOf(this.#options.source) });
      if (message === null) return { sequence, event: null };
      return { sequence, event: eventOf(message) };
    } catch (error) {
      if (isApiError(error, noMessageFound)) return { sequence, event: null };
      throw error;
    }
  }

  /**
   * Forgets what the stream holds. Purging would not do: it keeps the window of message ids, which then refuses the
   * very events that are to be published again.
   */
  async restart(): Promise<StreamEnd> {
    try {
      await this.#manager.streams.delete(this.#stream);
    } catch (error) {
      // Somebody else was quicker, or an answer was lost.
      if (!isApiError(error, streamNotFound)) throw error;
    }
    return { sequence: (await this.#foundOrMade()).info.state.last_seq, event: null };
  }

  /**
   * Publishes one event right behind the one before; resolves when the broker says that it is stored there. The
   * expectations keep holes out: when one message of a burst is refused, all that follow are; and whoever publishes from
   * old knowledge, a replica that was frozen and has lost its lease, is refused too. `named: false` leaves the id out, for a
   * broker that mistakes the event for one it has; the expected sequence alone keeps it single.
   */
  async publish(event: EncodedEnvelope, { id, sequence }: Predecessor, named = true): Promise<void> {
    try {
      const { duplicate, seq } = await this.#client.publish(event.type, JSON.stringify(event), {
        ...(named ? { msgID: event.id } : {}),
        expect: { lastSequence: sequence, ...(id === null ? {} : { lastMsgID: id }) },
        headers: headersOf(event),
        timeout: answerTimeoutMs,
      });
      if (seq === sequence + 1) return;
      if (duplicate) throw new MistakenForDuplicate(`event ${event.position} is said to be stored at sequence ${seq}`);
      throw new Error(`event ${event.position} is stored at sequence ${seq} instead of ${sequence + 1}`);
    } catch (error) {
      if (isApiError(error, duplicateConflict)) throw new MistakenForDuplicate(`event ${event.position} is said to be on its way`);
      throw error;
    }
  }

  async #foundOrMade(): Promise<{ readonly info: StreamInfo; readonly made: boolean }> {
    try {
      return { info: await this.#manager.streams.info(this.#stream), made: false };
    } catch (error) {
      if (!isApiError(error, streamNotFound)) throw error;
      return { info: await this.#manager.streams.add(this.#definition), made: true };
    }
  }

  async close(): Promise<void> {
    await this.#connection.close();
  }
}
