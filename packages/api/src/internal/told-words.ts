/**
 * What an event may tell of a payload. A log cannot be cut: a text that somebody typed may name a person, and stays where it can
 * be erased. So every place of a payload whose schema takes any words is withheld, but for those that its definition names.
 */
import { Schema, SchemaAST } from "effect";
import type { Codec } from "../Endpoint.ts";

/** What stands where a text is required and withheld; cutting a name out of a text leaves the same sign. */
export const withheld = "…";

type Json = unknown;
type Change = (value: Json) => Json;

/** Nothing of a field is told: an optional one is left out, one that may be null is null. */
const nothing = Symbol("nothing");

/** What any text takes, and no code, date, id or address. */
const aName = "Bérengère Quenouille";
const takesWords = (ast: SchemaAST.AST): boolean => SchemaAST.isString(ast) && Schema.is(Schema.make<Schema.Codec<unknown>>(ast))(aName);

const isRecord = (value: Json): value is Readonly<Record<string, Json>> => typeof value === "object" && value !== null && !Array.isArray(value);

/** One walk of a schema: which places hold words, at which pointers, and what is to be done about them. */
export interface Words {
  /** JSON Pointers; `-` for any element of a list, `*` for any member of a record. */
  readonly places: ReadonlyArray<string>;
  readonly tell: Change;
}

const none: Words = { places: [], tell: (value) => value };

const fieldOf = (type: SchemaAST.AST, told: Json): Json => {
  if (told !== nothing) return told;
  if (SchemaAST.isOptional(type)) return nothing;
  return SchemaAST.isUnion(type) && type.types.some(SchemaAST.isNull) ? null : withheld;
};

const ofFields = (ast: SchemaAST.Objects, path: string, open: ReadonlySet<string>): Words => {
  const fields = new Map(ast.propertySignatures.map(({ name, type }) => [String(name), { type, words: wordsIn(type, `${path}/${String(name)}`, open) }]));
  const others = ast.indexSignatures.map(({ type }) => ({ type, words: wordsIn(type, `${path}/*`, open) }))[0];
  const tell: Change = (value) =>
    isRecord(value)
      ? Object.fromEntries(
          Object.entries(value).flatMap(([name, inner]) => {
            const field = fields.get(name) ?? others;
            const told = field === undefined ? inner : fieldOf(field.type, field.words.tell(inner));
            return told === nothing ? [] : [[name, told]];
          }),
        )
      : value;
  return { places: [...fields.values(), ...(others === undefined ? [] : [others])].flatMap(({ words }) => words.places), tell };
};

const ofElements = (ast: SchemaAST.Arrays, path: string, open: ReadonlySet<string>): Words => {
  const parts = [...ast.elements, ...ast.rest].map((type) => wordsIn(type, `${path}/-`, open));
  const tellElement: Change = (value) => parts.reduce((told, { tell }) => (told === nothing ? told : tell(told)), value);
  const tell: Change = (value) => (Array.isArray(value) ? value.map(tellElement).map((told) => (told === nothing ? withheld : told)) : value);
  return { places: parts.flatMap(({ places }) => places), tell };
};

/** A value may be of any of them: a text is told where none of them takes words. */
const ofEither = (ast: SchemaAST.Union, path: string, open: ReadonlySet<string>): Words => {
  const parts = ast.types.map((type) => wordsIn(type, path, open)).filter(({ places }) => places.length > 0);
  return { places: parts.flatMap(({ places }) => places), tell: (value) => parts.reduce((told, { tell }) => (told === nothing ? told : tell(told)), value) };
};

const wordsIn = (ast: SchemaAST.AST, path: string, open: ReadonlySet<string>): Words => {
  const words = SchemaAST.isObjects(ast) ? ofFields(ast, path, open) : SchemaAST.isArrays(ast) ? ofElements(ast, path, open) : SchemaAST.isUnion(ast) ? ofEither(ast, path, open) : null;
  // Nothing to do costs nothing: most of a payload holds no words.
  if (words !== null) return words.places.length === 0 ? none : words;
  if (SchemaAST.isSuspend(ast)) throw new Error(`A payload that refers to itself cannot be searched for words: ${path}`);
  if (!takesWords(ast)) return none;
  return { places: [path], tell: open.has(path) ? (value) => value : (value) => (typeof value === "string" ? nothing : value) };
};

/** The words of a payload, as it travels. `open` names the places whose words are told. */
export const toldWords = (payload: Codec, open: ReadonlyArray<string>): Words => wordsIn(Schema.toEncoded(payload).ast, "", new Set(open));
