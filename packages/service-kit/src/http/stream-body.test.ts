import { describe, expect, test } from "vitest";
import { streamBody } from "./stream-body.ts";
import type { StreamEnding } from "./streams.ts";

const body = (make: (signal: AbortSignal) => AsyncGenerator<string>, more: { readonly stallMs?: number; readonly endsAnywhere?: boolean } = {}) => {
  const endings: Array<StreamEnding> = [];
  let released = 0;
  let stop = (): void => {};
  const stream = streamBody({
    make,
    endsAnywhere: false,
    stallMs: 60_000,
    hangUp: () => false,
    release: async () => void (released += 1),
    stream: { ended: (how) => void endings.push(how), onStop: (given) => void (stop = given) },
    ...more,
  });
  return { reader: stream.getReader(), endings, released: () => released, stop: () => stop() };
};

describe("the body of a stream", () => {
  test("makes a piece when its reader asks for it, and none in advance", async () => {
    let made = 0;
    const { endings, reader, released } = body(async function* () {
      for (;;) yield `${(made += 1)}`;
    });
    for (const taken of [0, 1, 2, 3]) {
      expect(made).toBe(taken);
      await reader.read();
    }
    await reader.cancel();
    expect([made, endings, released()]).toEqual([4, ["gone"], 1]);
  });

  test("lets go once of what it was made from, also when nothing was ever asked", async () => {
    const { endings, reader, released } = body(async function* () {
      yield "never";
    });
    await Promise.all([reader.cancel(), reader.cancel()]);
    expect([endings, released()]).toEqual([["gone"], 1]);
  });

  test("that fails is cut, not ended", async () => {
    const { endings, reader, released } = body(async function* () {
      yield "first";
      throw new Error("the database went away");
    });
    await reader.read();
    await expect(reader.read()).rejects.toThrow("failed");
    await expect.poll(released).toBe(1);
    expect(endings).toEqual(["failed"]);
  });

  const waiting = () => {
    const { promise: waits, resolve: nowWaits } = Promise.withResolvers<void>();
    const make = async function* (signal: AbortSignal): AsyncGenerator<string> {
      yield "first";
      nowWaits();
      await new Promise((resolve) => signal.addEventListener("abort", resolve));
    };
    return { make, waits };
  };

  test("of a service that stops ends where its reader waits", async () => {
    const { make, waits } = waiting();
    const { endings, reader, stop } = body(make, { endsAnywhere: true });
    await reader.read();
    const next = reader.read();
    await waits;
    stop();
    expect([(await next).done, endings]).toEqual([true, ["stopping"]]);
  });

  test("of a service that stops is cut where it must be whole", async () => {
    const { make, waits } = waiting();
    const { endings, reader, stop } = body(make);
    await reader.read();
    const next = reader.read().catch(String);
    await waits;
    stop();
    expect(await next).toContain("stopping");
    await expect.poll(() => endings).toEqual(["stopping"]);
  });
});
