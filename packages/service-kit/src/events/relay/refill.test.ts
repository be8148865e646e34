import { cpSync, rmSync } from "node:fs";
import { withClient } from "@cpts/testing/database";
import { brokerAvailable, privateBroker, type PrivateBroker } from "@cpts/testing/broker";
import { connect } from "@nats-io/transport-node";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { manage, relayScene, stream, type RelayScene } from "../../testing/relay.fixture.ts";

let broker: PrivateBroker;
let scene: RelayScene;

describe.skipIf(!brokerAvailable())("a stream that is not the log is filled again from the log:", () => {
  beforeEach(async () => {
    broker = await privateBroker();
    scene = await relayScene(broker.url);
  });
  afterEach(async () => {
    await scene.stop();
    await broker.remove();
  });

  test("one deleted while the service runs", async () => {
    await scene.burst(40);
    await scene.filled();
    await manage(broker.url, (manager) => manager.streams.delete(stream));
    await scene.make("after");
    expect(await scene.filled()).toBe(41);
  });

  test("one purged while nobody looked", async () => {
    await scene.burst(10);
    await scene.filled();
    await scene.service.running.stop();
    await manage(broker.url, (manager) => manager.streams.purge(stream));
    expect(await scene.filled(await scene.replica())).toBe(10);
  });

  test("one of another log", async () => {
    await scene.burst(10);
    await scene.filled();
    await scene.service.running.stop();
    await withClient(scene.service.database.ownerUrl, (owner) => owner.query("update log_head set log_id = gen_random_uuid()"));
    expect(await scene.filled(await scene.replica())).toBe(10);
  });

  test("one restored to an earlier copy", async () => {
    await scene.burst(10);
    await scene.filled();
    await broker.stop();
    const copy = `${broker.storeDir}-earlier`;
    cpSync(broker.storeDir, copy, { recursive: true });
    broker = await broker.restart();
    await scene.burst(10);
    await scene.filled();
    await broker.stop();
    rmSync(broker.storeDir, { recursive: true });
    cpSync(copy, broker.storeDir, { recursive: true });
    rmSync(copy, { recursive: true });
    broker = await broker.restart();
    expect(await scene.filled()).toBe(20);
  });

  test.each(["{}", "no JSON at all"])("one into which a stranger wrote (%s), in the midst of a burst", async (strange) => {
    await scene.make("first");
    await scene.filled();
    // A foreign message takes the sequence that the next event expects.
    const connection = await connect({ servers: broker.url });
    connection.publish("cpts.sample.thing.foreign.v1", strange);
    await connection.flush();
    await connection.close();
    await scene.burst(40);
    expect(await scene.filled()).toBe(41);
  });
});
