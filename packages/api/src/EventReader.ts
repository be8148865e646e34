/**
 * Reading apart from writing. Who writes an event obeys every check of its payload; who reads one, perhaps ten years
 * later, obeys its structure only. A check that is tightened today then says nothing about the events of yesterday.
 *
 * A reader is derived from the payload schema. It has the same fields and types, but
 * - patterns, ranges, lengths and checks across fields are not applied;
 * - fields it does not know are left out;
 * - a code that a list of codes did not have when this was built is read as `{ _tag: "Unknown", code }`.
 *
 * A list of codes is a union of two literal texts or more; a single literal is a constant and stays one.
 *
 * @example
 * ```ts
 * import { Exit, Schema } from "effect"
 * import { readerOf } from "@cpts/api/EventReader"
 *
 * const reader = readerOf(Schema.Struct({
 *   unit: Schema.Literals(["people", "structures"]),
 *   count: Schema.Int.pipe(Schema.check(Schema.isLessThan(10)))
 * }))
 * const read = Exit.getSuccess(reader.decode({ unit: "beds", count: 12, note: "of tomorrow" }))
 * read._tag === "Some" ? read.value : null // => { unit: { _tag: "Unknown", code: "beds" }, count: 12 }
 * ```
 *
 * @since 0.1.0
 */
import type { Unknown } from "@cpts/domain/OpenCode";
import { type Exit, Schema, type SchemaIssue, SchemaParser } from "effect";
import type { Codec } from "./Endpoint.ts";
import { withOpenLists } from "./internal/open-lists.ts";

type IsUnion<T, All = T> = T extends unknown ? ([All] extends [T] ? false : true) : never;

/** Several literal texts, and nothing wider: branded and plain strings are no list. */
type IsCodeList<S extends string> = [S] extends [never] ? false : Record<never, never> extends Record<S, 1> ? false : true extends IsUnion<S> ? true : false;

type Scalar = number | bigint | boolean | symbol | null | undefined;

/** What a reader gives where the schema of a writer says `T`: every list of codes may hold a code of tomorrow. */
export type Read<T> = unknown extends T
  ? T
  : (IsCodeList<Extract<T, string>> extends true ? Extract<T, string> | Unknown : Extract<T, string>) | ReadRest<Exclude<T, string>>;
type ReadRest<T> = T extends Scalar | Unknown ? T : { readonly [K in keyof T]: Read<T[K]> };

/** The JSON that a reader accepts where the schema of a writer says `T`: every list of codes is a text. */
export type Told<T> = unknown extends T ? T : (IsCodeList<Extract<T, string>> extends true ? string : Extract<T, string>) | ToldRest<Exclude<T, string>>;
type ToldRest<T> = T extends Scalar ? T : { readonly [K in keyof T]: Told<T[K]> };

/** Reads the payloads of one type of event, whoever wrote them and whenever. */
export interface EventReader<Value, Json> {
  /** The schema it reads by, to be used without its checks. */
  readonly schema: Codec;
  /** The payload, or what in its structure does not fit. */
  decode(data: unknown): Exit.Exit<Value, SchemaIssue.Issue>;
  /** What was read, as it travels: an unknown code is its text again. */
  encode(read: Value): Json;
}

/** The reader of what a schema writes. */
export type ReaderOf<Payload extends Codec> = EventReader<Read<Payload["Type"]>, Told<Payload["Encoded"]>>;

const unchecked = { disableChecks: true } as const;

/** Derives the reader of a payload from the schema by which it is written. */
export const readerOf = <Payload extends Codec>(payload: Payload): ReaderOf<Payload> => {
  const schema: Codec = Schema.make(withOpenLists(payload.ast));
  const decode = SchemaParser.decodeUnknownExit(schema, unchecked);
  const encode = SchemaParser.encodeUnknownSync(schema, unchecked);
  return {
    schema,
    // The types say what `withOpenLists` does to the schema that they come from.
    decode: (data) => decode(data) as Exit.Exit<Read<Payload["Type"]>, SchemaIssue.Issue>,
    encode: (read) => encode(read) as Told<Payload["Encoded"]>,
  };
};
