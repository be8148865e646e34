import { type EventType, eventType } from "@cpts/api/EventType";
import { Schema } from "effect";
import { describe, expect, it } from "vitest";
import type { Envelope } from "./contracts.ts";
import { CptsDecodeError } from "./errors.ts";
import { eventAt } from "./fixtures/events.ts";
import { type Hearing, inAskedVersions } from "./in-asked-version.ts";

const about = { service: "registry", aggregate: "thing", event: "done", summary: { fr: "Une chose est faite", en: "A thing is done" } } as const;
const done1 = eventType({ ...about, version: 1, payload: Schema.Struct({ kg: Schema.Finite, kind: Schema.Literals(["a", "b"]) }), example: { kg: 1, kind: "a" } });
const done2 = eventType({
  ...about,
  version: 2,
  payload: Schema.Struct({ grams: Schema.Int, kind: Schema.Literals(["a", "b"]) }),
  example: { grams: 1000, kind: "a" },
  upcasts: { from: done1, upcast: ({ kg, kind }) => (kg === 0 ? null : { grams: kg * 1000, kind }) },
});

const eventOf = (position: number, { type }: Pick<EventType, "type">, data: unknown): Envelope => ({ ...eventAt(position), type, data });
const log = [
  eventOf(1, done1, { kg: 2, kind: "tomorrow", note: "of old" }),
  eventOf(2, done1, { kg: 0, kind: "a" }),
  eventOf(3, done2, { grams: 5, kind: "b", note: "kept" }),
  eventOf(4, { type: "cpts.registry.thing.done.v3" }, {}),
];

/** What a subscription does with types, over a log that stands still. */
const over = (events: ReadonlyArray<Envelope>): Hearing<{ readonly types?: ReadonlyArray<string> | undefined }, (batch: ReadonlyArray<Envelope>) => Promise<void>> => {
  const wanted = (types: ReadonlyArray<string> | undefined) => events.filter(({ type }) => types?.includes(type) ?? true);
  return {
    subscribe: ({ types } = {}) =>
      (async function* () {
        yield* wanted(types);
      })(),
    onEvents: ({ types }, handle) => handle(wanted(types)),
  };
};

const hear = async (events: ReadonlyArray<Envelope>, types?: ReadonlyArray<string>) => {
  const hearing = inAskedVersions([done1, done2], over(events));
  const heard: Array<Envelope> = [];
  for await (const event of hearing.subscribe({ types })) heard.push(event);
  const batches: Array<Envelope> = [];
  await hearing.onEvents({ types }, async (batch) => void batches.push(...batch));
  expect(batches).toEqual(heard);
  return heard.map(({ data, position, type }) => [position, type, data]);
};

describe("a subscriber", () => {
  it("who asks for version 2 is given version 1 as such, and what is told twice once", async () => {
    expect(await hear(log, [done2.type])).toEqual([
      [1, done2.type, { grams: 2000, kind: "tomorrow" }],
      [3, done2.type, { grams: 5, kind: "b", note: "kept" }],
    ]);
  });

  it("who asks for version 1, or for both, is given each as it was published", async () => {
    expect((await hear(log, [done1.type])).map(([position]) => position)).toEqual([1, 2]);
    expect((await hear(log, [done1.type, done2.type])).map(([position, type]) => [position, type])).toEqual([[1, done1.type], [2, done1.type], [3, done2.type]]);
  });

  it("who names no types is given everything as it was published, of versions to come too", async () => {
    expect(await hear(log)).toEqual(log.map(({ data, position, type }) => [position, type, data]));
  });

  it("is told when an old event cannot be read as the version asked for", async () => {
    await expect(hear([eventOf(1, done1, { kg: "heavy", kind: "a" })], [done2.type])).rejects.toThrow(CptsDecodeError);
  });
});
