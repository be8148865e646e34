import { openCode, type Unknown } from "@cpts/domain/OpenCode";
import { Exit, Schema } from "effect";
import { describe, expect, expectTypeOf, it } from "vitest";
import { type Read, readerOf, type Told } from "./EventReader.ts";
import { definitions, writtenPayloads } from "./fixtures/written-payloads.ts";

const Strict = Schema.Struct({
  id: Schema.String.pipe(Schema.check(Schema.isPattern(/^[a-z]{3}$/u)), Schema.brand("Id")),
  unit: Schema.Literals(["people", "structures"]),
  kind: openCode(["aci", "accord-ars"]),
  count: Schema.NullOr(Schema.Int.pipe(Schema.check(Schema.isLessThan(10)))),
  verdict: Schema.optionalKey(Schema.NullOr(Schema.Literals(["agrees", "differs"]))),
  lines: Schema.Array(Schema.Struct({ status: Schema.optionalKey(Schema.Literals(["declared", "sourced"])), label: Schema.String })).pipe(Schema.check(Schema.isMaxLength(1))),
  details: Schema.Record(Schema.String, Schema.Union([Schema.Finite, Schema.Literals(["yes", "no"])])),
  version: Schema.Literal("1.0"),
}).pipe(Schema.check(Schema.makeFilter(({ lines }) => lines.length > 0 || "lines.none")));

const plain = { id: "abc", unit: "people", kind: "aci", count: 3, lines: [{ label: "a" }], details: { a: 1 }, version: "1.0" };
const reader = readerOf(Strict);
const read = (change: object) => Exit.getSuccess(reader.decode({ ...plain, ...change }));
const reread = (change: object) => {
  const exit = reader.decode({ ...plain, ...change });
  return Exit.isSuccess(exit) ? reader.encode(exit.value) : exit.cause;
};

/** Each says what a writer may not do, and what a reader makes of it. */
const tolerated: ReadonlyArray<readonly [string, object, object]> = [
  ["a pattern that is not met", { id: "ABCD-1" }, { id: "ABCD-1" }],
  ["a number out of its range", { count: 99 }, { count: 99 }],
  ["a list that is too long", { lines: [{ label: "a" }, { label: "b" }] }, { lines: [{ label: "a" }, { label: "b" }] }],
  ["fields that do not fit together", { lines: [] }, { lines: [] }],
  ["a code of tomorrow", { unit: "beds" }, { unit: { _tag: "Unknown", code: "beds" } }],
  ["a code of tomorrow that may be null or absent", { verdict: "unsure" }, { verdict: { _tag: "Unknown", code: "unsure" } }],
  ["a code of tomorrow in a list", { lines: [{ label: "a", status: "guessed" }] }, { lines: [{ label: "a", status: { _tag: "Unknown", code: "guessed" } }] }],
  ["a code of tomorrow in a record", { details: { a: "maybe", b: 2 } }, { details: { a: { _tag: "Unknown", code: "maybe" }, b: 2 } }],
];

describe("a reader", () => {
  it.each(tolerated)("reads %s, which a writer may not write, and gives it back as it was", (_, change, wanted) => {
    expect(Exit.isFailure(Schema.decodeUnknownExit(Strict)({ ...plain, ...change }))).toBe(true);
    expect(read(change)).toMatchObject({ _tag: "Some", value: { ...plain, ...wanted } });
    expect(reread(change)).toEqual({ ...plain, ...change });
  });

  it("reads a code of tomorrow of a list that is open for writers too", () => {
    expect(read({ kind: "gip" })).toMatchObject({ value: { kind: { _tag: "Unknown", code: "gip" } } });
  });

  it("leaves out what it does not know, and keeps null and absent apart", () => {
    expect(reread({ note: "of tomorrow", verdict: null, lines: [{ label: "a", colour: "red" }] })).toEqual({ ...plain, verdict: null });
    expect(reread({})).toEqual(plain);
  });

  it.each([
    ["a missing field", { id: undefined }],
    ["another type", { count: "3" }],
    ["a code that is no text", { unit: 3 }],
    ["another constant", { version: "2.0" }],
    ["a list that is none", { lines: { label: "a" } }],
  ])("refuses %s: its structure is the promise", (_, change) => {
    expect(Exit.isFailure(reader.decode(JSON.parse(JSON.stringify({ ...plain, ...change }))))).toBe(true);
  });

  it("says in its types what may come", () => {
    expectTypeOf<Read<typeof Strict.Type>["unit"]>().toEqualTypeOf<"people" | "structures" | Unknown>();
    expectTypeOf<Read<typeof Strict.Type>["id"]>().toEqualTypeOf<(typeof Strict.Type)["id"]>();
    expectTypeOf<Read<typeof Strict.Type>["count"]>().toEqualTypeOf<number | null>();
    expectTypeOf<Read<typeof Strict.Type>["kind"]>().toEqualTypeOf<"aci" | "accord-ars" | Unknown>();
    expectTypeOf<Read<typeof Strict.Type>["version"]>().toEqualTypeOf<"1.0">();
    expectTypeOf<Told<typeof Strict.Encoded>["lines"][number]>().toEqualTypeOf<{ readonly status?: string; readonly label: string }>();
  });
});

describe.each(definitions.map((definition) => [definition.type, definition] as const))("the reader of %s", (_, definition) => {
  it("reads all that its writer writes, and gives it back as it was", () => {
    for (const written of writtenPayloads(definition, 100)) {
      const exit = definition.reader.decode(written);
      expect(Exit.isSuccess(exit) && definition.reader.encode(exit.value)).toEqual(written);
    }
  });
});
