import { brokerAvailable, privateBroker, type PrivateBroker } from "@cpts/testing/broker";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { manage, relayScene, stream, type RelayScene } from "../../testing/relay.fixture.ts";

let broker: PrivateBroker;
let scene: RelayScene;
/** The last position that the stream holds. */
const published = (): Promise<number> =>
  manage(broker.url, async (manager) => (await manager.streams.getMessage(stream, { last_by_subj: ">" }))?.json<{ position: number }>().position ?? 0);

describe.skipIf(!brokerAvailable())("the relay", () => {
  beforeEach(async () => {
    broker = await privateBroker();
    scene = await relayScene(broker.url);
  });
  afterEach(async () => {
    await scene.stop();
    await broker.remove();
  });

  test("publishes every event in the order of the log, named by its id", async () => {
    await scene.burst(80);
    expect(await scene.filled()).toBe(80);
    await manage(broker.url, async (manager) => {
      for (const seq of [1, 80]) {
        const message = await manager.streams.getMessage(stream, { seq });
        expect(message?.header.get("Nats-Msg-Id")).toBe(message?.json<{ id: string }>().id);
      }
    });
  });

  test("publishes an event as soon as it is committed, not when it happens to look", async () => {
    await scene.make("warm");
    await scene.filled();
    const waits: Array<number> = [];
    for (let index = 0; index < 15; index += 1) {
      await scene.make(`${index}`);
      const began = performance.now();
      await expect.poll(published, { interval: 5 }).toBe(index + 2);
      waits.push(performance.now() - began);
    }
    // Whoever looks once a second comes half a second late, every other time.
    expect(waits.toSorted((a, b) => a - b)[7]).toBeLessThan(400);
  });

  test("publishes the CloudEvent that the feed serves, on the subject of its type", async () => {
    await scene.make("Amboise");
    await scene.filled();
    const [event] = (await scene.service.send("GET", "/v1/events")).json.events;
    await manage(broker.url, async (manager) => {
      const message = await manager.streams.getMessage(stream, { last_by_subj: "cpts.sample.thing.made.v1" });
      expect(message?.json()).toEqual(event);
      expect(message?.header.get("content-type")).toBe("application/cloudevents+json");
      expect(message?.header.get("traceparent")).toBe(event.traceparent);
    });
  });
});
