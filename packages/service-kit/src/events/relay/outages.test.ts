import { brokerAvailable, privateBroker, type PrivateBroker } from "@cpts/testing/broker";
import { startTcpProxy, type TcpProxy } from "@cpts/testing/faults";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { manage, publishing, relayScene, stream, type RelayScene } from "../../testing/relay.fixture.ts";
import { pings } from "./broker.ts";

let broker: PrivateBroker;
let scene: RelayScene;
let proxy: TcpProxy | null;

const open = () => scene.metric("cpts_relay_breaker_open");
const lag = () => scene.metric("cpts_relay_lag_events");
const age = () => scene.metric("cpts_relay_oldest_seconds");
const ready = async () => (await scene.service.send("GET", "/readyz")).status;

describe.skipIf(!brokerAvailable())("while the broker is away", () => {
  beforeEach(async () => {
    broker = await privateBroker();
    proxy = null;
  });
  afterEach(async () => {
    await scene.stop();
    await proxy?.close();
    await broker.remove();
  });
  const start = async (): Promise<void> => {
    scene = await relayScene(broker.url);
  };

  test("a service that starts without it serves, and publishes when it comes", async () => {
    await broker.stop();
    await start();
    await scene.burst(5);
    expect(await ready()).toBe(200);
    broker = await broker.restart();
    expect(await scene.filled()).toBe(5);
  });

  test("a broker that stops and starts again lacks nothing", async () => {
    await start();
    await scene.burst(5);
    await scene.filled();
    broker.kill();
    await broker.exited;
    await scene.burst(5);
    broker = await broker.restart();
    await scene.burst(5);
    expect(await scene.filled()).toBe(15);
  });

  test("a broker that starts again when it has forgotten the ids of its messages takes those that follow", async () => {
    await start();
    await scene.burst(5);
    await scene.filled();
    // The shortest window there is: it is over long before the broker has started again.
    await manage(broker.url, async (manager) => manager.streams.update(stream, { ...(await manager.streams.info(stream)).config, duplicate_window: 100_000_000 }));
    await broker.stop();
    broker = await broker.restart();
    await scene.make("after");
    expect(await scene.filled()).toBe(6);
  });

  test("a hung broker opens the breaker, blocks neither writes nor readiness nor stopping, and lacks nothing once it wakes", async () => {
    await start();
    await scene.make("before");
    await scene.filled();
    broker.freeze();
    await scene.burst(20);
    expect(await ready()).toBe(200);
    await expect.poll(open).toBe(1);
    await scene.burst(20);
    expect(await ready()).toBe(200);
    const another = await scene.replica();
    await another.stop();
    broker.thaw();
    expect(await scene.filled()).toBe(41);
    await expect.poll(open).toBe(0);
  });

  test("the metrics tell how much waits, and for how long, without any further write", async () => {
    await start();
    await scene.make("published");
    await scene.filled();
    expect([await open(), await lag(), await age()]).toEqual([0, 0, 0]);
    broker.kill();
    await broker.exited;
    await scene.burst(3);
    await expect.poll(lag).toBe(3);
    await expect.poll(open).toBe(1);
    const before = await age();
    expect(before).toBeGreaterThan(0);
    await expect.poll(age).toBeGreaterThan(before + 1);
    broker = await broker.restart();
    await expect.poll(lag).toBe(0);
    await expect.poll(open).toBe(0);
    expect(await age()).toBe(0);
  });

  test("a network that swallows everything is noticed by pings, though nothing is written, and what waits is published after", async () => {
    proxy = await startTcpProxy({ port: broker.port });
    scene = await relayScene(broker.url, { through: `nats://127.0.0.1:${proxy.port}` });
    await scene.make("before");
    await scene.filled();
    proxy.blackHole();
    await expect.poll(open).toBe(1);
    // When it is noticed: the promise is five seconds.
    expect(pings.pingInterval * (pings.maxPingOut + 1)).toBeLessThan(5_000);
    await scene.burst(10);
    expect(await ready()).toBe(200);
    proxy.restore();
    expect(await scene.filled()).toBe(11);
    await expect.poll(open).toBe(0);
  });

  test("a write that is under way while the network swallows everything is published once", async () => {
    proxy = await startTcpProxy({ port: broker.port });
    scene = await relayScene(broker.url, { through: `nats://127.0.0.1:${proxy.port}` });
    await scene.make("before");
    await scene.filled();
    proxy.blackHole();
    await scene.burst(30);
    await expect.poll(open).toBe(1);
    // What was sent before arrives now, and what is sent again beside it.
    proxy.restore();
    expect(await scene.filled()).toBe(31);
  });

  test("a relay that waits for its broker stops at once", async () => {
    await broker.stop();
    await start();
    await expect.poll(open).toBe(1);
    await scene.service.running.stop();
    expect(publishing(scene.service)).toBe(false);
    expect((await scene.lease()).expired).toBe(true);
  });
});
