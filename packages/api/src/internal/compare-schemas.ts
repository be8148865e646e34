/**
 * What changed between two JSON Schemas of one payload, as far as it matters to who reads old events, or new ones by an
 * old schema. Checks of values are left aside: nobody applies them on reading.
 */

/** The parts of a JSON Schema (draft 2020-12, as Effect writes it) that say something about structure. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, JsonSchema>>;
  readonly type?: string | ReadonlyArray<string>;
  readonly title?: string;
  readonly description?: string;
  readonly format?: string;
  readonly enum?: ReadonlyArray<unknown>;
  readonly const?: unknown;
  readonly anyOf?: ReadonlyArray<JsonSchema>;
  readonly oneOf?: ReadonlyArray<JsonSchema>;
  readonly items?: JsonSchema | boolean;
  readonly prefixItems?: ReadonlyArray<JsonSchema>;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: ReadonlyArray<string>;
  readonly additionalProperties?: boolean | JsonSchema;
}

/** The rules of `Evolution.ts` that a change of structure can break. */
export type StructureRule = "field-removed" | "field-now-required" | "field-now-optional" | "new-field-required" | "type-changed" | "code-removed" | "meaning-changed";

/** One change that breaks a rule. */
export interface StructureChange {
  readonly rule: StructureRule;
  /** JSON Pointer of the field; `-` for any element of a list, `*` for any member of a record. */
  readonly path: string;
  /** What was and what is, as far as the rule has more to say than its name. */
  readonly was?: string;
  readonly is?: string;
}

interface Side {
  readonly schema: JsonSchema;
  readonly root: JsonSchema;
}

const typeOfValue = (value: unknown): string => (value === null ? "null" : typeof value);

/** The simple schemas that a schema offers, references followed. */
const alternativesOf = ({ root, schema }: Side): ReadonlyArray<JsonSchema> => {
  if (schema.$ref !== undefined) return alternativesOf({ root, schema: root.$defs?.[schema.$ref.slice("#/$defs/".length)] ?? {} });
  const either = schema.anyOf ?? schema.oneOf;
  if (either !== undefined) return either.flatMap((one) => alternativesOf({ root, schema: one }));
  if (typeof schema.type === "object") return schema.type.map((type) => ({ ...schema, type }));
  return [schema];
};

const kindOf = (schema: JsonSchema): string => {
  if (typeof schema.type === "string") return schema.type;
  const values = "const" in schema ? [schema.const] : (schema.enum ?? []);
  return values.length > 0 ? typeOfValue(values[0]) : "anything";
};

const byKind = (side: Side): ReadonlyMap<string, ReadonlyArray<JsonSchema>> => Map.groupBy(alternativesOf(side), kindOf);

const typesOf = (kinds: ReadonlyMap<string, unknown>): string => [...kinds.keys()].toSorted().join(" or ");

/** The values that a text or number may have; null where any. */
const valuesOf = (schemas: ReadonlyArray<JsonSchema>): ReadonlySet<unknown> | null => {
  const lists = schemas.map((schema) => ("const" in schema ? [schema.const] : schema.enum));
  return lists.includes(undefined) ? null : new Set(lists.flat());
};

const codesLost = (before: ReadonlyArray<JsonSchema>, after: ReadonlyArray<JsonSchema>): string | null => {
  const [old, now] = [valuesOf(before), valuesOf(after)];
  if (now === null) return null;
  if (old === null) return "any text";
  const lost = [...old].filter((value) => !now.has(value));
  return lost.length === 0 ? null : lost.join(", ");
};

/** The named type of a text and its format; the words about a number, where its unit stands. */
const meaningOf = (kind: string, schemas: ReadonlyArray<JsonSchema>): string =>
  schemas
    .map(({ description = "", format = "", title = "" }) => (kind === "string" ? [title, format] : [title, description]).filter((word) => word !== "").join(": "))
    .toSorted()
    .join(" | ");

const compareScalars = (path: string, kind: string, before: ReadonlyArray<JsonSchema>, after: ReadonlyArray<JsonSchema>): ReadonlyArray<StructureChange> => {
  const lost = codesLost(before, after);
  const [was, is] = [meaningOf(kind, before), meaningOf(kind, after)];
  return [...(lost === null ? [] : [{ rule: "code-removed", path, was: lost } as const]), ...(was === is ? [] : [{ rule: "meaning-changed", path, was, is } as const])];
};

/** An object or array type that a schema may be, beside others, as one that has what all of them have. */
const either = (root: JsonSchema, schemas: ReadonlyArray<JsonSchema | boolean | undefined>): Side => ({ root, schema: { anyOf: schemas.map((one) => (typeof one === "object" ? one : {})) } });

interface Roots {
  readonly before: JsonSchema;
  readonly after: JsonSchema;
}

const compareArrays = (path: string, before: ReadonlyArray<JsonSchema>, after: ReadonlyArray<JsonSchema>, roots: Roots): ReadonlyArray<StructureChange> => {
  const [was, is] = [before, after].map((arrays) => arrays.map(({ prefixItems }) => prefixItems?.length ?? 0).join(" or ")) as [string, string];
  if (was !== is) return [{ rule: "type-changed", path, was: `${was} elements`, is: `${is} elements` }];
  const places = before[0]?.prefixItems ?? [];
  return [
    ...places.flatMap((_, index) =>
      compare(`${path}/${index}`, either(roots.before, before.map(({ prefixItems }) => prefixItems?.[index])), either(roots.after, after.map(({ prefixItems }) => prefixItems?.[index]))),
    ),
    ...compare(`${path}/-`, either(roots.before, before.map(({ items }) => items)), either(roots.after, after.map(({ items }) => items))),
  ];
};

const compareField = (path: string, name: string, before: JsonSchema, after: JsonSchema, roots: Roots): ReadonlyArray<StructureChange> => {
  const at = `${path}/${name}`;
  const [old, now] = [before.properties?.[name], after.properties?.[name]];
  const [wasRequired, isRequired] = [before.required?.includes(name) === true, after.required?.includes(name) === true];
  if (now === undefined) return [{ rule: "field-removed", path: at }];
  if (old === undefined) return isRequired ? [{ rule: "new-field-required", path: at }] : [];
  return [
    ...(wasRequired && !isRequired ? [{ rule: "field-now-optional", path: at } as const] : []),
    ...(!wasRequired && isRequired ? [{ rule: "field-now-required", path: at } as const] : []),
    ...compare(at, { schema: old, root: roots.before }, { schema: now, root: roots.after }),
  ];
};

const compareObject = (path: string, before: JsonSchema, after: JsonSchema, roots: Roots): ReadonlyArray<StructureChange> => {
  const names = [...new Set([...Object.keys(before.properties ?? {}), ...Object.keys(after.properties ?? {})])];
  const [wasRecord, isRecord] = [before, after].map(({ additionalProperties }) => typeof additionalProperties === "object") as [boolean, boolean];
  if (wasRecord !== isRecord) return [{ rule: "type-changed", path, was: wasRecord ? "a record" : "fields", is: isRecord ? "a record" : "fields" }];
  return [
    ...names.flatMap((name) => compareField(path, name, before, after, roots)),
    ...(wasRecord ? compare(`${path}/*`, either(roots.before, [before.additionalProperties]), either(roots.after, [after.additionalProperties])) : []),
  ];
};

/** Objects beside each other are compared in their order: to add one, or to take one away, is another type. */
const compareObjects = (path: string, before: ReadonlyArray<JsonSchema>, after: ReadonlyArray<JsonSchema>, roots: Roots): ReadonlyArray<StructureChange> =>
  before.length === after.length
    ? before.flatMap((old, index) => compareObject(path, old, after[index] ?? {}, roots))
    : [{ rule: "type-changed", path, was: `${before.length} kinds of object`, is: `${after.length} kinds of object` }];

const compare = (path: string, old: Side, now: Side): ReadonlyArray<StructureChange> => {
  const [before, after] = [byKind(old), byKind(now)];
  const [was, is] = [typesOf(before), typesOf(after)];
  if (was !== is) return [{ rule: "type-changed", path, was, is }];
  const roots = { before: old.root, after: now.root };
  return [...before].flatMap(([kind, schemas]) => {
    const others = after.get(kind) ?? [];
    if (kind === "object") return compareObjects(path, schemas, others, roots);
    if (kind === "array") return compareArrays(path, schemas, others, roots);
    return compareScalars(path, kind, schemas, others);
  });
};

/** Every change of structure that breaks a rule. Schemas do not refer to themselves. */
export const structureChanges = (before: JsonSchema, after: JsonSchema): ReadonlyArray<StructureChange> =>
  compare("", { schema: before, root: before }, { schema: after, root: after });
