import { natsLane } from "@cpts/sdk/nats";
import { manage, relayScene, stream, type RelayScene } from "@cpts/service-kit/testing/relay.fixture";
import { brokerServers } from "@cpts/testing/broker";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { accountedBroker, type AccountedBroker } from "./accounts.fixture.ts";

describe.each(brokerServers())("on the %s server with accounts,", (server) => {
  let broker: AccountedBroker;
  let scene: RelayScene;
  beforeEach(async () => {
    broker = await accountedBroker(server);
    scene = await relayScene(broker.urlOf("admin"), { through: broker.urlOf("sample") });
  });
  afterEach(async () => {
    await scene.stop();
    await broker.remove();
  });

  it("a relay that may do no more than its own makes its stream, fills it, and makes it again when it is gone", async () => {
    await scene.burst(30);
    expect(await scene.filled()).toBe(30);
    await manage(broker.urlOf("admin"), (manager) => manager.streams.delete(stream));
    await scene.make("after");
    expect(await scene.filled()).toBe(31);
    expect(scene.service.log.filter(({ level }) => level === "error")).toEqual([]);
  });

  it("the lane of the SDK hears, as an application and as a service that follows", async () => {
    for (const user of ["subscriber", "other"]) {
      const stop = new AbortController();
      const heard: Array<unknown> = [];
      const states: Array<string> = [];
      const done = natsLane(broker.urlOf(user)).open("sample", (event) => void heard.push(event), (state) => void states.push(state), stop.signal);
      await expect.poll(() => states).toEqual(["open"]);
      await scene.make(`for the ${user}`);
      await expect.poll(() => heard).toMatchObject([{ type: "cpts.sample.thing.made.v1", data: { title: `for the ${user}` } }]);
      stop.abort();
      await done;
    }
  });
});
