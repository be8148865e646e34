import { join } from "node:path";
import { brokerAvailable, brokerServers, privateBroker, type PrivateBroker } from "@cpts/testing/broker";
import { DiscardPolicy, StorageType } from "@nats-io/jetstream";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { manage, stream } from "../testing/relay.fixture.ts";
import { serviceProcess } from "../testing/service-process.ts";
import { Broker, isRefusal, type StreamState } from "../events/relay/broker.ts";
import { streamDefinition } from "../events/relay/stream-definition.ts";

const file = join(import.meta.dirname, "..", "testing", "sample-main.fixture.ts");

/** The command as a job runs it; it needs no database. */
const streams = async (environment: Readonly<Record<string, string>>): Promise<{ readonly code: number | null; readonly output: string }> => {
  const job = serviceProcess(file, { DATABASE_URL: "postgres://nobody@127.0.0.1:1/none", ...environment }, ["streams"]);
  const { code } = await job.exited;
  return { code, output: job.output().trim() };
};

test.each([
  ["2.9.10", false],
  ["2.10.0", true],
  ["2.15.1", true],
  ["3.0.0", true],
  ["2.9.99-beta", false],
])("a server %s is asked to compress: %s", (version, compresses) => {
  const { compression, metadata } = streamDefinition("registry", { replicas: 1 }, version);
  expect([compression, metadata]).toEqual(compresses ? ["s2", { "cpts.source": "registry" }] : [undefined, undefined]);
});

test("a job without a broker to make a stream on fails", async () => {
  expect(await streams({})).toMatchObject({ code: 1, output: expect.stringContaining("NATS_URL is not given") });
});

describe.each(brokerServers())("the stream on the %s server", (server) => {
  let broker: PrivateBroker;
  beforeEach(async () => {
    broker = await privateBroker({ server });
  });
  afterEach(() => broker.remove());
  const config = () => manage(broker.url, async (manager) => (await manager.streams.info(stream)).config);
  const ensure = async (replicas = 1): Promise<StreamState> => {
    const connected = await Broker.connect({ url: broker.url, source: "sample", replicas });
    try {
      return await connected.ensureStream();
    } finally {
      await connected.close();
    }
  };

  test("is made as it is defined; a second time changes nothing", async () => {
    expect(await ensure()).toBe("made");
    const made = await config();
    expect(made).toMatchObject({ subjects: ["cpts.sample.>"], storage: "file", discard: "new", deny_delete: true, max_age: 0, num_replicas: 1, ...(server === "current" && { compression: "s2" }) });
    expect(await ensure()).toBe("unchanged");
    expect(await config()).toEqual(made);
  });

  test("that was made otherwise is changed, and keeps what it holds", async () => {
    await manage(broker.url, async (manager) => {
      await manager.streams.add({ name: stream, subjects: ["cpts.sample.>"], discard: DiscardPolicy.Old, max_msgs: 10_000 });
      await manager.jetstream().publish("cpts.sample.thing.made.v1", "{}");
    });
    expect(await ensure()).toBe("changed");
    expect(await config()).toMatchObject({ discard: "new", deny_delete: true, max_msgs: -1 });
    expect(await manage(broker.url, async (manager) => (await manager.streams.info(stream)).state.messages)).toBe(1);
    expect(await ensure()).toBe("unchanged");
  });

  test("is refused when the broker cannot keep it so: in memory already, or on more servers than there are", async () => {
    await expect(ensure(3)).rejects.toSatisfy(isRefusal);
    await manage(broker.url, (manager) => manager.streams.add({ name: stream, subjects: ["cpts.sample.>"], storage: StorageType.Memory }));
    await expect(ensure()).rejects.toSatisfy(isRefusal);
  });
});

test.skipIf(!brokerAvailable())("the job says what became of the stream, and fails with the broker's reason", async () => {
  const broker = await privateBroker();
  try {
    expect(await streams({ NATS_URL: broker.url, NATS_STREAM_REPLICAS: "3" })).toMatchObject({ code: 1, output: expect.stringContaining("replicas") });
    expect(await streams({ NATS_URL: broker.url })).toMatchObject({ code: 0, output: expect.stringMatching(/^CPTS_SAMPLE: made /u) });
  } finally {
    await broker.remove();
  }
});
