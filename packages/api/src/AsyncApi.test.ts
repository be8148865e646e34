import { Parser } from "@asyncapi/parser";
import { EventEnvelope } from "@cpts/domain/EventEnvelope";
import { Schema } from "effect";
import { describe, expect, it } from "vitest";
import { asyncApiOf } from "./AsyncApi.ts";
import { unresolvedReferences } from "./internal/json-references.ts";
import type { Json } from "./internal/schema-components.ts";
import { services } from "./Services.ts";

describe.each(Object.values(services))("the AsyncAPI document of $name", (service) => {
  const document = asyncApiOf(service);

  it("is valid AsyncAPI 3.0, its examples included", async () => {
    const { diagnostics, document: parsed } = await new Parser().parse(JSON.stringify(document));
    // The parser recommends newer versions of the specification and optional members at lower severities.
    expect(diagnostics.filter(({ severity }) => severity === 0)).toEqual([]);
    expect(parsed?.allMessages().length).toBe(Object.keys(service.events).length);
  });

  it("resolves every reference within itself", () => {
    expect(unresolvedReferences(document as unknown as Json)).toEqual([]);
  });

  it("has one channel per type of event, at its subject", () => {
    const addresses = Object.values(document.channels).map((channel) => (channel as { readonly address: string }).address);
    expect(addresses).toEqual(Object.values(service.events).map(({ type }) => type));
  });

  it("shows examples that subscribers can decode", () => {
    const messages = Object.values(document.components["messages"] as unknown as Readonly<Record<string, { readonly name: string; readonly examples: ReadonlyArray<{ readonly payload: unknown }> }>>);
    for (const { examples, name } of messages) {
      const event = Schema.decodeUnknownSync(EventEnvelope)(examples[0]?.payload);
      expect(event.type).toBe(name);
      const definition = Object.values<{ readonly type: string; readonly payload: Schema.ConstraintCodec<unknown, unknown> }>(service.events).find(({ type }) => type === name);
      expect(Schema.decodeUnknownExit(definition?.payload ?? Schema.Never)(event.data)._tag).toBe("Success");
    }
  });
});
