/**
 * How many people entered a pathway, period by period: counts, never a person. A period is declared once; declared again it is
 * corrected; two that overlap would count people twice.
 *
 * @example
 * ```ts
 * import * as PathwayInclusions from "@cpts/domain/PathwayInclusions";
 * import { Schema } from "effect";
 *
 * Schema.is(PathwayInclusions.InclusionCount)({ from: "2026-01-01", to: "2026-04-01", people: 42 }); // => true
 * Schema.is(PathwayInclusions.InclusionCount)({ from: "2026-04-01", to: "2026-04-01", people: 42 }); // => false
 * ```
 */
import { Result, Schema } from "effect";
import { addDays, LocalDate } from "./LocalDate.ts";
import { hide, type ShownCount } from "./SmallCounts.ts";

const mostPeople = 1_000_000;

/** How many people entered the pathway in `[from, to)`. Issues: `period.empty` at `to`, `inclusion-count.range`. */
export const InclusionCount = Schema.Struct({
  from: LocalDate.annotate({ description: "First day of the period" }),
  to: LocalDate.annotate({ description: "The day after the last" }),
  people: Schema.Int.annotate({ description: "How many people entered it in the period: a count, never a list" }).pipe(
    Schema.check(Schema.isBetween({ minimum: 0, maximum: mostPeople }, { message: "inclusion-count.range" })),
  ),
})
  .annotate({ title: "InclusionCount", description: "How many people entered a pathway in a period" })
  .pipe(Schema.check(Schema.makeFilter(({ from, to }: { readonly from: string; readonly to: string }) => from < to || { path: ["to"], issue: "period.empty" }, { identifier: "InclusionCount" })));

/** How many people entered a pathway in a period. */
export type InclusionCount = typeof InclusionCount.Type;

const Days = { from: LocalDate, to: LocalDate };

/** A period that was declared already has days of this one. */
export class PeriodOverlaps extends Schema.TaggedError<PeriodOverlaps>()("PeriodOverlaps", Days) {}

/** The period is not over. */
export class PeriodNotOver extends Schema.TaggedError<PeriodNotOver>()("PeriodNotOver", { to: LocalDate, today: LocalDate }) {}

/** The counts with one more, or with one corrected, in the order of time. */
export const declareInclusions = (declared: ReadonlyArray<InclusionCount>, count: InclusionCount, today: LocalDate): Result.Result<ReadonlyArray<InclusionCount>, PeriodOverlaps | PeriodNotOver> => {
  if (count.to > addDays(today, 1)) return Result.fail(new PeriodNotOver({ to: count.to, today }));
  const others = declared.filter(({ from, to }) => from !== count.from || to !== count.to);
  const overlapped = others.find(({ from, to }) => from < count.to && count.from < to);
  if (overlapped !== undefined) return Result.fail(new PeriodOverlaps({ from: overlapped.from, to: overlapped.to }));
  return Result.succeed([...others, count].toSorted((one, other) => (one.from < other.from ? -1 : 1)));
};

/** The sum as everyone may see it: `null` as soon as one of the counts is hidden, which the sum would give away. */
export const shownTotal = (counts: ReadonlyArray<InclusionCount>): ShownCount =>
  counts.some(({ people }) => hide(people) === null) ? null : hide(counts.reduce((sum, { people }) => sum + people, 0));
