import type { Unknown } from "@cpts/domain/OpenCode";
import { Schema } from "effect";
import { describe, expect, expectTypeOf, it } from "vitest";
import { type AnyEvent, decodeEvent, decoderOf } from "./DecodeEvent.ts";
import { eventType, lineageOf } from "./EventType.ts";
import { writtenPayloads } from "./fixtures/written-payloads.ts";
import { registry } from "./Registry.ts";

const about = { service: "registry", aggregate: "thing", event: "done", summary: { fr: "Une chose est faite", en: "A thing is done" } } as const;
const Kind = Schema.Literals(["small", "big"]);

const done1 = eventType({
  ...about,
  version: 1,
  // The last field is the one that says, while two versions are recorded, that version 2 tells the same.
  payload: Schema.Struct({ thingId: Schema.String, kind: Kind, weightKg: Schema.Finite, alsoV2: Schema.optionalKey(Schema.Literal(true)) }),
  example: { thingId: "1", kind: "small", weightKg: 1.5 },
});
const done2 = eventType({
  ...about,
  version: 2,
  payload: Schema.Struct({ thingId: Schema.String, kind: Kind, weightGrams: Schema.Int.pipe(Schema.check(Schema.isGreaterThan(0))) }),
  example: { thingId: "1", kind: "small", weightGrams: 1500 },
  upcasts: { from: done1, upcast: ({ alsoV2, kind, thingId, weightKg }) => (alsoV2 === true ? null : { thingId, kind, weightGrams: Math.round(weightKg * 1000) }) },
});
const done3 = eventType({
  ...about,
  version: 3,
  payload: Schema.Struct({ thing: Schema.Struct({ id: Schema.String, kind: Kind }), grams: Schema.Int }),
  example: { thing: { id: "1", kind: "small" }, grams: 1500 },
  upcasts: {
    from: done2,
    upcast: ({ kind, thingId, weightGrams }) => {
      if (thingId === "impossible") throw new Error("no thing");
      return { thing: { id: thingId, kind }, grams: weightGrams };
    },
  },
});
const versions = [done1, done2, done3] as const;
const event = (type: string, data: unknown): AnyEvent => ({ type, data });
const plain = { thingId: "1", kind: "big", weightKg: 2 };

describe("an event that is asked for", () => {
  const readAs3 = decoderOf([done3]);

  it("in version 3 is given so whatever version it was written in", () => {
    const data = { thing: { id: "1", kind: "big" }, grams: 2000 };
    expect(readAs3(event(done1.type, plain))).toMatchObject({ _tag: "Event", type: done3.type, data, envelope: { type: done1.type } });
    expect(readAs3(event(done2.type, { thingId: "1", kind: "big", weightGrams: 2000 }))).toMatchObject({ type: done3.type, data });
    expect(readAs3(event(done3.type, data))).toMatchObject({ type: done3.type, data });
  });

  it.each([
    ["1 to 2", done1, decoderOf([done2])],
    ["2 to 3", done2, readAs3],
    ["1 to 3", done1, readAs3],
  ] as const)("is read from version %s for all that a writer may have written", (_, { payload, type }, decode) => {
    const tags = writtenPayloads({ type, payload }, 500).map((data) => {
      const { alsoV2 } = data as { readonly alsoV2?: true };
      return [decode(event(type, data))._tag, alsoV2 === true ? "ToldElsewhere" : "Event"];
    });
    expect(tags.filter(([is, wanted]) => is !== wanted)).toEqual([]);
  });

  it("keeps a code of tomorrow through every upcaster", () => {
    expect(readAs3(event(done1.type, { ...plain, kind: "huge" }))).toMatchObject({ data: { thing: { kind: { _tag: "Unknown", code: "huge" } } } });
  });

  it("in version 2, while both are recorded, is given once", () => {
    const both = [event(done2.type, { thingId: "1", kind: "big", weightGrams: 2000 }), event(done1.type, { ...plain, alsoV2: true })];
    expect(both.map((one) => decoderOf([done2])(one)._tag)).toEqual(["Event", "ToldElsewhere"]);
    expect(both.map((one) => decoderOf([done1])(one)._tag)).toEqual(["UnknownEvent", "Event"]);
  });

  it("in several versions is given in the newest, in whatever order they are named", () => {
    for (const asked of [versions, versions.toReversed()]) expect(decoderOf(asked)(event(done1.type, plain))).toMatchObject({ type: done3.type });
  });

  it("is unreadable when its own version cannot read it, or an upcaster throws, and says at which version", () => {
    expect(readAs3(event(done1.type, { ...plain, weightKg: "heavy" }))).toMatchObject({ _tag: "UnreadableEvent", type: done1.type, reason: 'Expected number at ["weightKg"]' });
    expect(readAs3(event(done1.type, { ...plain, thingId: "impossible" }))).toMatchObject({ _tag: "UnreadableEvent", type: done3.type });
  });

  it("is unknown when its major version is newer, or its type is", () => {
    for (const type of ["cpts.registry.thing.done.v4", "cpts.registry.thing.undone.v1", ""]) expect(readAs3(event(type, {}))).toEqual({ _tag: "UnknownEvent", envelope: event(type, {}) });
  });
});

describe("a definition", () => {
  it("names its lineage, newest first", () => {
    expect(lineageOf(done3).map(({ version }) => version)).toEqual([3, 2, 1]);
  });

  it("cannot take events of another service for its own", () => {
    expect(() => eventType({ ...about, service: "directory", version: 2, payload: done1.payload, example: done1.example, upcasts: { from: done1, upcast: (old) => old } })).toThrow("directory");
  });

  it("is decoded with its types, a code of tomorrow among them", () => {
    const read = decodeEvent({ type: registry.events.factDeclared.type, data: registry.events.factDeclared.example });
    const qualifier = read._tag === "Event" && read.type === "cpts.registry.fact.declared.v1" ? read.data.qualifier : null;
    expectTypeOf(qualifier).toEqualTypeOf<"exactly" | "at-least" | "more-than" | "at-most" | "less-than" | "about" | Unknown | null>();
    expect(qualifier).toBe("more-than");
  });
});
