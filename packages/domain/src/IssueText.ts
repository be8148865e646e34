/**
 * The texts behind the keys that the schemas of this package give as messages.
 *
 * A schema says `siret.luhn`; the edge (HTTP, form, import report) says it in the reader's language.
 *
 * @example
 * ```ts
 * import * as IssueText from "@cpts/domain/IssueText";
 * import * as Siren from "@cpts/domain/Siren";
 *
 * IssueText.issuesOf(Siren.Siren, "243800605"); // => [{ path: [], key: "siren.luhn" }]
 * IssueText.textOf("siren.luhn", "en"); // => "The check digit of this SIREN is wrong (Luhn key)."
 * ```
 */
import { Result, Schema, SchemaIssue } from "effect";
import { issueTexts } from "./internal/issueTexts.ts";

/** The languages of the platform. */
export type Language = "fr" | "en";

/** A fault: where it is, and the key of its text (an English sentence for faults of mere structure, such as a missing key). */
export interface Issue {
  readonly path: ReadonlyArray<string | number>;
  readonly key: string;
}

/** Every key with its French and English text, sorted by key. */
export const texts: ReadonlyArray<{ readonly key: string; readonly fr: string; readonly en: string }> = issueTexts.map(([key, fr, en]) => ({ key, fr, en }));

const byKey = new Map(texts.map((row) => [row.key, row]));

/** The text of a key, or the key itself when it is not one of ours. */
export const textOf = (key: string, language: Language): string => byKey.get(key)?.[language] ?? key;

const format = SchemaIssue.makeFormatterStandardSchemaV1();

/** All the faults of an input; empty when it decodes. Unknown keys are faults too. */
export const issuesOf = (schema: Schema.ConstraintDecoder<unknown>, input: unknown): ReadonlyArray<Issue> => {
  const result = Schema.decodeUnknownResult(schema, { errors: "all", onExcessProperty: "error" })(input);
  if (Result.isSuccess(result)) return [];
  return format(result.failure.issue).issues.map(({ message, path }) => ({
    path: (path ?? []).map((step) => (typeof step === "number" ? step : typeof step === "object" ? String(step.key) : String(step))),
    key: message,
  }));
};
