/**
 * The AsyncAPI 3.0 description of what a service publishes, from its event definitions: data in, data out.
 *
 * @example
 * ```ts
 * import { asyncApiOf } from "@cpts/api/AsyncApi"
 * import { registry } from "@cpts/api/Registry"
 *
 * asyncApiOf(registry).asyncapi // => "3.0.0"
 * ```
 *
 * @since 0.1.0
 */
import { EventEnvelope, mediaType, sourceOf } from "@cpts/domain/EventEnvelope";
import type { Codec, Endpoint } from "./Endpoint.ts";
import type { EventType } from "./EventType.ts";
import { continuedBy } from "./Snapshot.ts";
import { type Json, type JsonObject, makeSchemaComponents, type SchemaComponents } from "./internal/schema-components.ts";

/** What is described: a service with its events, and the snapshots that they continue among its endpoints. */
export interface PublishingService {
  readonly name: string;
  readonly endpoints: Readonly<Record<string, Endpoint>>;
  readonly events: Readonly<Record<string, EventType>>;
}

/** An AsyncAPI document. See https://www.asyncapi.com/docs/reference/specification/v3.0.0 */
export interface AsyncApiDocument {
  readonly asyncapi: "3.0.0";
  readonly info: JsonObject;
  readonly defaultContentType: string;
  readonly servers: JsonObject;
  readonly channels: JsonObject;
  readonly operations: JsonObject;
  readonly components: JsonObject;
}

const exampleId = "0198c0de-0000-7000-8000-0000000000ff";

/** An event as it travels, around an example payload. */
const exampleOf = (event: EventType): JsonObject => ({
  specversion: "1.0",
  id: exampleId,
  source: sourceOf(event.service),
  type: event.type,
  subject: "0198c0de-0000-7000-8000-000000000001",
  time: "2026-11-22T08:30:00.000Z",
  datacontenttype: "application/json",
  logid: "0198c0de-0000-7000-8000-00000000000a",
  position: 1,
  aggregateversion: 1,
  // An example payload is JSON by nature: a test decodes it.
  data: event.tell(event.example) as Json,
});

/** What the relay writes beside an event. */
const headers: JsonObject = {
  type: "object",
  required: ["Nats-Msg-Id", "content-type"],
  properties: {
    "Nats-Msg-Id": { type: "string", format: "uuid", description: "Id of the event: the broker drops a second message with the same one for two minutes" },
    "content-type": { type: "string", const: mediaType, description: "CloudEvents 1.0, structured content mode, JSON" },
    traceparent: { type: "string", description: "W3C Trace Context, where the event has one" },
  },
};

/** Where the events are heard. Addresses are those of a development machine: each installation has its own. */
const serversOf = (service: string): JsonObject => ({
  broker: {
    host: "{host}",
    protocol: "nats",
    title: "NATS JetStream",
    description: `The stream CPTS_${service.toUpperCase()} holds the events of the service, each on its own subject. At least once: a subscriber keeps (source, logid, position) and fills gaps from the log.`,
    variables: { host: { default: "localhost:4222" } },
  },
  log: {
    host: "{host}",
    pathname: `/${service}/v1/events`,
    protocol: "http",
    title: "The log of the service",
    description: "The same events over HTTP, in order and without gaps, from the first one ever.",
    variables: { host: { default: "localhost:8080" } },
  },
});

/** Where the state that an event changes can be had whole; nothing is said of an event that leaves no state to others. */
const continuationOf = (event: EventType, service: PublishingService): JsonObject => {
  const paths = continuedBy(event.type, service).map(({ path }) => path);
  return paths.length === 0 ? {} : { description: `Continues ${paths.map((path) => `\`GET ${path}\``).join(", ")}, from the position that the snapshot names`, "x-continues": paths };
};

const messageOf = (event: EventType, service: PublishingService, components: SchemaComponents): JsonObject => ({
  name: event.type,
  title: event.summary.fr,
  summary: event.summary.en,
  ...continuationOf(event, service),
  contentType: mediaType,
  headers,
  payload: {
    allOf: [
      { $ref: "#/components/schemas/EventEnvelope" },
      { type: "object", required: ["type", "data"], properties: { type: { const: event.type }, data: components.schemaOf(event.reader.schema) } },
    ],
  },
  examples: [{ name: event.event, headers: { "Nats-Msg-Id": exampleId, "content-type": mediaType }, payload: exampleOf(event) }],
});

/** The AsyncAPI document of a service: one channel per type of event, named by the subject it is published on. */
export const asyncApiOf = (service: PublishingService, version = "0.1.0"): AsyncApiDocument => {
  const components = makeSchemaComponents();
  const envelope = components.schemaOf(EventEnvelope as Codec);
  const events = Object.entries(service.events);
  const messages = Object.fromEntries(events.map(([name, event]) => [name, messageOf(event, service, components)]));
  return {
    asyncapi: "3.0.0",
    info: {
      title: `CPTS ${service.name} events`,
      version,
      description:
        "Every event of the service, in one log whose positions have no gap, as CloudEvents 1.0 JSON. The same log is served over HTTP (`GET /v1/events`); delivery over NATS is at least once. Schemas are those of readers: lists of codes are open, unknown fields are to be ignored, checks of values are what writers obey today. Words that people typed do not travel: they are absent, null or `…`, and are read at the service under the id that the event names.",
      license: { name: "Apache-2.0" },
    },
    defaultContentType: mediaType,
    servers: serversOf(service.name),
    channels: Object.fromEntries(
      events.map(([name, event]) => [
        name,
        {
          address: event.type,
          title: event.summary.fr,
          description: event.summary.en,
          servers: [{ $ref: "#/servers/broker" }, { $ref: "#/servers/log" }],
          messages: { [name]: { $ref: `#/components/messages/${name}` } },
        },
      ]),
    ),
    operations: Object.fromEntries(
      events.map(([name, event]) => [
        `publish-${name}`,
        { action: "send", channel: { $ref: `#/channels/${name}` }, summary: event.summary.fr, bindings: { nats: { bindingVersion: "0.1.0" } }, messages: [{ $ref: `#/channels/${name}/messages/${name}` }] },
      ]),
    ),
    components: { messages, schemas: { ...components.named(), EventEnvelope: envelope } },
  };
};
