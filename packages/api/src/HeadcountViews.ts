/**
 * How many people and structures a document counts in a CPTS, by profession, and what its lines leave of its total.
 *
 * @example
 * ```ts
 * import { RemainderView } from "@cpts/api/HeadcountViews"
 *
 * Object.keys(RemainderView.fields) // => ["unit", "total", "counted", "value", "sentence"]
 * ```
 *
 * @since 0.1.0
 */
import { CptsId, ExternalIds } from "@cpts/domain/Cpts";
import { freeText } from "@cpts/domain/FreeText";
import { CountedFigure, HeadcountId, HeadcountLine, HeadcountUnit, RemainderUnit } from "@cpts/domain/Headcount";
import { PartialDate } from "@cpts/domain/PartialDate";
import { PracticeMode } from "@cpts/domain/Professional";
import { Schema } from "effect";
import { Explanation } from "./Explanation.ts";
import { Sentence, SourcedProvenance } from "./GovernanceViews.ts";

const lines = Schema.Array(HeadcountLine).pipe(Schema.check(Schema.isMaxLength(100)));

/** What a document counts: a total or not, and lines, each in its unit. */
export const NewHeadcount = Schema.Struct({
  scope: Schema.optionalKey(freeText({ max: 200, title: "Scope", description: "Who is counted, in the words of the document" })),
  practiceMode: Schema.optionalKey(PracticeMode),
  on: Schema.optionalKey(PartialDate),
  total: Schema.optionalKey(CountedFigure),
  lines,
  provenance: SourcedProvenance,
  externalIds: Schema.optionalKey(ExternalIds),
}).annotate({ identifier: "NewHeadcount" });
export type NewHeadcount = typeof NewHeadcount.Type;

/** The sum of the lines of one unit, as they are written. */
export const CountedView = Schema.Struct({ unit: HeadcountUnit, value: Schema.Int }).annotate({ identifier: "CountedInUnit" });
export type CountedView = typeof CountedView.Type;

/** What the lines leave of the total. `mixed` adds people and structures up. Null: a figure is not exact, nothing can be told. */
export const RemainderView = Schema.Struct({
  unit: RemainderUnit,
  total: Schema.Int,
  counted: Schema.Int,
  value: Schema.NullOr(Schema.Int),
  sentence: Schema.NullOr(Sentence).annotate({ description: "Null where nothing is left, or nothing can be told" }),
}).annotate({ identifier: "Remainder" });
export type RemainderView = typeof RemainderView.Type;

/** A headcount as it was declared, with what is computed from it. */
export const HeadcountView = Schema.Struct({
  id: HeadcountId,
  cptsId: CptsId,
  scope: Schema.NullOr(Schema.String),
  practiceMode: Schema.NullOr(PracticeMode),
  on: Schema.NullOr(PartialDate),
  total: Schema.NullOr(CountedFigure),
  lines,
  provenance: SourcedProvenance,
  externalIds: ExternalIds,
  counted: Schema.Array(CountedView),
  remainders: Schema.Array(RemainderView),
}).annotate({ identifier: "Headcount" });
export type HeadcountView = typeof HeadcountView.Type;

/** What documents count in a CPTS, in the order of their recording. */
export const HeadcountList = Schema.Struct({ items: Schema.Array(HeadcountView), explanations: Schema.optionalKey(Schema.Array(Explanation)) }).annotate({
  identifier: "HeadcountList",
});
export type HeadcountList = typeof HeadcountList.Type;
