/**
 * Collects the JSON Schemas of a document: named ones go to its components, once each, and are referred to.
 */
import { Schema } from "effect";
import type { Codec } from "../Endpoint.ts";

/** A JSON value, as documents hold them. */
export type Json = null | boolean | number | string | ReadonlyArray<Json> | { readonly [key: string]: Json };

/** A JSON object. */
export type JsonObject = { readonly [key: string]: Json };

const isObject = (value: Json): value is JsonObject => typeof value === "object" && value !== null && !Array.isArray(value);

/** References into the components; nothing said about what is allowed anyway. */
const moved = (value: Json): Json => {
  if (Array.isArray(value)) return value.map(moved);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, inner]) => !(key === "additionalProperties" && inner === true))
      .map(([key, inner]) => [key, key === "$ref" && typeof inner === "string" ? inner.replace("#/$defs/", "#/components/schemas/") : moved(inner)]),
  );
};

/** The schemas of one document. */
export interface SchemaComponents {
  /** The schema, by reference where it has an identifier. */
  readonly schemaOf: (schema: Codec) => JsonObject;
  /** The named schemas met so far. */
  readonly named: () => JsonObject;
  /** The members of an object schema, whether they are required, and what they look like. */
  readonly membersOf: (schema: Codec) => ReadonlyArray<{ readonly name: string; readonly required: boolean; readonly schema: JsonObject }>;
}

/** Starts a document. Throws when two different schemas have one identifier: a mistake in the contracts. */
export const makeSchemaComponents = (): SchemaComponents => {
  const named = new Map<string, JsonObject>();
  const schemaOf = (schema: Codec): JsonObject => {
    // What Effect writes is JSON; its type only says "unknown".
    const document = Schema.toJsonSchemaDocument(schema) as unknown as { readonly schema: JsonObject; readonly definitions: Readonly<Record<string, JsonObject>> };
    for (const [name, definition] of Object.entries(document.definitions)) {
      const component = moved(definition) as JsonObject;
      const before = named.get(name);
      if (before !== undefined && JSON.stringify(before) !== JSON.stringify(component)) throw new Error(`two schemas have the identifier ${name}`);
      named.set(name, component);
    }
    return moved(document.schema) as JsonObject;
  };
  const resolved = (schema: JsonObject): JsonObject =>
    typeof schema["$ref"] === "string" ? (named.get(schema["$ref"].replace("#/components/schemas/", "")) ?? {}) : schema;
  return {
    schemaOf,
    named: () => Object.fromEntries([...named].toSorted(([a], [b]) => (a < b ? -1 : 1))),
    membersOf: (schema) => {
      const { properties = {}, required = [] } = resolved(schemaOf(schema)) as { readonly properties?: Readonly<Record<string, JsonObject>>; readonly required?: ReadonlyArray<string> };
      return Object.entries(properties).map(([name, member]) => ({ name, required: required.includes(name), schema: member }));
    },
  };
};
