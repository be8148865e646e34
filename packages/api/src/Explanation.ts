/**
 * Why a figure is what it is: `?explain=true` on whatever computes one.
 *
 * @example
 * ```ts
 * import { explained } from "@cpts/api/Explanation"
 *
 * Object.keys(explained) // => ["explain"]
 * ```
 *
 * @since 0.1.0
 */
import { Schema } from "effect";

/** The query parameter that asks for explanations. */
export const explained = { explain: Schema.optionalKey(Schema.Literals(["true", "false"]).annotate({ description: "`true`: why each figure is what it is" })) };

/** Why a figure is what it is: the rule, what went into it, where that comes from. */
export const Explanation = Schema.Struct({
  figure: Schema.String,
  rule: Schema.Struct({ fr: Schema.String, en: Schema.String }),
  inputs: Schema.Array(
    Schema.Struct({
      name: Schema.String,
      label: Schema.optionalKey(Schema.Struct({ fr: Schema.String, en: Schema.String }).annotate({ description: "The name in words, where it has any" })),
      value: Schema.String,
    }),
  ),
  sources: Schema.Array(Schema.Struct({ name: Schema.String, status: Schema.String })),
}).annotate({ identifier: "Explanation" });
export type Explanation = typeof Explanation.Type;
