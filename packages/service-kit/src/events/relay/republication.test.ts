import { queryRows } from "@cpts/testing/database";
import { brokerAvailable, privateBroker, type PrivateBroker } from "@cpts/testing/broker";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { manage, relayScene, stream, type RelayScene } from "../../testing/relay.fixture.ts";
import { officer, sample } from "../../testing/sample.fixture.ts";
import { testService, type TestReplica } from "../../testing/test-service.ts";

const path = "/v1/events/republication";

describe.skipIf(!brokerAvailable())("publishing the log again", () => {
  let broker: PrivateBroker;
  let scene: RelayScene;
  let token: string;
  beforeEach(async () => {
    broker = await privateBroker();
    scene = await relayScene(broker.url);
    token = await scene.service.token({ role: "platform-admin" });
  });
  afterEach(async () => {
    await scene.stop();
    await broker.remove();
  });
  const made = async (): Promise<string> => manage(broker.url, async (manager) => (await manager.streams.info(stream).catch(() => null))?.created ?? "");
  const requests = async () => (await queryRows(scene.service.database.adminUrl, "select id from republication")).length;
  const ask = (json: unknown, by: TestReplica = scene.service, key = "a") => by.send("POST", path, { token, json, headers: { "idempotency-key": key } });

  test("makes the stream anew and fills it from the log; a repeated request is answered the same and does nothing more", async () => {
    await scene.burst(30);
    await scene.filled();
    const before = await made();
    const { json, status } = await ask({});
    expect([status, json]).toEqual([200, { logId: expect.any(String), from: 1, head: 30 }]);
    await expect.poll(made).not.toBe(before);
    expect(await scene.filled()).toBe(30);
    await expect.poll(requests).toBe(0);
    const again = await made();
    expect((await ask({})).json).toEqual(json);
    expect(await requests()).toBe(0);
    await scene.make("after");
    await scene.filled();
    expect(await made()).toBe(again);
  });

  test("begins at 1 whatever position is needed again, for a stream cannot be cut", async () => {
    await scene.burst(3);
    expect((await ask({ from: 3 })).json).toMatchObject({ from: 1, head: 3 });
    await expect.poll(requests).toBe(0);
    expect(await scene.filled()).toBe(3);
  });

  test("is carried out by the replica that publishes, whichever was asked", async () => {
    await scene.burst(5);
    await scene.filled();
    const other = await scene.replica();
    const before = await made();
    expect((await ask({}, other)).status).toBe(200);
    await expect.poll(made).not.toBe(before);
    expect(await scene.filled()).toBe(5);
  });

  test("waits for a broker that is away", async () => {
    await scene.burst(5);
    await scene.filled();
    const before = await made();
    await broker.stop();
    expect((await ask({})).status).toBe(200);
    broker = await broker.restart();
    await expect.poll(made).not.toBe(before);
    await expect.poll(requests).toBe(0);
    expect(await scene.filled()).toBe(5);
  });

  test("refuses a position that the log has not reached", async () => {
    await scene.make("only");
    const { json, status } = await ask({ from: 2 });
    expect([status, json.errors]).toMatchObject([422, [{ pointer: "#/from", code: "beyond-head" }]]);
    expect((await ask({ from: 0 }, scene.service, "b")).status).toBe(422);
    expect(await requests()).toBe(0);
  });

  test("is for those who run the platform", async () => {
    const other = await scene.service.token(officer);
    expect((await scene.service.send("POST", path, { token: other, json: {} })).status).toBe(403);
    expect((await scene.service.send("POST", path, { json: {} })).status).toBe(401);
    expect(await requests()).toBe(0);
  });
});

test("a service without a broker says that it has none", async () => {
  const service = await testService(sample);
  const { json, status } = await service.send("POST", path, { token: await service.token({ role: "platform-admin" }), json: {} });
  expect([status, json.type]).toEqual([409, "/problems/no-broker"]);
  await service.stop();
});
