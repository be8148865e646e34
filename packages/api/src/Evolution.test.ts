import { openCode } from "@cpts/domain/OpenCode";
import { Ajv2020 } from "ajv/dist/2020.js";
import { Exit, Schema } from "effect";
import { describe, expect, it } from "vitest";
import { frozenSchemas } from "./build/frozen-schemas.ts";
import type { Codec } from "./Endpoint.ts";
import { breakingChanges, catalogueChanges, type FrozenSchema, frozenSchemaOf, sentenceOf } from "./Evolution.ts";
import { readerOf } from "./EventReader.ts";
import { eventType } from "./EventType.ts";
import { definitions, writtenPayloads } from "./fixtures/written-payloads.ts";

const frozen = frozenSchemas();
// Formats are for people; patterns hold what is checked.
const ajv = new Ajv2020({ strict: false, validateFormats: false });

/** The same payload as a service of tomorrow may write it: every object has a field more. */
const withUnknownFields = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withUnknownFields);
  if (typeof value !== "object" || value === null) return value;
  return { ...Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, withUnknownFields(inner)])), ofTomorrow: "unknown" };
};

/** What is valid by a schema of subscribers, who apply no checks: its structure alone. */
const structureOf = (schema: unknown): unknown => {
  if (Array.isArray(schema)) return schema.map(structureOf);
  if (typeof schema !== "object" || schema === null) return schema;
  const checks = new Set(["enum", "pattern", "minLength", "maxLength", "minItems", "maxItems", "uniqueItems", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "allOf", "minProperties", "maxProperties"]);
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([name, inner]) => !checks.has(name) || typeof inner === "object" && !Array.isArray(inner))
      .map(([name, inner]) => [name, structureOf(inner)]),
  );
};

describe("the catalogue", () => {
  it("has every type that was ever frozen, and an upcaster where there are two versions", () => {
    expect(catalogueChanges([...frozen.keys()], definitions).map(sentenceOf)).toEqual([]);
  });
});

describe.each(definitions.map((definition) => [definition.type, definition] as const))("%s", (type, definition) => {
  const today = frozenSchemaOf(definition.payload);

  it("breaks no subscriber of its frozen version", () => {
    expect(breakingChanges(type, frozen.get(type) ?? today, today).map(sentenceOf)).toEqual([]);
  });

  it("is frozen as it is today: after an allowed change, run `pnpm --filter @cpts/api freeze`", () => {
    expect(frozen.get(type)).toEqual(today);
  });

  it("writes 1,000 payloads that its frozen schema takes, fields of tomorrow ignored", () => {
    const validate = ajv.compile(frozen.get(type) ?? false);
    const refused = writtenPayloads(definition, 1_000).filter((payload) => !validate(withUnknownFields(payload)));
    expect(refused).toEqual([]);
  });
});

const Line = { label: Schema.String, status: Schema.optionalKey(Schema.Literals(["declared", "sourced"])) };
const before = {
  id: Schema.String.annotate({ title: "ThingId", format: "uuid" }),
  count: Schema.NullOr(Schema.Int.annotate({ description: "Inhabitants" })),
  on: Schema.String.annotate({ title: "LocalDate" }),
  unit: Schema.Literals(["people", "structures"]),
  kind: openCode(["aci", "accord-ars"]),
  note: Schema.optionalKey(Schema.String.pipe(Schema.check(Schema.isMaxLength(20)))),
  lines: Schema.Array(Schema.Struct(Line)),
  details: Schema.Record(Schema.String, Schema.Union([Schema.Finite, Schema.Array(Schema.String)])),
};
const type = "cpts.registry.thing.done.v1";
const { note: _note, ...withoutNote } = before;
const { count: _count, ...withoutCount } = before;
const changesOf = (fields: Schema.Struct.Fields) => breakingChanges(type, frozenSchemaOf(Schema.Struct(before)), frozenSchemaOf(Schema.Struct(fields) as unknown as Codec));

describe("a change that would break a subscriber is found, named and placed:", () => {
  const planted: ReadonlyArray<readonly [string, Schema.Struct.Fields, string]> = [
    ["an optional field removed", withoutNote, "field-removed /note"],
    ["a required field removed", withoutCount, "field-removed /count"],
    ["a field removed in a list", { ...before, lines: Schema.Array(Schema.Struct({ label: Schema.String })) }, "field-removed /lines/-/status"],
    ["a field renamed", { ...withoutNote, remark: Schema.optionalKey(Schema.String) }, "field-removed /note"],
    ["an optional field required", { ...before, note: Schema.String }, "field-now-required /note"],
    ["a required field optional", { ...before, unit: Schema.optionalKey(before.unit) }, "field-now-optional /unit"],
    ["a new required field", { ...before, colour: Schema.String }, "new-field-required /colour"],
    ["a text for a number", { ...before, count: Schema.NullOr(Schema.String) }, "type-changed /count"],
    ["fractions for whole numbers", { ...before, count: Schema.NullOr(Schema.Finite.annotate({ description: "Inhabitants" })) }, "type-changed /count"],
    ["null where there was none", { ...before, on: Schema.NullOr(before.on) }, "type-changed /on"],
    ["null no longer", { ...before, count: Schema.Int.annotate({ description: "Inhabitants" }) }, "type-changed /count"],
    ["one for a list", { ...before, lines: Schema.Struct(Line) }, "type-changed /lines"],
    ["fields for a record", { ...before, details: Schema.Struct({}) }, "type-changed /details"],
    ["another type in a record", { ...before, details: Schema.Record(Schema.String, Schema.Finite) }, "type-changed /details/*"],
    ["another type of element", { ...before, lines: Schema.Array(Schema.String) }, "type-changed /lines/-"],
    ["another unit", { ...before, count: Schema.NullOr(Schema.Int.annotate({ description: "Thousands of inhabitants" })) }, "meaning-changed /count"],
    ["a partial date for a date", { ...before, on: Schema.String.annotate({ title: "PartialDate" }) }, "meaning-changed /on"],
    ["another format", { ...before, id: Schema.String.annotate({ title: "ThingId", format: "uri" }) }, "meaning-changed /id"],
    ["a code taken away", { ...before, unit: Schema.Literals(["people", "places"]) }, "code-removed /unit"],
    ["a code taken away in a list", { ...before, lines: Schema.Array(Schema.Struct({ ...Line, status: Schema.optionalKey(Schema.Literals(["declared"])) })) }, "code-removed /lines/-/status"],
    ["a list of codes where any text was", { ...before, note: Schema.optionalKey(Schema.Literals(["a", "b"])) }, "code-removed /note"],
  ];

  it.each(planted)("%s", (_, fields, wanted) => {
    const changes = changesOf(fields);
    expect(changes.map(({ path, rule }) => `${rule} ${path}`)).toEqual([wanted]);
    const [rule, path] = wanted.split(" ") as [string, string];
    expect(changes.map(sentenceOf).join()).toMatch(new RegExp(`^${rule}: ${type.replaceAll(".", "\\.")} ${path.replaceAll("*", "\\*")} .*\\.v2 with an upcaster`, "u"));
  });

  it("a type of event removed, or renamed", () => {
    const changes = catalogueChanges([type], []);
    expect(changes).toEqual([{ type, rule: "event-type-removed", path: "" }]);
    expect(changes.map(sentenceOf).join()).toContain(type);
  });

  it("a new version that cannot read the one before", () => {
    const about = { service: "registry", aggregate: "thing", event: "done", summary: { fr: "Fait", en: "Done" }, example: {} } as const;
    const first = eventType({ ...about, version: 1, payload: Schema.Struct({}) });
    const second = eventType({ ...about, version: 2, payload: Schema.Struct({}) });
    expect(catalogueChanges([type], [first, second])).toEqual([{ type: second.type, rule: "upcaster-missing", path: "" }]);
    expect(catalogueChanges([type], [first, eventType({ ...about, version: 2, payload: Schema.Struct({}), upcasts: { from: first, upcast: () => ({}) } })])).toEqual([]);
  });
});

describe("a change that breaks nobody is allowed, and shown to break nobody:", () => {
  const allowed: ReadonlyArray<readonly [string, Schema.Struct.Fields]> = [
    ["an optional field more", { ...before, colour: Schema.optionalKey(Schema.String) }],
    ["a code more", { ...before, unit: Schema.Literals(["people", "structures", "beds"]) }],
    ["a code more of an open list", { ...before, kind: openCode(["aci", "accord-ars", "gip"]) }],
    ["an open list for a closed one", { ...before, unit: openCode(["people", "structures"], { title: "" }) }],
    ["a check loosened", { ...before, note: Schema.optionalKey(Schema.String.pipe(Schema.check(Schema.isMaxLength(40)))) }],
    ["a check tightened", { ...before, note: Schema.optionalKey(Schema.String.pipe(Schema.check(Schema.isMaxLength(3)))) }],
    ["a list bounded", { ...before, lines: before.lines.pipe(Schema.check(Schema.isMaxLength(2))) }],
    ["a named type in place of the same fields", { ...before, lines: Schema.Array(Schema.Struct(Line).annotate({ identifier: "Line" })) }],
  ];

  it.each(allowed)("%s", (_, fields) => {
    // Structs of plain fields need no services.
    const [old, now] = [Schema.Struct(before), Schema.Struct(fields) as unknown as Codec];
    expect(breakingChanges(type, frozenSchemaOf(old), frozenSchemaOf(now)).map(sentenceOf)).toEqual([]);
    const oldSubscriber = ajv.compile(structureOf(frozenSchemaOf(old)) as FrozenSchema);
    const [oldReader, newReader] = [readerOf(old), readerOf(now)];
    for (const payload of writtenPayloads({ type, payload: now }, 1_000)) {
      expect(oldSubscriber(payload)).toBe(true);
      expect(Exit.isSuccess(oldReader.decode(payload))).toBe(true);
    }
    for (const payload of writtenPayloads({ type, payload: old }, 1_000)) expect(Exit.isSuccess(newReader.decode(payload))).toBe(true);
  });
});
