import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import { withClient } from "@cpts/testing/database";
import { brokerAvailable, privateBroker, type PrivateBroker } from "@cpts/testing/broker";
import { jetstreamManager } from "@nats-io/jetstream";
import { connect } from "@nats-io/transport-node";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { officer, sample } from "../testing/sample.fixture.ts";
import { serviceProcess } from "../testing/service-process.ts";
import { testService, type TestReplica, type TestService } from "../testing/test-service.ts";
import { leaseAskMs, leaseSeconds } from "./lease.ts";

const stream = "CPTS_SAMPLE";
const sampleMain = join(import.meta.dirname, "..", "testing", "sample-main.fixture.ts");
let broker: PrivateBroker;
let service: TestService;
/** The replica that is asked: the service itself, until it is stopped. */
let current: TestReplica;
let token: string;
let others: Array<TestReplica>;

const nats = () => ({ NATS_URL: broker.url });
const make = async (title: string, through: TestReplica = current): Promise<void> => {
  expect((await through.send("POST", "/v1/things", { token, json: { title } })).status).toBe(201);
};
const burst = (count: number) => Promise.all(Array.from({ length: count }, (_, index) => make(`${index}`)));
const logged = async (): Promise<ReadonlyArray<string>> =>
  (await current.send("GET", "/v1/events?after=0&limit=500")).json.events.map((event: { position: number; id: string; logid: string }) => `${event.logid} ${event.position} ${event.id}`);

const manage = async <A>(use: (manager: Awaited<ReturnType<typeof jetstreamManager>>) => Promise<A>): Promise<A> => {
  const connection = await connect({ servers: broker.url, timeout: 2_000 });
  try {
    return await use(await jetstreamManager(connection, { checkAPI: false }));
  } finally {
    await connection.close();
  }
};

/** What the stream holds, message by message: id header and place in the log. */
const streamed = (): Promise<ReadonlyArray<string>> =>
  manage(async (manager) => {
    const found: Array<string> = [];
    const { state } = await manager.streams.info(stream);
    for (let seq = state.first_seq; seq <= state.last_seq && seq > 0; seq += 1) {
      const message = await manager.streams.getMessage(stream, { seq });
      const event = message?.json<{ logid: string; position: number; id: string }>();
      expect(message?.header.get("Nats-Msg-Id")).toBe(event?.id);
      found.push(`${event?.logid} ${event?.position} ${event?.id}`);
    }
    return found;
  }).catch(() => ["no stream"]);
/** The last position that the stream holds. */
const published = (): Promise<number> =>
  manage(async (manager) => (await manager.streams.getMessage(stream, { last_by_subj: ">" }))?.json<{ position: number }>().position ?? 0);
const lease = async (): Promise<{ readonly holder: string; readonly expired: boolean; readonly secondsLeft: number }> =>
  withClient(service.database.ownerUrl, async (owner) => {
    const { rows } = await owner.query(
      "select holder, expires_at < clock_timestamp() as expired, coalesce(extract(epoch from nullif(expires_at, '-infinity') - clock_timestamp()), 0)::float8 as \"secondsLeft\" from lease where name = 'relay'",
    );
    return rows[0];
  });
const lag = async () => /cpts_relay_lag_events\{[^}]*\} (\d+)/u.exec((await current.send("GET", "/metrics")).text)?.[1];

/** Waits until the stream holds exactly the log; gives its length. */
const filled = async (): Promise<number> => {
  const log = await logged();
  await expect.poll(streamed).toEqual(log);
  return log.length;
};

const start = async (): Promise<void> => {
  service = await testService(sample, nats());
  current = service;
  token = await service.token(officer);
};
const restart = async (): Promise<void> => {
  current = await service.replica(nats());
  others.push(current);
};
const publishing = (replica: TestReplica) => replica.log.some(({ message }) => message === "publishing events to the broker");

describe.skipIf(!brokerAvailable())("the relay", () => {
  beforeEach(async () => {
    broker = await privateBroker();
    others = [];
  });
  afterEach(async () => {
    await Promise.all(others.map((other) => other.stop()));
    await service.stop();
    await broker.remove();
  });

  test("publishes every event in the order of the log, named by its id", async () => {
    await start();
    await burst(80);
    expect(await filled()).toBe(80);
  });

  test("publishes an event as soon as it is committed, not when it happens to look", async () => {
    await start();
    await make("warm");
    await filled();
    const waits: Array<number> = [];
    for (let index = 0; index < 15; index += 1) {
      await make(`${index}`);
      const began = performance.now();
      await expect.poll(published, { interval: 5 }).toBe(index + 2);
      waits.push(performance.now() - began);
    }
    // Whoever looks once a second comes half a second late, every other time.
    expect(waits.toSorted((a, b) => a - b)[7]).toBeLessThan(400);
  });

  test("publishes the CloudEvent that the feed serves, on the subject of its type", async () => {
    await start();
    await make("Amboise");
    await filled();
    const [event] = (await current.send("GET", "/v1/events")).json.events;
    await manage(async (manager) => {
      const message = await manager.streams.getMessage(stream, { last_by_subj: "cpts.sample.thing.made.v1" });
      expect(message?.json()).toEqual(event);
      expect(message?.header.get("content-type")).toBe("application/cloudevents+json");
      expect(message?.header.get("traceparent")).toBe(event.traceparent);
    });
  });

  test("a service that starts without its broker serves, and publishes when the broker comes", async () => {
    await broker.stop();
    await start();
    await burst(5);
    expect((await current.send("GET", "/readyz")).status).toBe(200);
    broker = await broker.restart();
    expect(await filled()).toBe(5);
  });

  test("a broker that stops and starts again lacks nothing", async () => {
    await start();
    await burst(5);
    await filled();
    broker.kill();
    await broker.exited;
    await burst(5);
    broker = await broker.restart();
    await burst(5);
    expect(await filled()).toBe(15);
  });

  test("a hung broker blocks neither writes nor readiness nor stopping", async () => {
    await start();
    await make("before");
    await filled();
    broker.freeze();
    await burst(20);
    expect((await current.send("GET", "/readyz")).status).toBe(200);
    const replica = await service.replica(nats());
    await replica.stop();
    broker.thaw();
    expect(await filled()).toBe(21);
  });

  test("a broker that starts again when it has forgotten the ids of its messages takes those that follow", async () => {
    await start();
    await burst(5);
    await filled();
    // The shortest window there is: it is over long before the broker has started again.
    await manage(async (manager) => manager.streams.update(stream, { ...(await manager.streams.info(stream)).config, duplicate_window: 100_000_000 }));
    await broker.stop();
    broker = await broker.restart();
    await make("after");
    expect(await filled()).toBe(6);
  });

  test("a stream deleted while the service runs is filled again from the log", async () => {
    await start();
    await burst(40);
    await filled();
    await manage((manager) => manager.streams.delete(stream));
    await make("after");
    expect(await filled()).toBe(41);
  });

  test("a purged stream is filled again from the log", async () => {
    await start();
    await burst(10);
    await filled();
    await service.running.stop();
    await manage((manager) => manager.streams.purge(stream));
    await restart();
    expect(await filled()).toBe(10);
  });

  test("a stream of another log is replaced", async () => {
    await start();
    await burst(10);
    await filled();
    await service.running.stop();
    await withClient(service.database.ownerUrl, (owner) => owner.query("update log_head set log_id = gen_random_uuid()"));
    await restart();
    expect(await filled()).toBe(10);
  });

  test("a broker restored to an earlier copy of its store gets what it lacks", async () => {
    await start();
    await burst(10);
    await filled();
    await broker.stop();
    const copy = `${broker.storeDir}-earlier`;
    cpSync(broker.storeDir, copy, { recursive: true });
    broker = await broker.restart();
    await burst(10);
    await filled();
    await broker.stop();
    rmSync(broker.storeDir, { recursive: true });
    cpSync(copy, broker.storeDir, { recursive: true });
    rmSync(copy, { recursive: true });
    broker = await broker.restart();
    expect(await filled()).toBe(20);
  });

  test("of two replicas one publishes; when it stops, it leaves the lease to the other", async () => {
    await start();
    const second = await service.replica(nats());
    others.push(second);
    await burst(20);
    await filled();
    expect([publishing(service), publishing(second)]).toEqual([true, false]);
    const { holder } = await lease();
    await service.running.stop();
    expect(await lease()).not.toMatchObject({ holder, expired: false });
    await make("after the stop", second);
    current = second;
    await filled();
    expect(publishing(second)).toBe(true);
  });

  test.each(["{}", "no JSON at all"])("a burst that is refused because a stranger wrote into the stream (%s) leaves no hole", async (strange) => {
    await start();
    await make("first");
    await filled();
    // A foreign message takes the sequence that the next event expects.
    const connection = await connect({ servers: broker.url });
    connection.publish("cpts.sample.thing.foreign.v1", strange);
    await connection.flush();
    await connection.close();
    await burst(40);
    expect(await filled()).toBe(41);
  });

  test("a process killed between commit and publication loses nothing", async () => {
    await start();
    await service.running.stop();
    const killed = serviceProcess(sampleMain, { ...service.environment, ...nats() });
    const url = await killed.url;
    await expect.poll(() => killed.output()).toContain("publishing events to the broker");
    broker.freeze();
    const write = (title: string) =>
      fetch(`${url}/v1/things`, { method: "POST", headers: { authorization: `Bearer ${token}`, "content-type": "application/json" }, body: JSON.stringify({ title }) });
    const answers = await Promise.all(Array.from({ length: 40 }, (_, index) => write(`${index}`)));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201));
    killed.child.kill("SIGKILL");
    await killed.exited;
    broker.thaw();
    await restart();
    expect(await filled()).toBe(40);
  });

  test("when the publishing process is killed, its lease is over within four seconds and another replica publishes", async () => {
    await start();
    await service.running.stop();
    const killed = serviceProcess(sampleMain, { ...service.environment, ...nats() });
    await killed.url;
    await expect.poll(() => killed.output()).toContain("publishing events to the broker");
    await restart();
    killed.child.kill("SIGKILL");
    await killed.exited;
    expect((await lease()).secondsLeft).toBeLessThanOrEqual(leaseSeconds);
    // Whoever waits asks this often, so that the promise of five seconds holds.
    expect(leaseSeconds * 1_000 + leaseAskMs).toBeLessThan(5_000);
    await make("after the kill");
    await filled();
  });

  test("the metrics tell how much the broker lacks", async () => {
    await start();
    await make("published");
    await filled();
    broker.kill();
    await broker.exited;
    await burst(3);
    await expect.poll(lag).toBe("3");
    broker = await broker.restart();
    await expect.poll(lag).toBe("0");
  });
});
