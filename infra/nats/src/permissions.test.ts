import { brokerServers } from "@cpts/testing/broker";
import { AckPolicy, jetstream, jetstreamManager } from "@nats-io/jetstream";
import { connect, type NatsConnection } from "@nats-io/transport-node";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { accountedBroker, type AccountedBroker } from "./accounts.fixture.ts";

describe.each(brokerServers())("on the %s server,", (server) => {
  let broker: AccountedBroker;
  let open: Array<NatsConnection>;
  const as = async (user: string): Promise<NatsConnection> => {
    const connection = await broker.connectAs(user);
    open.push(connection);
    return connection;
  };
  const managerAs = async (user: string) => jetstreamManager(await as(user), { checkAPI: false, timeout: 1_000 });
  const clientAs = async (user: string) => jetstream(await as(user), { timeout: 1_000 });
  /** What the server says of a subscription: null when it allows it. */
  const listening = async (user: string, subject: string): Promise<string | null> => {
    const connection = await as(user);
    let refused: string | null = null;
    connection.subscribe(subject, {
      callback: (error) => {
        refused = error === null ? refused : error.message;
      },
    });
    await connection.flush();
    return refused;
  };

  beforeEach(async () => {
    broker = await accountedBroker(server);
    open = [];
    const admin = await managerAs("admin");
    await admin.streams.add({ name: "CPTS_SAMPLE", subjects: ["cpts.sample.>"] });
    await admin.streams.add({ name: "CPTS_OTHER", subjects: ["cpts.other.>"] });
  });
  afterEach(async () => {
    await Promise.all(open.map((connection) => connection.close()));
    await broker.remove();
  });

  it("a service publishes on its own subjects and not on another's", async () => {
    const sample = await clientAs("sample");
    expect(await sample.publish("cpts.sample.thing.made.v1", "{}")).toMatchObject({ stream: "CPTS_SAMPLE", seq: 1 });
    await expect(sample.publish("cpts.other.thing.made.v1", "{}")).rejects.toThrow(/permissions violation/iu);
    await expect(sample.publish("cpts", "{}")).rejects.toThrow(/permissions violation/iu);
    expect((await (await managerAs("admin")).streams.info("CPTS_OTHER")).state.messages).toBe(0);
  });

  it("a service manages its own stream and no other", async () => {
    const sample = await managerAs("sample");
    await expect(sample.streams.delete("CPTS_OTHER")).rejects.toThrow(/permissions violation/iu);
    await expect(sample.streams.info("CPTS_OTHER")).rejects.toThrow(/permissions violation/iu);
    await expect(sample.streams.add({ name: "ANY", subjects: ["any"] })).rejects.toThrow(/permissions violation/iu);
    expect(await sample.streams.delete("CPTS_SAMPLE")).toBe(true);
    const names = await (await managerAs("admin")).streams.names().next();
    expect(names).toEqual(["CPTS_OTHER"]);
  });

  it("a service hears those that it follows, and no other", async () => {
    expect(await listening("other", "cpts.sample.>")).toBeNull();
    expect(await listening("sample", "cpts.other.>")).toMatch(/permissions violation/iu);
  });

  it("nobody but an administrator listens to the answers of another", async () => {
    for (const user of ["sample", "subscriber"]) {
      expect(await listening(user, "_INBOX_other.>")).toMatch(/permissions violation/iu);
      expect(await listening(user, "_INBOX.>")).toMatch(/permissions violation/iu);
      expect(await listening(user, `_INBOX_${user}.>`)).toBeNull();
    }
    expect(await listening("admin", "_INBOX_other.>")).toBeNull();
  });

  it("whoever has no name, or a wrong password, is not let in", async () => {
    await expect(connect({ servers: broker.url, reconnect: false })).rejects.toThrow(/authorization violation/iu);
    await expect(connect({ servers: broker.url, user: "admin", pass: "wrong", reconnect: false })).rejects.toThrow(/authorization violation/iu);
  });

  it("an application hears every event and publishes none", async () => {
    const application = await as("subscriber");
    const heard = new Promise<string>((resolve) => void application.subscribe("cpts.>", { callback: (_, message) => resolve(message.string()) }));
    await application.flush();
    await (await clientAs("sample")).publish("cpts.sample.thing.made.v1", "heard");
    expect(await heard).toBe("heard");
    await expect(jetstream(application).publish("cpts.sample.thing.made.v1", "{}")).rejects.toThrow(/permissions violation/iu);
    expect((await (await managerAs("admin")).streams.info("CPTS_SAMPLE")).state.messages).toBe(1);
  });

  it("an application reads a stream from its first event by a durable consumer of its own name, and has no other", async () => {
    const sample = await clientAs("sample");
    for (const text of ["1", "2", "3"]) await sample.publish("cpts.sample.thing.made.v1", text);
    const manager = await managerAs("subscriber");
    const durable = { durable_name: "subscriber", ack_policy: AckPolicy.Explicit };
    await manager.consumers.add("CPTS_SAMPLE", durable);
    const consumer = await (await clientAs("subscriber")).consumers.get("CPTS_SAMPLE", "subscriber");
    const read: Array<string> = [];
    for await (const message of await consumer.consume()) {
      read.push(message.string());
      expect(await message.ackAck()).toBe(true);
      if (read.length === 3) break;
    }
    expect(read).toEqual(["1", "2", "3"]);
    await expect(manager.consumers.add("CPTS_SAMPLE", { ...durable, durable_name: "another" })).rejects.toThrow(/permissions violation/iu);
    await expect(manager.streams.purge("CPTS_SAMPLE")).rejects.toThrow(/permissions violation/iu);
    await expect(manager.streams.delete("CPTS_SAMPLE")).rejects.toThrow(/permissions violation/iu);
    expect(await manager.consumers.delete("CPTS_SAMPLE", "subscriber")).toBe(true);
  });

  it("the administrator of the account sees nothing of the server, and that of the server no event", async () => {
    const admin = await as("admin");
    await expect(admin.request("$SYS.REQ.SERVER.PING", "", { timeout: 500 })).rejects.toThrow(/no responders|timeout/iu);
    const sys = await as("sys");
    let heard = 0;
    sys.subscribe("cpts.>", { callback: () => void (heard += 1) });
    await sys.flush();
    await (await clientAs("sample")).publish("cpts.sample.thing.made.v1", "{}");
    expect((await sys.request("$SYS.REQ.SERVER.PING", "", { timeout: 5_000 })).string()).toContain("server");
    expect(heard).toBe(0);
  });
});
