import { it } from "@effect/vitest";
import { Schema } from "effect";
import { describe, expect } from "vitest";
import * as domain from "./index.ts";

const isErrorClass = (member: unknown) => typeof member === "function" && member.prototype instanceof Error;

/** Every schema the package exports, by module and name. Errors are described where they are mapped to HTTP. */
const schemas = Object.entries(domain).flatMap(([module, members]) =>
  Object.entries(members).flatMap(([name, member]) => (Schema.isSchema(member) && !isErrorClass(member) ? [{ name: `${module}.${name}`, schema: member }] : [])),
);

const nodesOf = (node: unknown): ReadonlyArray<Record<string, unknown>> =>
  typeof node !== "object" || node === null
    ? []
    : [...(Array.isArray(node) ? [] : [node as Record<string, unknown>]), ...Object.values(node).flatMap((child) => nodesOf(child))];

const roundTrip = <A, I>(schema: Schema.Codec<A, I>, value: A) => {
  const through = (one: A): A => Schema.decodeUnknownSync(schema)(JSON.parse(JSON.stringify(Schema.encodeSync(schema)(one))));
  // Texts are trimmed and -0 becomes 0 the first time.
  const kept = through(value);
  expect(through(kept)).toEqual(kept);
  expect(Object.keys(kept as object).toSorted()).toEqual(Object.keys(value as object).toSorted());
};

describe("the JSON Schema", () => {
  it("exists for the schemas of the package", () => {
    expect(schemas.length).toBeGreaterThan(50);
  });

  it.each(schemas.map(({ name, schema }) => [name, schema] as const))("of %s has a title and a description", (_, schema) => {
    const { definitions, schema: root } = Schema.toJsonSchemaDocument(schema);
    const target = "$ref" in root ? definitions[String(root["$ref"]).replace("#/$defs/", "")] : root;
    expect(target).toMatchObject({ title: expect.any(String), description: expect.any(String) });
  });

  it("keeps the pattern of every string that has a format of its own", () => {
    const bare = schemas.flatMap(({ name, schema }) =>
      nodesOf(Schema.toJsonSchemaDocument(schema))
        .filter((node) => node["type"] === "string" && "title" in node && !["pattern", "enum", "maxLength", "const"].some((key) => key in node))
        .map((node) => `${name}: ${String(node["title"])}`),
    );
    expect(bare).toEqual([]);
  });
});

describe("a value of the model", () => {
  it.prop("survives JSON: a territory change", [domain.Territory.TerritoryChange], ([value]) => roundTrip(domain.Territory.TerritoryChange, value));
  it.prop("survives JSON: a declared fact", [domain.DeclaredFact.DeclaredFact], ([value]) => roundTrip(domain.DeclaredFact.DeclaredFact, value));
  it.prop("survives JSON: a source", [domain.Source.Source], ([value]) => roundTrip(domain.Source.Source, value));
  it.prop("survives JSON: a change of status", [domain.RegistryEvents.CptsStatusChanged], ([value]) => roundTrip(domain.RegistryEvents.CptsStatusChanged, value));
  it.prop("survives JSON: an actor", [domain.Access.Actor], ([value]) => roundTrip(domain.Access.Actor, value));
});
