/**
 * The OpenAPI 3.1 description of a service, from its endpoint contracts: data in, data out.
 *
 * @example
 * ```ts
 * import { openApiOf } from "@cpts/api/OpenApi"
 * import { registry } from "@cpts/api/Registry"
 *
 * openApiOf(registry).openapi // => "3.1.1"
 * ```
 *
 * @since 0.1.0
 */
import { policy } from "@cpts/domain/Access";
import { type Codec, type Endpoint, isWrite, needsIfMatch, Nothing, onlyStreams } from "./Endpoint.ts";
import { type Json, type JsonObject, makeSchemaComponents, type SchemaComponents } from "./internal/schema-components.ts";
import { exportTypes, fileTypes } from "./Files.ts";
import { isSnapshot } from "./Snapshot.ts";
import { everywhere, ProblemDetails, problemTypes, type ProblemType } from "./Problem.ts";

/** What is described: a service with its endpoints. */
export interface DescribedService {
  readonly name: string;
  readonly endpoints: Readonly<Record<string, Endpoint>>;
}

/** An OpenAPI document. See https://spec.openapis.org/oas/v3.1.1.html */
export interface OpenApiDocument {
  readonly openapi: "3.1.1";
  readonly info: JsonObject;
  readonly servers: ReadonlyArray<JsonObject>;
  readonly tags: ReadonlyArray<JsonObject>;
  readonly paths: JsonObject;
  readonly components: JsonObject;
}

/** The body of its requests is a file. */
const takesFile = ({ transfer }: Endpoint): boolean => transfer === "upload" || transfer === "intake";

/**
 * The problems that an endpoint can answer: those of its contract, those of every endpoint, and those that follow from
 * its shape (a body can be too large, an update can start from an old version).
 */
export const problemsOf = (endpoint: Endpoint): ReadonlyArray<ProblemType> => {
  const ofBody: ReadonlyArray<ProblemType> = ["body-too-large", "unsupported-media-type", "invalid-request"];
  const ofCreation: ReadonlyArray<ProblemType> = ["idempotency-key-reused"];
  const ofUpdate: ReadonlyArray<ProblemType> = ["version-conflict", "precondition-required"];
  return [
    ...new Set<ProblemType>([
      ...endpoint.problems,
      ...everywhere,
      ...(endpoint.params === Nothing && endpoint.query === Nothing ? [] : (["invalid-request"] as const)),
      ...(endpoint.body === null && !takesFile(endpoint) ? [] : ofBody),
      ...(endpoint.method === "POST" ? ofCreation : []),
      ...(needsIfMatch(endpoint) ? ofUpdate : []),
      "position-not-reached",
    ]),
  ];
};

/** Open data is readable without a token. A visitor may only read: what is sent asks for a token, even where it changes nothing. */
const isOpen = (endpoint: Endpoint): boolean => !isWrite(endpoint) && policy.some(({ action, role }) => action === endpoint.permission && role === "anonymous");

const component = (kind: string, name: string): JsonObject => ({ $ref: `#/components/${kind}/${name}` });

const headerParameters: JsonObject = {
  IdempotencyKey: {
    name: "Idempotency-Key",
    in: "header",
    description: "Names this request, so that sending it again changes nothing twice; the answer is kept for 48 hours",
    schema: { type: "string", maxLength: 200 },
  },
  IfMatch: { name: "If-Match", in: "header", required: true, description: "The ETag of the version this update starts from", schema: { type: "string" } },
  CptsAfter: {
    name: "Cpts-After",
    in: "header",
    description: "Answer only once these positions have been seen here: `<source>@<logId>:<position>`, several separated by commas",
    schema: { type: "string" },
  },
  LastEventId: {
    name: "Last-Event-ID",
    in: "header",
    description: "Of an event stream: the `id` of the last event that arrived, which browsers send by themselves; goes before `after`",
    schema: { type: "string" },
  },
  AcceptLanguage: { name: "Accept-Language", in: "header", description: "Language of the problems: fr (default) or en", schema: { type: "string" } },
};

const responseHeaders: JsonObject = {
  ETag: { description: "Version of the answer: for If-Match of an update, for If-None-Match of a read", schema: { type: "string" } },
  "Cpts-Position": { description: "Where this write stands in the log, or what a snapshot corresponds to: `<source>@<logId>:<position>`", schema: { type: "string" } },
  "Retry-After": { description: "Seconds to wait", schema: { type: "integer" } },
};

const parametersOf = (place: "path" | "query", schema: Codec, components: SchemaComponents): ReadonlyArray<Json> =>
  components.membersOf(schema).map(({ name, required, schema: { description, ...rest } }) => ({
    name,
    in: place,
    required: place === "path" || required,
    ...(description === undefined ? {} : { description }),
    schema: rest,
  }));

const problemResponses = (endpoint: Endpoint): JsonObject => {
  const byStatus = Object.groupBy(problemsOf(endpoint), (type) => problemTypes[type].status);
  return Object.fromEntries(
    Object.entries(byStatus).map(([status, types = []]) => [
      status,
      {
        description: types.map((type) => `${problemTypes[type].fr} (${type})`).join("; "),
        ...(types.some((type) => "retryable" in problemTypes[type]) ? { headers: { "Retry-After": component("headers", "Retry-After") } } : {}),
        content: {
          "application/problem+json": {
            schema: component("schemas", "ProblemDetails"),
            examples: Object.fromEntries(types.map((type) => [type, { value: { type: `/problems/${type}`, title: problemTypes[type].fr, status: Number(status) } }])),
          },
        },
      },
    ]),
  );
};

const bodyOf = (endpoint: Endpoint, body: Codec, components: SchemaComponents): JsonObject => ({
  required: true,
  description: "Unknown properties are refused",
  content: {
    "application/json": {
      schema: { ...components.schemaOf(body), unevaluatedProperties: false },
      // An example is JSON by nature: it is sent as it is by the tests.
      ...(endpoint.example === undefined ? {} : { example: endpoint.example as Json }),
    },
  },
});

/** A file, of any type that is taken. */
const fileContent: JsonObject = Object.fromEntries(Object.keys(fileTypes).map((type) => [type, { schema: { type: "string", format: "binary" } }]));

/** A table, in each form that can be asked for. */
const exportContent: JsonObject = Object.fromEntries(
  Object.entries(exportTypes).map(([format, type]) => [type, { schema: format === "json" ? { type: "object", additionalProperties: { type: "array", items: { type: "object" } } } : { type: "string", format: "binary" } }]),
);

/** What an endpoint is about: the first word of its id. */
const tagOf = ({ id }: Endpoint): string => id.split(".")[0] ?? id;

/** What a success holds, by media type. */
const contentOf = (endpoint: Endpoint, components: SchemaComponents): JsonObject => {
  if (endpoint.transfer === "download") return fileContent;
  if (endpoint.transfer === "export") return exportContent;
  if (endpoint.transfer === "calendar") return { "text/calendar": { schema: { type: "string", description: "iCalendar (RFC 5545)" } } };
  const schema = components.schemaOf(endpoint.response);
  const { stream } = endpoint;
  if (stream === null) return { "application/json": { schema } };
  if (!stream.onDemand) return { [stream.mediaType]: { schema: { ...schema, description: stream.description } } };
  return { "application/json": { schema }, [stream.mediaType]: { schema: { type: "string", description: stream.description } } };
};

/** The headers of a success. */
const answeredHeaders = (endpoint: Endpoint): ReadonlyArray<string> => {
  if (onlyStreams(endpoint)) return ["Cpts-Position"];
  return [...(endpoint.versioned || !isWrite(endpoint) ? ["ETag"] : []), ...(isWrite(endpoint) ? ["Cpts-Position"] : [])];
};

/** What an endpoint does, in English; of a snapshot also which events continue it. */
const descriptionOf = (endpoint: Endpoint): string =>
  isSnapshot(endpoint) ? `${endpoint.summary.en}. These events continue it, from the position that it names: ${endpoint.snapshotOf.tells.map((type) => `\`${type}\``).join(", ")}` : endpoint.summary.en;

const operationOf = (clientMethod: string, endpoint: Endpoint, components: SchemaComponents): JsonObject => {
  const headers = [
    ...(endpoint.method === "POST" ? ["IdempotencyKey"] : []),
    ...(needsIfMatch(endpoint) ? ["IfMatch"] : []),
    ...(endpoint.stream?.mediaType === "text/event-stream" ? ["LastEventId"] : []),
    "CptsAfter",
    "AcceptLanguage",
  ];
  const answered = answeredHeaders(endpoint);
  return {
    operationId: endpoint.id,
    summary: endpoint.summary.fr,
    description: descriptionOf(endpoint),
    "x-summary-en": endpoint.summary.en,
    ...(isSnapshot(endpoint) ? { "x-continued-by": endpoint.snapshotOf.tells } : {}),
    "x-client-method": clientMethod,
    "x-permission": endpoint.permission,
    tags: [tagOf(endpoint)],
    security: isOpen(endpoint) ? [{}, { bearer: [] }] : [{ bearer: [] }],
    parameters: [
      ...parametersOf("path", endpoint.params, components),
      ...parametersOf("query", endpoint.query, components),
      ...headers.map((name) => component("parameters", name)),
    ],
    ...(endpoint.body === null ? {} : { requestBody: bodyOf(endpoint, endpoint.body, components) }),
    ...(takesFile(endpoint) ? { requestBody: { required: true, description: "The file itself", content: fileContent } } : {}),
    responses: {
      [String(endpoint.status)]: {
        description: endpoint.summary.fr,
        ...(answered.length === 0 ? {} : { headers: Object.fromEntries(answered.map((name) => [name, component("headers", name)])) }),
        ...(endpoint.status === 204 ? {} : { content: contentOf(endpoint, components) }),
      },
      ...problemResponses(endpoint),
    },
  };
};

/**
 * The OpenAPI document of a service. Its one server is relative: the folder the document is read from, so it holds under
 * any prefix (`/registry/openapi.json`) and for a service that stands alone.
 */
export const openApiOf = (service: DescribedService, version = "0.1.0"): OpenApiDocument => {
  const components = makeSchemaComponents();
  components.schemaOf(ProblemDetails);
  const operations = Object.entries(service.endpoints).map(([name, endpoint]) => ({ endpoint, operation: operationOf(name, endpoint, components) }));
  const byPath = Object.groupBy(operations, ({ endpoint }) => endpoint.path);
  return {
    openapi: "3.1.1",
    info: {
      title: `CPTS ${service.name}`,
      version,
      description: "Plateforme ouverte des communautés professionnelles territoriales de santé. (Open platform of the French CPTS.)",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: "." }],
    tags: [...new Set(operations.map(({ endpoint }) => tagOf(endpoint)))].map((name) => ({ name })),
    paths: Object.fromEntries(
      Object.entries(byPath).map(([path, here = []]) => [path, Object.fromEntries(here.map(({ endpoint, operation }) => [endpoint.method.toLowerCase(), operation]))]),
    ),
    components: {
      schemas: components.named(),
      parameters: headerParameters,
      headers: responseHeaders,
      securitySchemes: { bearer: { type: "http", scheme: "bearer", bearerFormat: "JWT", description: "Access token of a trusted OpenID Connect issuer" } },
    },
  };
};
