import { mediaType, sourceOf } from "@cpts/domain/EventEnvelope";
import { CloudEvent, HTTP } from "cloudevents";
import { describe, expect, it } from "vitest";
import { definitions, writtenPayloads } from "./fixtures/written-payloads.ts";

const envelopeOf = (type: string, service: string, data: unknown) => ({
  specversion: "1.0",
  id: "0198c0de-0000-7000-8000-0000000000ff",
  source: sourceOf(service),
  type,
  subject: "0198c0de-0000-7000-8000-000000000001",
  time: "2026-11-22T08:30:00.000Z",
  datacontenttype: "application/json",
  logid: "0198c0de-0000-7000-8000-00000000000a",
  position: 1,
  aggregateversion: 1,
  traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
  data,
});

/** What another library reads of an event in structured content mode. */
const received = (event: object): Readonly<Record<string, unknown>> => {
  const read = HTTP.toEvent({ headers: { "content-type": `${mediaType}; charset=utf-8` }, body: JSON.stringify(event) });
  if (!(read instanceof CloudEvent)) throw new Error("a batch");
  expect(read.validate()).toBe(true);
  return read.toJSON();
};

describe("by the rules of CloudEvents 1.0", () => {
  it.each(definitions.map((definition) => [definition.type, definition] as const))("%s is an event, whatever its payload", (type, definition) => {
    for (const data of [definition.example, ...writtenPayloads(definition, 100)]) {
      const event = envelopeOf(type, definition.service, data);
      expect(new CloudEvent(event, true).toJSON()).toEqual(event);
      expect(received(event)).toEqual(event);
    }
  });

  it.each([
    ["no source", { source: undefined }],
    ["an empty type", { type: "" }],
    ["an extension in capitals", { logId: "a" }],
  ])("an event with %s would be refused", (_, change) => {
    const event = JSON.parse(JSON.stringify({ ...envelopeOf("cpts.registry.thing.done.v1", "registry", {}), ...change }));
    expect(() => new CloudEvent(event, true)).toThrow(/./u);
  });
});
