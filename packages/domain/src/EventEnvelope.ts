/**
 * The envelope of every event: CloudEvents 1.0 in JSON, with the place of the event in its log.
 *
 * `source` is the URI-reference `/cpts/<service>`: CloudEvents asks for a non-empty URI-reference, unique with `id`, and its own
 * examples use such paths; a bare word would be a legal relative path that a reader resolves against anything.
 *
 * @example
 * ```ts
 * import * as EventEnvelope from "@cpts/domain/EventEnvelope";
 *
 * EventEnvelope.parseType("cpts.registry.cpts.registered.v1"); // => { service: "registry", aggregate: "cpts", event: "registered", major: 1 }
 * EventEnvelope.sourceOf("registry"); // => "/cpts/registry"
 * ```
 */
import { Schema } from "effect";
import { uuidShape } from "./internal/uuid.ts";
import { isLocalDate } from "./LocalDate.ts";
import { LogId, maxPosition } from "./Position.ts";

const typeShape = /^cpts\.([a-z][0-9a-z-]{0,62})\.([a-z][0-9a-z-]{0,62})\.([a-z][0-9a-z-]{0,62})\.v([1-9]\d{0,3})$/u;

/** `cpts.<service>.<aggregate>.<event>.v<major>`, also the NATS subject. Issue: `event-type.format`. */
export const EventType = Schema.String.annotate({
  title: "EventType",
  description: "cpts.<service>.<aggregate>.<event>.v<major>",
  examples: ["cpts.registry.cpts.registered.v1"],
}).pipe(Schema.check(Schema.isPattern(typeShape, { message: "event-type.format" })));

/** What an event type says. */
export interface ParsedType {
  readonly service: string;
  readonly aggregate: string;
  readonly event: string;
  readonly major: number;
}

/** The parts of an event type, or `null` when it is not one of ours. */
export const parseType = (type: string): ParsedType | null => {
  const match = typeShape.exec(type);
  if (match === null) return null;
  const [, service = "", aggregate = "", event = "", major = ""] = match;
  return { service, aggregate, event, major: Number(major) };
};

/** The CloudEvents `source` of a service. */
export const sourceOf = (service: string): string => `/cpts/${service}`;

/** The service of a CloudEvents `source`, or `null` when it is not one of ours. */
export const serviceOf = (source: string): string | null => /^\/cpts\/([a-z][0-9a-z-]{0,62})$/u.exec(source)?.[1] ?? null;

const instantShape = /^\d{4}-\d{2}-\d{2}T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?Z$/u;

/** Most of what it draws is an instant of a day that exists. */
const instants = { patterns: [{ source: String.raw`^\d{3}[1-9]-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?Z$`, flags: "u" }] } as const;

/** An instant in UTC, RFC 3339 with `Z`. Issue: `instant.format`. */
export const Instant = Schema.String.annotate({
  title: "Instant",
  description: "An instant in UTC, RFC 3339",
  format: "date-time",
  examples: ["2026-11-22T08:30:00.000Z"],
}).pipe(
  Schema.check(
    Schema.isPattern(instantShape, { message: "instant.format", arbitraryConstraint: instants }),
    Schema.makeFilter((text: string) => !instantShape.test(text) || isLocalDate(text.slice(0, 10)) || "instant.calendar"),
  ),
);

const uuid = (title: string, message: string) =>
  Schema.String.annotate({ title, format: "uuid", examples: ["018f6f52-9f5e-7cc1-b6a0-1f2b3c4d5e6f"] }).pipe(
    Schema.check(Schema.isPattern(uuidShape, { message })),
  );

/** CloudEvents integers are signed 32 bits: 68 years at one event a second. */
const positive = (title: string, message: string) =>
  Schema.Int.annotate({ title }).pipe(Schema.check(Schema.isBetween({ minimum: 1, maximum: maxPosition }, { message })));

/** The attributes of an envelope, without its data. Extension names are lower-case alphanumerics, as CloudEvents demands. */
export const envelopeFields = {
  specversion: Schema.Literal("1.0"),
  id: uuid("EventId", "event-id.format"),
  source: Schema.String.annotate({ title: "EventSource", description: "/cpts/<service>", format: "uri-reference", examples: ["/cpts/registry"] }).pipe(
    Schema.check(Schema.isPattern(/^\/cpts\/[a-z][0-9a-z-]{0,62}$/u, { message: "event-source.format" })),
  ),
  type: EventType,
  subject: Schema.String.annotate({ title: "EventSubject", description: "Identity of the aggregate" }).pipe(
    Schema.check(Schema.isPattern(/^[!-~]{1,128}$/u, { message: "event-subject.format" })),
  ),
  time: Instant,
  datacontenttype: Schema.Literal("application/json"),
  logid: LogId,
  position: positive("EventPosition", "event-position.range"),
  aggregateversion: positive("AggregateVersion", "event-aggregate-version.range"),
  traceparent: Schema.optionalKey(
    Schema.String.annotate({ title: "TraceParent", description: "W3C Trace Context" }).pipe(
      Schema.check(Schema.isPattern(/^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/u, { message: "traceparent.format" })),
    ),
  ),
} as const;

const sameService = (event: unknown) => {
  // The struct below has decoded these two fields; TypeScript loses sight of them behind the generic payload.
  const { source, type } = event as { readonly source: string; readonly type: string };
  return serviceOf(source) === parseType(type)?.service ? true : { path: ["source"], issue: "event-source.other-service" };
};

/** The envelope around a payload. Issue: `event-source.other-service` when the type belongs to another service than the source. */
export const eventEnvelope = <Data extends Schema.Top>(data: Data) =>
  Schema.Struct({ ...envelopeFields, data })
    .annotate({ title: "EventEnvelope", description: "A CloudEvents 1.0 event with its place in the log of its source" })
    .pipe(Schema.check(Schema.makeFilter(sameService)));

/** An event whose payload is not read yet. */
export const EventEnvelope = eventEnvelope(Schema.Unknown);

/** An event whose payload is not read yet. */
export type EventEnvelope = typeof EventEnvelope.Type;

/** The NATS subject of an event: its type, whose tokens hold no wildcard nor space. */
export const natsSubjectOf = (event: { readonly type: string }): string => event.type;

/** The media type of an event in JSON (CloudEvents JSON format 1.0.2, §3). */
export const mediaType = "application/cloudevents+json";
