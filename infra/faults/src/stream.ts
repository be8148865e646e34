import { jetstream, jetstreamManager } from "@nats-io/jetstream";
import { connect, type NatsConnection } from "@nats-io/transport-node";
import { someOf } from "@cpts/testing/faults/log-check";

export const stream = "CPTS_REGISTRY";

const connected = async <A>(url: string, use: (connection: NatsConnection) => Promise<A>): Promise<A> => {
  const connection = await connect({ servers: url.split(","), timeout: 2_000, reconnect: false });
  try {
    return await use(connection);
  } finally {
    await connection.close();
  }
};

interface Held {
  readonly id: string;
  readonly logid: string;
  readonly position: number;
}

/** What the last message of the stream is. */
export const streamEnd = (url: string): Promise<{ readonly logId: string; readonly position: number } | null> =>
  connected(url, async (connection) => {
    const manager = await jetstreamManager(connection, { checkAPI: false, timeout: 2_000 });
    const message = await manager.streams.getMessage(stream, { last_by_subj: "cpts.registry.>" });
    if (message === null) return null;
    const { logid, position } = message.json<Held>();
    return { logId: logid, position };
  });

const readStream = async (connection: NatsConnection): Promise<ReadonlyArray<Held>> => {
  const manager = await jetstreamManager(connection, { checkAPI: false });
  const { messages } = (await manager.streams.info(stream)).state;
  const found: Array<Held> = [];
  if (messages === 0) return found;
  const consumer = await jetstream(connection).consumers.get(stream);
  for await (const message of await consumer.consume()) {
    found.push(message.json<Held>());
    if (message.info.pending === 0) break;
  }
  return found;
};

/** The stream holds every event of the log exactly once and in order, and nothing else. */
export const streamFaults = (url: string, ids: ReadonlyArray<string>): Promise<ReadonlyArray<string>> =>
  connected(url, async (connection) => {
    const held = await readStream(connection);
    const wrong = held.flatMap(({ id, position }, index) => (position === index + 1 && id === ids[index] ? [] : [`${position} (${id}) at place ${index + 1}`]));
    return [...someOf("the stream is not the log", wrong), ...(held.length === ids.length ? [] : [`the stream holds ${held.length} messages, the log ${ids.length} events`])];
  });

/** What an operator's slip or a broken disk does. */
export const deleteStream = (url: string): Promise<void> =>
  connected(url, async (connection) => {
    await (await jetstreamManager(connection, { checkAPI: false })).streams.delete(stream);
  });

/** Who leads, and whether the others are up to date. */
export const streamReplicas = (url: string): Promise<{ readonly leader: string | undefined; readonly allCurrent: boolean }> =>
  connected(url, async (connection) => {
    const { cluster } = await (await jetstreamManager(connection, { checkAPI: false, timeout: 2_000 })).streams.info(stream);
    return { leader: cluster?.leader, allCurrent: (cluster?.replicas ?? []).every(({ current, offline }) => current && offline !== true) };
  });
