import { anonymous, can } from "@cpts/domain/Access";
import { Validator } from "@seriousme/openapi-schema-validator";
import { describe, expect, it } from "vitest";
import { isWrite, needsIfMatch, onlyStreams } from "./Endpoint.ts";
import { unresolvedReferences } from "./internal/json-references.ts";
import type { Json } from "./internal/schema-components.ts";
import { type DescribedService, openApiOf } from "./OpenApi.ts";
import { exportTypes, fileTypes } from "./Files.ts";
import { problemTypes } from "./Problem.ts";
import { services } from "./Services.ts";

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly security: ReadonlyArray<object>;
  readonly parameters: ReadonlyArray<{ readonly name?: string; readonly in?: string; readonly $ref?: string }>;
  readonly requestBody?: { readonly content: { readonly "application/json": { readonly example?: unknown; readonly schema: Readonly<Record<string, unknown>> } } };
  readonly responses: Readonly<Record<string, { readonly headers?: object; readonly content?: object }>>;
}

const described: ReadonlyArray<DescribedService> = Object.values(services);

describe.each(described)("the OpenAPI document of $name", (service) => {
  const document = openApiOf(service);
  // Read as what it is written as.
  const paths = document.paths as unknown as Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  const endpoints = Object.entries(service.endpoints);

  it("is valid OpenAPI 3.1", async () => {
    const result = await new Validator().validate({ ...structuredClone(document) });
    expect(result.errors ?? []).toEqual([]);
    expect(result.valid).toBe(true);
  });

  it("resolves every reference within itself", () => {
    expect(unresolvedReferences(document as unknown as Json)).toEqual([]);
  });

  it.each(endpoints)("describes %s with its parameters, headers and problems", (_, endpoint) => {
    const operation = paths[endpoint.path]?.[endpoint.method.toLowerCase()];
    expect(operation?.operationId).toBe(endpoint.id);
    expect(operation?.summary).toBe(endpoint.summary.fr);
    const inPath = operation?.parameters.filter((parameter) => parameter.in === "path").map(({ name }) => `{${name}}`);
    expect(inPath).toEqual(endpoint.path.match(/\{\w+\}/gu) ?? []);
    const references = operation?.parameters.map(({ $ref }) => $ref);
    expect(references?.includes("#/components/parameters/IfMatch")).toBe(needsIfMatch(endpoint));
    expect(references?.includes("#/components/parameters/IdempotencyKey")).toBe(endpoint.method === "POST");
    expect(Object.keys(operation?.responses[endpoint.status]?.headers ?? {})).toEqual([...(endpoint.versioned || (!isWrite(endpoint) && !onlyStreams(endpoint)) ? ["ETag"] : []), ...(isWrite(endpoint) || onlyStreams(endpoint) ? ["Cpts-Position"] : [])]);
    const media = Object.keys(operation?.responses[endpoint.status]?.content ?? {});
    const whole = { download: Object.keys(fileTypes), export: Object.values<string>(exportTypes), upload: ["application/json"], intake: ["application/json"], calendar: ["text/calendar"], prepared: ["application/json"] }[endpoint.transfer ?? "upload"];
    expect(media).toEqual([...(endpoint.status === 204 || onlyStreams(endpoint) ? [] : whole), ...(endpoint.stream === null ? [] : [endpoint.stream.mediaType])]);
    expect(references?.includes("#/components/parameters/LastEventId")).toBe(media.includes("text/event-stream"));
    for (const problem of endpoint.problems) expect(operation?.responses[problemTypes[problem].status]?.content).toHaveProperty(["application/problem+json", "examples", problem]);
    expect(operation?.responses["500"]).toBeDefined();
    const sent = operation?.requestBody?.content["application/json"];
    expect(sent?.example).toEqual(endpoint.example);
    expect(sent?.schema["unevaluatedProperties"]).toBe(endpoint.body === null ? undefined : false);
  });

  it("asks for a token to write, and for none to read open data", () => {
    const written = endpoints.filter(([, endpoint]) => isWrite(endpoint)).map(([, { path, method }]) => paths[path]?.[method.toLowerCase()]?.security);
    expect(written).toEqual(written.map(() => [{ bearer: [] }]));
    const open = endpoints.filter(([, endpoint]) => !isWrite(endpoint) && can(anonymous, endpoint.permission, { kind: "open", visibility: "public" })._tag === "Allowed");
    expect(open.map(([, { path }]) => paths[path]?.["get"]?.security)).toEqual(open.map(() => [{}, { bearer: [] }]));
  });

  it.each(["http://127.0.0.1:8080/openapi.json", `https://cpts.example/${service.name}/openapi.json`])("read at %s, names the service there as its server", (address) => {
    const [server] = document.servers;
    expect(new URL(String(server?.["url"]), address).href).toBe(address.replace("openapi.json", ""));
  });
});
