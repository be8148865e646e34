import { brokerServers } from "@cpts/testing/broker";
import { brokerCluster, type BrokerCluster } from "@cpts/testing/broker-cluster";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { manage, relayScene, stream, type RelayScene } from "../../testing/relay.fixture.ts";

const kills = 1;
let cluster: BrokerCluster;
let scene: RelayScene;

const info = () => manage(cluster.url, (manager) => manager.streams.info(stream));
const leader = async (): Promise<string> => (await info().catch(() => null))?.cluster?.leader ?? "";

// Current where there is one; infra/faults kills the leaders of the usual.
describe.each(brokerServers().slice(-1))("on a cluster of three (%s server)", (server) => {
  beforeEach(async () => {
    cluster = await brokerCluster({ server });
    scene = await relayScene(cluster.url, { environment: { NATS_STREAM_REPLICAS: "3" } });
  });
  afterEach(async () => {
    await scene.stop();
    await cluster.remove();
  });

  test("the stream is kept three times, and holds every event once and in order though its leader is killed under load", async () => {
    await scene.make("first");
    await scene.filled();
    expect((await info()).config.num_replicas).toBe(3);
    const enough = new AbortController();
    const writer = (async () => {
      let written = 0;
      for (; !enough.signal.aborted; written += 20) await scene.burst(20);
      return written;
    })();
    for (let round = 0; round < kills; round += 1) {
      const published = await scene.metric("cpts_events_published_total");
      await expect.poll(() => scene.metric("cpts_events_published_total")).toBeGreaterThan(published + 100);
      await expect.poll(leader).toMatch(/^n[123]$/u);
      const name = await leader();
      const node = cluster.nodes.get(name);
      node?.kill();
      await node?.exited;
      await expect.poll(leader).not.toBe("");
      await cluster.restart(name);
    }
    enough.abort();
    expect(await scene.filled()).toBe(1 + (await writer));
  });

  test("a leader that loses its followers has taken events without storing them; once they are back each is stored once", async () => {
    await scene.burst(20);
    await scene.filled();
    const name = await leader();
    const followers = [...cluster.nodes].flatMap(([other, node]) => (other === name ? [] : [node]));
    for (const node of followers) node.freeze();
    await scene.burst(20);
    // Asked again and again, it takes them for events that it has.
    const failures = await scene.metric("cpts_publish_failures_total");
    await expect.poll(() => scene.metric("cpts_publish_failures_total")).toBeGreaterThan(failures + 2);
    for (const node of followers) node.thaw();
    expect(await scene.filled()).toBe(40);
  });
});
