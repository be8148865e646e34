import { join } from "node:path";
import { brokerAvailable, privateBroker, type PrivateBroker } from "@cpts/testing/broker";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { publishing, relayScene, streamed, type RelayScene } from "../../testing/relay.fixture.ts";
import { officer } from "../../testing/sample.fixture.ts";
import { serviceProcess, type ServiceProcess } from "../../testing/service-process.ts";
import { leaseAskMs, leaseSeconds } from "../../database/lease.ts";

const sampleMain = join(import.meta.dirname, "..", "..", "testing", "sample-main.fixture.ts");
let broker: PrivateBroker;
let scene: RelayScene;

/** A replica in a process of its own that publishes, the service of the scene being stopped. */
const publisher = async (): Promise<ServiceProcess & { readonly write: (count: number) => Promise<void> }> => {
  await scene.service.running.stop();
  const other = serviceProcess(sampleMain, { ...scene.service.environment, NATS_URL: broker.url });
  const url = await other.url;
  await expect.poll(() => other.output()).toContain("publishing events to the broker");
  const token = await scene.service.token(officer);
  const write = (title: string) =>
    fetch(`${url}/v1/things`, { method: "POST", headers: { authorization: `Bearer ${token}`, "content-type": "application/json" }, body: JSON.stringify({ title }) });
  return {
    ...other,
    write: async (count) => {
      const answers = await Promise.all(Array.from({ length: count }, (_, index) => write(`${index}`)));
      expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201));
    },
  };
};

describe.skipIf(!brokerAvailable())("of several replicas", () => {
  beforeEach(async () => {
    broker = await privateBroker();
    scene = await relayScene(broker.url);
  });
  afterEach(async () => {
    await scene.stop();
    await broker.remove();
  });

  test("one publishes; when it stops, it leaves the lease to another", async () => {
    const second = await scene.replica();
    await scene.burst(20);
    await scene.filled();
    expect([publishing(scene.service), publishing(second)]).toEqual([true, false]);
    const { holder } = await scene.lease();
    await scene.service.running.stop();
    expect(await scene.lease()).not.toMatchObject({ holder, expired: false });
    await scene.make("after the stop", second);
    await scene.filled(second);
    expect(publishing(second)).toBe(true);
  });

  test("one killed between commit and publication loses nothing: its lease is over within four seconds and another publishes", async () => {
    const killed = await publisher();
    const next = await scene.replica();
    broker.freeze();
    await killed.write(40);
    killed.child.kill("SIGKILL");
    await killed.exited;
    broker.thaw();
    expect((await scene.lease()).secondsLeft).toBeLessThanOrEqual(leaseSeconds);
    // Whoever waits asks this often, so that the promise of five seconds holds.
    expect(leaseSeconds * 1_000 + leaseAskMs).toBeLessThan(5_000);
    expect(await scene.filled(next)).toBe(40);
  });

  test("one that was frozen with publications under way, and wakes without its lease, leaves neither hole nor disorder, then takes its turn again", async () => {
    const frozen = await publisher();
    const next = await scene.replica();
    await frozen.write(5);
    // The broker hears late of what it hands over; meanwhile another replica takes over.
    broker.freeze();
    await frozen.write(40);
    frozen.child.kill("SIGSTOP");
    broker.thaw();
    await scene.make("by the next", next);
    expect(await scene.filled(next)).toBe(46);
    expect(publishing(next)).toBe(true);
    const { holder } = await scene.lease();
    frozen.child.kill("SIGCONT");
    // It answers again, and writes: what it commits is published by whoever has the lease.
    await scene.make("beside the woken", next);
    expect((await fetch(`${await frozen.url}/livez`)).status).toBe(200);
    expect(await scene.filled(next)).toBe(47);
    expect((await scene.lease()).holder).toBe(holder);
    await next.stop();
    await frozen.write(1);
    await expect.poll(async () => (await streamed(broker.url)).length).toBe(48);
    frozen.child.kill("SIGKILL");
    await frozen.exited;
    const last = await scene.replica();
    expect(await scene.filled(last)).toBe(48);
  });
});
