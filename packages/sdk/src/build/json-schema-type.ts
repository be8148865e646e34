/**
 * From JSON Schema (draft 2020-12, as Effect writes it) to the text of a TypeScript type.
 */

/** The parts of a JSON Schema that say something about types. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly type?: string;
  readonly description?: string;
  readonly enum?: ReadonlyArray<unknown>;
  readonly const?: unknown;
  readonly anyOf?: ReadonlyArray<JsonSchema>;
  readonly oneOf?: ReadonlyArray<JsonSchema>;
  readonly items?: JsonSchema | false;
  readonly prefixItems?: ReadonlyArray<JsonSchema>;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: ReadonlyArray<string>;
  readonly additionalProperties?: boolean | JsonSchema;
}

const comment = (text: string | undefined): string => (text === undefined ? "" : `/** ${text.replaceAll("*/", "* /")} */\n`);

const keyOf = (name: string): string => (/^[A-Za-z_$][\w$]*$/u.test(name) ? name : JSON.stringify(name));

/** The members of an object, one a line. */
const membersOf = (schema: JsonSchema): string =>
  Object.entries(schema.properties ?? {})
    .map(([name, property]) => `${comment(property.description)}readonly ${keyOf(name)}${schema.required?.includes(name) === true ? "" : "?"}: ${typeOf(property)};\n`)
    .join("");

const simple: Readonly<Record<string, string>> = { string: "string", number: "number", integer: "number", boolean: "boolean", null: "null" };

/** The type of what a schema accepts. */
export const typeOf = (schema: JsonSchema): string => {
  if (schema.$ref !== undefined) return schema.$ref.split("/").at(-1) ?? "unknown";
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum !== undefined) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  const either = schema.anyOf ?? schema.oneOf;
  if (either !== undefined) return either.map((part) => `(${typeOf(part)})`).join(" | ");
  if (schema.type === "array") {
    if (schema.prefixItems !== undefined) return `readonly [${schema.prefixItems.map(typeOf).join(", ")}]`;
    return `ReadonlyArray<${schema.items === undefined || schema.items === false ? "unknown" : typeOf(schema.items)}>`;
  }
  if (schema.type === "object") {
    if (schema.properties === undefined && typeof schema.additionalProperties === "object") return `Readonly<Record<string, ${typeOf(schema.additionalProperties)}>>`;
    return `{\n${membersOf(schema)}}`;
  }
  const known = simple[schema.type ?? ""];
  if (known === undefined && schema.type !== undefined) throw new Error(`no type for ${JSON.stringify(schema)}`);
  return known ?? "unknown";
};

/** An interface, or an alias where the schema is no object. */
export const declarationOf = (name: string, schema: JsonSchema): string =>
  comment(schema.description) +
  (schema.type === "object" && schema.properties !== undefined ? `interface ${name} {\n${membersOf(schema)}}\n` : `type ${name} = ${typeOf(schema)};\n`);
