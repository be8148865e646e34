import { Broker } from "../events/relay/broker.ts";
import { streamName } from "../events/relay/stream-definition.ts";
import { print, type Command, type Run } from "./command.ts";

/**
 * For a job before the first start, or after `NATS_STREAM_REPLICAS` was changed. A second run changes nothing. The relay does
 * the same when it connects.
 */
const makeStream: Run = async (service, config) => {
  if (config.NATS_URL === null) throw new Error("NATS_URL is not given: there is no broker to make a stream on");
  const broker = await Broker.connect({ url: config.NATS_URL, source: service.name, replicas: config.NATS_STREAM_REPLICAS });
  try {
    print(`${streamName(service.name)}: ${await broker.ensureStream()} (nats-server ${broker.version})`);
    return true;
  } finally {
    await broker.close();
  }
};

export const streamsCommand: Command = {
  name: "streams",
  usage: [["", "makes its stream on the broker, or changes it to what it is defined as"]],
  read: (words) => (words.length === 0 ? makeStream : null),
};
