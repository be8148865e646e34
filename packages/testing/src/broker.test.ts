import { readFileSync } from "node:fs";
import { join } from "node:path";
import { connect } from "@nats-io/transport-node";
import { describe, expect, it } from "vitest";
import { brokerAvailable, brokerServers, privateBroker, testBroker } from "./broker.ts";

describe.skipIf(!brokerAvailable())("with a NATS server", () => {
  it("carries a message on the shared broker", async () => {
    const broker = await testBroker();
    const connection = await connect({ servers: broker.url ?? [] });
    const subscription = connection.subscribe("cpts-testing.sample", { max: 1 });
    connection.publish("cpts-testing.sample", "Amboise");
    for await (const message of subscription) expect(message.string()).toBe("Amboise");
    await connection.close();
  });

  it("counts the tests that used the broker", async ({ task }) => {
    await testBroker();
    await testBroker();
    const notes = readFileSync(join(import.meta.dirname, "..", ".test", "broker-use.txt"), "utf8").trim().split("\n");
    expect(notes.filter((note) => note.includes(task.name))).toHaveLength(2);
  });

  it("gives a test a broker that it may kill and start again on the same address", async () => {
    const broker = await privateBroker();
    broker.kill();
    await broker.exited;
    await expect(connect({ servers: broker.url, reconnect: false })).rejects.toThrow("connection refused");
    const again = await broker.restart();
    expect(again.url).toBe(broker.url);
    const connection = await connect({ servers: again.url });
    await connection.flush();
    await connection.close();
    await again.remove();
  });

  it("freezes and thaws a broker, which then answers again", async () => {
    const broker = await privateBroker();
    const connection = await connect({ servers: broker.url });
    broker.freeze();
    const answered = connection.flush().then(() => "answered" as const);
    const asked = (): Promise<string> => Promise.race([connection.flush().then(() => "answered"), new Promise<string>((resolve) => setTimeout(() => resolve("silent"), 150))]);
    // A question may still be under way on the other processor when the signal arrives.
    await expect.poll(asked).toBe("silent");
    broker.thaw();
    expect(await answered).toBe("answered");
    await connection.flush();
    await connection.close();
    await broker.remove();
  });

  it("stops a frozen broker", async () => {
    const broker = await privateBroker();
    broker.freeze();
    await broker.remove();
    await expect(broker.exited).resolves.toBeDefined();
  });
});

describe.each(brokerServers())("the %s NATS server", (server) => {
  it("is the one that was meant", async () => {
    const broker = await privateBroker({ server });
    const connection = await connect({ servers: broker.url });
    const [major = 0, minor = 0] = (connection.info?.version ?? "").split(".").map(Number);
    expect(major).toBe(2);
    // The oldest that the platform runs on, and what "current" promises at least.
    expect(minor).toBeGreaterThanOrEqual(server === "usual" ? 9 : 10);
    await connection.close();
    await broker.remove();
  });
});
