import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { EventEnvelope } from "@cpts/domain/EventEnvelope";
import { Schema } from "effect";
import { describe, expect, it } from "vitest";
import { directory } from "../Directory.ts";
import type { EventType } from "../EventType.ts";
import { registry } from "../Registry.ts";

const definitions: ReadonlyArray<EventType> = [...Object.values(registry.events), ...Object.values<EventType>(directory.events)];
const samples = readdirSync(import.meta.dirname).filter((file) => file.endsWith(".json"));
const read = (type: string): { readonly type: string; readonly data: unknown } => JSON.parse(readFileSync(join(import.meta.dirname, `${type}.json`), "utf8"));

/** Written once, when the version was published, and never changed: events like these are in logs for ever. */
describe("a frozen sample", () => {
  it("exists of every version of every event, and of nothing else", () => {
    expect(samples.toSorted()).toEqual(definitions.map(({ type }) => `${type}.json`).toSorted());
  });

  it.each(definitions.map((definition) => [definition.type, definition] as const))("of %s is read by today's code, and written as it was", (type, { payload }) => {
    const sample = read(type);
    expect(Schema.decodeUnknownSync(EventEnvelope)(sample)).toEqual(sample);
    expect(sample.type).toBe(type);
    // A contract's payload needs no services to decode.
    const codec = payload as Schema.Codec<unknown, unknown>;
    expect(Schema.encodeUnknownSync(codec)(Schema.decodeUnknownSync(codec)(sample.data))).toEqual(sample.data);
  });

  it.each(definitions.map((definition) => [definition.type, definition] as const))("of %s holds every field of its contract", (type, { payload }) => {
    const fields = Object.keys((payload as unknown as { readonly fields: object }).fields);
    expect(Object.keys(read(type).data as object).toSorted()).toEqual(fields.toSorted());
  });
});
