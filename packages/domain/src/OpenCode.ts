/**
 * Code lists that grow: a known code is itself, a code of tomorrow is kept as `{ _tag: "Unknown", code }`, so an addition
 * never breaks a client.
 *
 * @example
 * ```ts
 * import * as OpenCode from "@cpts/domain/OpenCode";
 * import { Schema } from "effect";
 *
 * const Form = OpenCode.openCode(["association-1901", "sisa"]);
 * Schema.decodeUnknownSync(Form)("sisa"); // => "sisa"
 * Schema.decodeUnknownSync(Form)("gip"); // => { _tag: "Unknown", code: "gip" }
 * ```
 */
import { Schema, SchemaTransformation } from "effect";
import { withoutNir } from "./internal/withoutNir.ts";

/** Visible ASCII, 1 to 64 characters: what a code may be in any list. Issues: `code.format`, `free-text.social-security-number`. */
export const Code = Schema.String.annotate({ title: "Code", description: "A code of an open list: 1 to 64 visible ASCII characters" }).pipe(
  Schema.check(Schema.isPattern(/^[!-~]{1,64}$/u, { message: "code.format" }), withoutNir),
);

/** A code this version of the library does not know. */
export const Unknown = Schema.TaggedStruct("Unknown", { code: Code }).annotate({
  title: "Unknown",
  description: "A code this version of the library does not know",
});

/** A code this version of the library does not know. */
export type Unknown = typeof Unknown.Type;

/** A code of an open list. */
export type OpenCode<Known extends string> = Known | Unknown;

/** The code as it is written in JSON. */
export const codeOf = <Known extends string>(value: OpenCode<Known>): string =>
  typeof value === "string" ? value : value.code;

/** Schema of an open list of codes: visible ASCII, 1 to 64 characters. Issues: `code.format`, `free-text.social-security-number`. */
export const openCode = <const Known extends string>(
  known: ReadonlyArray<Known>,
  annotations: { readonly title?: string; readonly description?: string } = {},
) => {
  const codes: ReadonlySet<string> = new Set(known);
  const isKnown = (code: string): code is Known => codes.has(code);
  return Schema.String.annotate({
    title: annotations.title ?? "OpenCode",
    description: `${annotations.description ?? "A code"}; known today: ${known.join(", ")}. Others may come.`,
    examples: known.slice(0, 3),
  }).pipe(
    Schema.check(Schema.isPattern(/^[!-~]{1,64}$/u, { message: "code.format" }), withoutNir),
    Schema.decodeTo(
      Schema.Union([Schema.Literals(known), Unknown]),
      SchemaTransformation.transform<OpenCode<Known>, string>({
        decode: (code) => (isKnown(code) ? code : { _tag: "Unknown", code }),
        encode: codeOf,
      }),
    ),
  );
};
