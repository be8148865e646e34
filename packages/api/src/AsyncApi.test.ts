import { Parser } from "@asyncapi/parser";
import { EventEnvelope } from "@cpts/domain/EventEnvelope";
import { Ajv2020 } from "ajv/dist/2020.js";
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

  it("has examples whose headers and payload its own schemas take", () => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false }).addSchema({ ...document }, "document");
    for (const [name, message] of Object.entries(document.components["messages"] as Readonly<Record<string, { readonly examples: ReadonlyArray<Readonly<Record<string, unknown>>> }>>))
      for (const part of ["headers", "payload"]) {
        const validate = ajv.getSchema(`document#/components/messages/${name}/${part}`);
        const [example] = message.examples;
        expect([validate?.(example?.[part]), validate?.errors]).toEqual([true, null]);
        expect(validate?.({})).toBe(false);
      }
  });

  it("takes a payload with a code and a field of tomorrow, as subscribers have to", () => {
    const text = JSON.stringify(document.components["schemas"]);
    expect(text).not.toContain('"additionalProperties":false');
    // A constant is written as a list of one.
    expect(text.match(/"enum":\[[^\]]*,[^\]]*\]/gu) ?? []).toEqual([]);
  });

  it("says where a subscriber hears of each event, and how it is written there", () => {
    const { channels, operations, servers } = document;
    expect(Object.values(servers).map((server) => (server as { readonly protocol: string }).protocol)).toEqual(["nats", "http"]);
    for (const channel of Object.values(channels)) expect(channel).toMatchObject({ servers: [{ $ref: "#/servers/broker" }, { $ref: "#/servers/log" }] });
    for (const operation of Object.values(operations)) expect(operation).toMatchObject({ action: "send", bindings: { nats: {} } });
  });
});
