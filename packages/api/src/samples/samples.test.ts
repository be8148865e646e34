import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { EventEnvelope } from "@cpts/domain/EventEnvelope";
import { Effect, Schema } from "effect";
import { describe, expect, it } from "vitest";
import { decodeEvent } from "../DecodeEvent.ts";
import type { EventType } from "../EventType.ts";
import { services } from "../Services.ts";

const definitions: ReadonlyArray<EventType> = Object.values(services).flatMap(({ events }) => Object.values<EventType>(events));
/** `<type>.json`, and `<type>+<field>.json` for an optional field that came later. */
const samples = readdirSync(import.meta.dirname).filter((file) => file.endsWith(".json"));
const typeOf = (file: string): string => file.slice(0, -".json".length).replace(/\+.*$/u, "");
const read = (file: string): { readonly type: string; readonly data: object } => JSON.parse(readFileSync(join(import.meta.dirname, file), "utf8"));

/** Written once, when the version was published, and never changed: events like these are in logs for ever. */
describe("a frozen sample", () => {
  it("exists of every version of every event, and of nothing else", () => {
    expect([...new Set(samples.map(typeOf))].toSorted()).toEqual(definitions.map(({ type }) => type).toSorted());
  });

  it.each(samples)("%s is read by today's reader, and given back as it was", (file) => {
    const sample = read(file);
    expect(Schema.decodeUnknownSync(EventEnvelope)(sample)).toEqual(sample);
    expect(sample.type).toBe(typeOf(file));
    const definition = definitions.find(({ type }) => type === sample.type);
    expect(definition && Effect.runSync(Effect.map(definition.reader.decode(sample.data), (given) => definition.reader.encode(given)))).toEqual(sample.data);
    expect(decodeEvent(sample)._tag).toBe("Event");
  });

  it.each(definitions.map((definition) => [definition.type, definition] as const))("of %s holds every field of its contract, all samples together", (type, { payload }) => {
    const fields = Object.keys((payload as unknown as { readonly fields: object }).fields);
    const held = new Set(samples.filter((file) => typeOf(file) === type).flatMap((file) => Object.keys(read(file).data)));
    expect([...held].toSorted()).toEqual(fields.toSorted());
  });
});
