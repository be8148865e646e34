/**
 * An indicator of the catalogue: what is measured, in which direction it should go, and how far it is achieved.
 *
 * The codes and formulas are ours: what agencies and CPTS agree on is written in each contract, so every row of the catalogue is data with a
 * source and a status, and no indicator is known to this code.
 *
 * @example
 * ```ts
 * import * as Indicator from "@cpts/domain/Indicator";
 *
 * const terms = { direction: "down", start: 0.2, target: 0.1, achievement: { method: "linear" } } as const;
 * Indicator.achieved(terms, { numerator: 15, denominator: 100, value: null }); // => { ratePpm: 500000, fault: null }
 * Indicator.achieved(terms, { numerator: 1, denominator: 0, value: null }).fault; // => "ratio-over-zero"
 * Indicator.baseOf("DYN-01.60"); // => "DYN-01"
 * ```
 */
import { Schema } from "effect";
import { freeText } from "./FreeText.ts";
import { CellStatus } from "./Grid.ts";
import { rateBetween, millionthsOf } from "./internal/achievedRate.ts";
import { Code } from "./OpenCode.ts";
import { Source } from "./Source.ts";
import { smallCounts } from "./SmallCounts.ts";
import { wholePpm } from "./VariablePart.ts";

const isShort = (value: number) => Math.round(value * 1e6) / 1e6 === value || "indicator-value.decimals";

/** A measured value, a target or where one started: within a thousand million, with six decimals at most. Issues: `indicator-value.range`, `indicator-value.decimals`. */
export const IndicatorValue = Schema.Finite.annotate({ title: "IndicatorValue", description: "A value of an indicator, with six decimals at most" }).pipe(
  Schema.check(Schema.isBetween({ minimum: -1e9, maximum: 1e9 }, { message: "indicator-value.range" }), Schema.makeFilter(isShort)),
);

/** A share in millionths. Issue: `ppm.range`. */
export const Ppm = Schema.Int.annotate({ title: "Ppm", description: "A share in millionths: 1000000 is the whole" }).pipe(
  Schema.check(Schema.isBetween({ minimum: 0, maximum: wholePpm }, { message: "ppm.range" })),
);

/** Whether it counts what is done or what it leads to (Senate, report 32: both are in the contracts). */
export const IndicatorKind = Schema.Literals(["moyen", "resultat"]).annotate({ title: "IndicatorKind", description: "Means or result" });

/** Where it should go. */
export const IndicatorDirection = Schema.Literals(["up", "down"]).annotate({ title: "IndicatorDirection", description: "Whether more or less is better" });

/** What is measured: a ratio of two counts, one value, or whether something is so (1 or 0). */
export const IndicatorMeasure = Schema.Literals(["ratio", "value", "yes-no"]).annotate({ title: "IndicatorMeasure", description: "A ratio of two counts, a value, or 1 or 0" });

/** A step: from this value on (or down from it, where less is better), this share is achieved. */
export const AchievementStep = Schema.Struct({ from: IndicatorValue, ratePpm: Ppm }).annotate({ identifier: "AchievementStep", title: "AchievementStep", description: "A step of an achievement" });

/**
 * How far an indicator is achieved: `linear` between where it started and its target, within 0 and 1; `yes-no` when the target is reached;
 * `steps`, where the target plays no part.
 */
export const Achievement = Schema.Union([
  Schema.Struct({ method: Schema.Literal("linear") }),
  Schema.Struct({ method: Schema.Literal("yes-no") }),
  Schema.Struct({ method: Schema.Literal("steps"), steps: Schema.Array(AchievementStep).pipe(Schema.check(Schema.isMinLength(1), Schema.isMaxLength(20))) }),
]).annotate({ title: "Achievement", description: "How far an indicator is achieved" });

/** How far an indicator is achieved. */
export type Achievement = typeof Achievement.Type;

const label = freeText({ max: 300, title: "Label", description: "In words" });

/** A row of the catalogue. `mission` is null for the functioning of the CPTS. `countsPeople`: small counts of it are hidden from the public. */
export const Indicator = Schema.Struct({
  code: Code,
  label,
  mission: Schema.NullOr(Code),
  kind: IndicatorKind,
  measure: IndicatorMeasure,
  unit: Code.annotate({ description: "What is counted, such as ratio or people" }),
  direction: IndicatorDirection,
  numerator: Schema.NullOr(label).annotate({ description: "What is counted; null where it is no ratio" }),
  denominator: Schema.NullOr(label),
  achievement: Achievement,
  countsPeople: Schema.Boolean.annotate({ description: "It counts people: small counts are hidden from the public" }),
  proofRequired: Schema.Boolean.annotate({ description: "No observation is validated without a file that proves it" }),
  source: Source,
  status: CellStatus,
  reason: Schema.optionalKey(freeText({ max: 500, title: "Reason", description: "Why this platform departs from the source" })),
}).annotate({ identifier: "Indicator", title: "Indicator", description: "An indicator of the catalogue, with its source and status" });

/** A row of the catalogue. */
export type Indicator = typeof Indicator.Type;

/** What is wrong with a row of the catalogue, each by its field. */
export type IndicatorFault =
  | { readonly _tag: "RatioWithoutTerms"; readonly field: "numerator" | "denominator" }
  | { readonly _tag: "TermsWithoutRatio"; readonly field: "numerator" | "denominator" }
  | { readonly _tag: "StepsUnordered"; readonly index: number }
  | { readonly _tag: "OverrideWithoutReason" };

/** Steps go towards the better, and so do their rates. */
export const stepFaults = (achievement: Achievement, direction: Indicator["direction"]): ReadonlyArray<{ readonly _tag: "StepsUnordered"; readonly index: number }> => {
  if (achievement.method !== "steps") return [];
  return achievement.steps.flatMap(({ from, ratePpm }, index, steps) => {
    const before = steps[index - 1];
    if (before === undefined) return [];
    const isFurther = direction === "up" ? from > before.from : from < before.from;
    return isFurther && ratePpm >= before.ratePpm ? [] : [{ _tag: "StepsUnordered" as const, index }];
  });
};

/** Everything that is wrong with a row of the catalogue. */
export const indicatorFaults = (row: Pick<Indicator, "measure" | "numerator" | "denominator" | "achievement" | "direction" | "status" | "reason">): ReadonlyArray<IndicatorFault> => [
  ...(["numerator", "denominator"] as const).flatMap((field): ReadonlyArray<IndicatorFault> => {
    if (row.measure === "ratio") return row[field] === null ? [{ _tag: "RatioWithoutTerms", field }] : [];
    return row[field] === null ? [] : [{ _tag: "TermsWithoutRatio", field }];
  }),
  ...stepFaults(row.achievement, row.direction),
  ...(row.status === "overridden" && row.reason === undefined ? [{ _tag: "OverrideWithoutReason" } as const] : []),
];

/** The row that a finer code belongs to: what follows the first point tells it apart, such as a profession. */
export const baseOf = (code: string): string => code.split(".")[0] ?? code;

/** What was measured: both counts of a ratio, or the value alone where its author publishes no counts. */
export interface Measured {
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly value: number | null;
}

/** What is wrong with a measure. */
export type MeasureFault = { readonly field: "numerator" | "denominator" | "value"; readonly code: "ratio-over-zero" | "both-counts" | "value-or-counts" | "no-ratio" | "zero-or-one" | "value-missing" };

/** Everything that is wrong with a measure; a ratio over zero is refused, never counted for 0 nor for 1. */
export const measureFaults = (measure: Indicator["measure"], { denominator, numerator, value }: Measured): ReadonlyArray<MeasureFault> => {
  if (measure !== "ratio") {
    const counts = (["numerator", "denominator"] as const).filter((field) => (field === "numerator" ? numerator : denominator) !== null);
    if (counts.length > 0) return counts.map((field) => ({ field, code: "no-ratio" }));
    if (value === null) return [{ field: "value", code: "value-missing" }];
    return measure === "yes-no" && value !== 0 && value !== 1 ? [{ field: "value", code: "zero-or-one" }] : [];
  }
  if (denominator === 0) return [{ field: "denominator", code: "ratio-over-zero" }];
  if (numerator !== null && denominator !== null) return value === null ? [] : [{ field: "value", code: "value-or-counts" }];
  if (numerator !== null || denominator !== null) return [{ field: numerator === null ? "numerator" : "denominator", code: "both-counts" }];
  return value === null ? [{ field: "numerator", code: "both-counts" }] : [];
};

/** What a contract agreed of an indicator for a year. `start`: the floor, else the baseline; `null` where there is none. */
export interface AchievementTerms {
  readonly direction: Indicator["direction"];
  readonly start: number | null;
  readonly target: number | null;
  readonly achievement: Achievement;
}

/** Why a rate cannot be told. */
export type AchievementFault = "ratio-over-zero" | "not-measured" | "no-target" | "no-start" | "target-is-start" | "target-against-direction";

/** What is wrong with a target, before anything is measured. */
export const targetFault = ({ achievement, direction, start, target }: AchievementTerms): AchievementFault | null => {
  if (achievement.method === "steps") return null;
  if (target === null) return "no-target";
  if (achievement.method === "yes-no") return null;
  if (start === null) return "no-start";
  if (start === target) return "target-is-start";
  return target > start === (direction === "up") ? null : "target-against-direction";
};

const stepOf = (achievement: Extract<Achievement, { readonly method: "steps" }>, direction: Indicator["direction"], over: bigint, under: bigint): number =>
  achievement.steps.findLast(({ from }) => (direction === "up" ? over >= millionthsOf(from) * under : over <= millionthsOf(from) * under))?.ratePpm ?? 0;

/** How far an indicator is achieved, in millionths, exact and rounded half up; `null` with the reason where it cannot be told. */
export const achieved = (terms: AchievementTerms, { denominator, numerator, value }: Measured): { readonly ratePpm: number | null; readonly fault: AchievementFault | null } => {
  const fault = targetFault(terms);
  if (fault !== null) return { ratePpm: null, fault };
  if (denominator === 0) return { ratePpm: null, fault: "ratio-over-zero" };
  const isRatio = numerator !== null && denominator !== null;
  if (!isRatio && value === null) return { ratePpm: null, fault: "not-measured" };
  // In millionths over `under`, as whole numbers: no decimal is lost.
  const over = isRatio ? BigInt(numerator) * 1_000_000n : millionthsOf(value ?? 0);
  const under = isRatio ? BigInt(denominator) : 1n;
  const { achievement, direction, start, target } = terms;
  if (achievement.method === "steps") return { ratePpm: stepOf(achievement, direction, over, under), fault: null };
  const goal = millionthsOf(target ?? 0) * under;
  if (achievement.method === "yes-no") return { ratePpm: (direction === "up" ? over >= goal : over <= goal) ? wholePpm : 0, fault: null };
  return { ratePpm: rateBetween(millionthsOf(start ?? 0) * under, goal, over), fault: null };
};

const isSmall = (count: number): boolean => count < smallCounts.below;

/** What everyone may see of a measure of people: small counts, and what would give them away, are `null`. */
export const shownMeasure = (countsPeople: boolean, measured: Measured): Measured => {
  const { denominator, numerator, value } = measured;
  if (!countsPeople) return measured;
  if (numerator === null || denominator === null) return numerator === null && denominator === null && (value === null || value >= smallCounts.below || value % 1 !== 0) ? measured : { numerator: null, denominator: null, value: null };
  if (isSmall(denominator)) return { numerator: null, denominator: null, value: null };
  // The counts of a group and of the others are parts of the denominator: one gives the other.
  return isSmall(numerator) || (numerator <= denominator && isSmall(denominator - numerator)) ? { numerator: null, denominator, value: null } : measured;
};
