import { expect, it } from "vitest";
import { keepRunning } from "./keep-running.ts";

/** A child whose end the test decides. */
const makeFamily = () => {
  const ports: Array<number | undefined> = [];
  const ends: Array<() => void> = [];
  const start = async (port: number | undefined) => {
    ports.push(port);
    const { promise, resolve } = Promise.withResolvers<void>();
    ends.push(resolve);
    return { pid: ports.length, port: 4_000, exited: promise, stop: async () => resolve() };
  };
  return { ports, ends, start };
};

const heard = () => {
  const words: Array<string> = [];
  return { words, say: (_: string, en: string) => void words.push(en) };
};

it("a child that ends by itself is started again on the port its clients know", async () => {
  const { ports, ends, start } = makeFamily();
  const { words, say } = heard();
  const kept = await keepRunning({ name: "NATS", start, say, onGiveUp: () => {} });
  ends[0]?.();
  await expect.poll(() => words).toEqual(["NATS ended by itself; it is started again.", "NATS is back."]);
  await kept.stop();
  expect(ports).toEqual([undefined, 4_000]);
});

it("a child that ends a fourth time within a minute is given up, with a reason", async () => {
  const { ends, ports, start } = makeFamily();
  const givenUp = Promise.withResolvers<Error>();
  await keepRunning({ name: "PostgreSQL", start, say: () => {}, onGiveUp: givenUp.resolve });
  for (const count of [1, 2, 3, 4]) {
    await expect.poll(() => ends.length).toBe(count);
    ends[count - 1]?.();
  }
  expect((await givenUp.promise).message).toContain("PostgreSQL ended 4 times within a minute");
  expect(ports).toHaveLength(4);
});

it("a child that cannot be started again is given up, with its reason", async () => {
  const { ends, start } = makeFamily();
  const givenUp = Promise.withResolvers<Error>();
  const once = (port: number | undefined) => (port === undefined ? start(port) : Promise.reject(new Error("the disk is full")));
  await keepRunning({ name: "PostgreSQL", start: once, say: () => {}, onGiveUp: givenUp.resolve });
  ends[0]?.();
  expect((await givenUp.promise).message).toBe("the disk is full");
});

it("a child that was stopped stays stopped", async () => {
  const { ports, start } = makeFamily();
  const { words, say } = heard();
  const kept = await keepRunning({ name: "NATS", start, say, onGiveUp: () => {} });
  await kept.stop();
  expect({ ports, words }).toEqual({ ports: [undefined], words: [] });
});
