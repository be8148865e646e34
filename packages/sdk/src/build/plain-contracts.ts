/**
 * Writes what `contracts.ts` derives as plain interfaces, so that the published types name no Effect type. A test
 * holds the two for the same.
 */
import type { Codec, Endpoint } from "@cpts/api/Endpoint";
import type { EventType } from "@cpts/api/EventType";
import { problemTypes } from "@cpts/api/Problem";
import { isSnapshot } from "@cpts/api/Snapshot";
import { EventEnvelope } from "@cpts/domain/EventEnvelope";
import { Schema } from "effect";
import { services } from "../services.ts";
import { declarationOf, type JsonSchema, typeOf } from "./json-schema-type.ts";

/** Collects the named schemas on the way; `suffix` tells those of events, whose lists of codes are open, from the others. */
const makeNames = (suffix = "") => {
  const named = new Map<string, JsonSchema>();
  const schemaOf = (schema: Codec): JsonSchema => {
    const text = JSON.stringify(Schema.toJsonSchemaDocument(schema)).replaceAll(/"\$ref":"([^"]+)"/gu, `"$ref":"$1${suffix}"`);
    // Effect's type of a JSON Schema is wider than what it writes.
    const document = JSON.parse(text) as { readonly schema: JsonSchema; readonly definitions: Readonly<Record<string, JsonSchema>> };
    for (const [bare, definition] of Object.entries(document.definitions)) {
      const name = `${bare}${suffix}`;
      const before = named.get(name);
      if (before !== undefined && typeOf(before) !== typeOf(definition)) throw new Error(`two schemas have the identifier ${name}`);
      named.set(name, definition);
    }
    return document.schema;
  };
  return { named, schemaOf };
};

const resolve = (schema: JsonSchema, named: ReadonlyMap<string, JsonSchema>): JsonSchema =>
  schema.$ref === undefined ? schema : (named.get(schema.$ref.split("/").at(-1) ?? "") ?? schema);

const pascal = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

type Names = ReturnType<typeof makeNames>;

/** Path and query parameters together: numbers of a query may be given as numbers, what is optional may be undefined. */
const whereOf = (endpoint: Endpoint, { named, schemaOf }: Names): string => {
  const params = resolve(schemaOf(endpoint.params), named);
  const query = resolve(schemaOf(endpoint.query), named);
  const decoded = resolve(schemaOf(Schema.toType(endpoint.query) as Codec), named);
  const members = [
    ...Object.entries(params.properties ?? {}).map(([name, property]) => ({ name, type: typeOf(property), optional: false, description: property.description })),
    ...Object.entries(query.properties ?? {}).map(([name, property]) => {
      const optional = query.required?.includes(name) !== true;
      const isNumber = ["integer", "number"].includes(decoded.properties?.[name]?.type ?? "");
      return { name, type: [typeOf(property), ...(isNumber ? ["number"] : []), ...(optional ? ["undefined"] : [])].join(" | "), optional, description: property.description };
    }),
  ];
  return `{\n${members.map(({ name, type, optional, description }) => `${description === undefined ? "" : `/** ${description} */\n`}readonly ${name}${optional ? "?" : ""}: ${type};\n`).join("")}}`;
};

const callsOf = (service: string, endpoints: Readonly<Record<string, Endpoint>>, names: Names): string =>
  `interface ${pascal(service)}Calls {\n${Object.entries(endpoints)
    .map(([name, endpoint]) => {
      const { summary, method, path } = endpoint;
      const told = `/** ${summary.fr}. (${summary.en}; \`${method} ${path}\`) */\nreadonly ${name}: `;
      if (isSnapshot(endpoint)) return `${told}SnapshotCall<${typeOf(names.schemaOf(endpoint.snapshotOf.item))}>;\n`;
      const body = endpoint.body === null ? "undefined" : typeOf(names.schemaOf(endpoint.body));
      const isFile = endpoint.transfer === "download" || endpoint.transfer === "export";
      const answer = isFile ? "Uint8Array" : endpoint.status === 204 ? "{}" : typeOf(names.schemaOf(endpoint.response));
      return `${told}Method<${whereOf(endpoint, names)}, ${endpoint.transfer === "upload" ? "Uint8Array<ArrayBuffer>" : body}, ${answer}>;\n`;
    })
    .join("")}}\n`;

const byService = (suffix: string): string => Object.keys(services).map((service) => `readonly ${service}: ${pascal(service)}${suffix};\n`).join("");

/** The text of `contracts.d.ts`. `method` is the specifier by which it imports the type of calls. */
export const plainContracts = (method: string): string => {
  const names = makeNames();
  const told = makeNames("InEvent");
  const envelope = declarationOf("Envelope", resolve(names.schemaOf(EventEnvelope as Codec), names.named));
  const perService = Object.entries(services).map(([service, { endpoints, events }]) => {
    const union = Object.values<EventType>(events).map(
      ({ type, reader }) => `(Omit<Envelope, "type" | "data"> & { readonly type: ${JSON.stringify(type)}; readonly data: ${typeOf(told.schemaOf(reader.schema))} })`,
    );
    return `${callsOf(service, endpoints, names)}type ${pascal(service)}Event = ${union.join(" | ") || "never"};\n`;
  });
  return [
    `// Written by the build from the contracts of @cpts/api.\nimport type { Method, SnapshotCall } from ${JSON.stringify(method)};\n`,
    [...names.named, ...told.named].map(([name, schema]) => declarationOf(name, schema)).join(""),
    `/** What every event carries, whatever its type: a CloudEvents 1.0 JSON object with its place in the log. */\nexport ${envelope}`,
    ...perService,
    `interface CallsByService {\n${byService("Calls")}}\ninterface EventByService {\n${byService("Event")}}\n`,
    `/** The names of the problems a service can answer with. A newer service may know more: treat them as strings. */\nexport type ProblemType = ${Object.keys(problemTypes).map((name) => JSON.stringify(name)).join(" | ")};\n`,
    `/** The name of a service. */\nexport type ServiceName = keyof CallsByService;\n`,
    `/** The calls of one service, by the names of its endpoints. */\nexport type Calls<S extends ServiceName> = CallsByService[S];\n`,
    `/** The events of one service, told apart by \`type\`, as JSON. Lists of codes are texts: each may hold a code of tomorrow. A newer service may publish other types and versions: without \`types\` they come too, so keep a default branch that passes over them. */\nexport type ServiceEvent<S extends ServiceName> = EventByService[S];\nexport {};\n`,
  ].join("\n");
};
