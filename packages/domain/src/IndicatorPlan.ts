/**
 * The indicators of a contract: which ones, with which weight in the variable part of their mission, from where and to which target each year.
 *
 * The agreement leaves weights to each contract (see `VariablePart`). Weights of a mission add up to the whole, so that all targets reached
 * earn all of the variable part; or they are all zero, of indicators that are only followed.
 *
 * @example
 * ```ts
 * import * as IndicatorPlan from "@cpts/domain/IndicatorPlan";
 *
 * const one = { indicator: "PRE-01", mission: "PREVENTION", weightPpm: 1000000, floor: 0, baseline: null, targets: [{ contractYear: 1, value: 1 }] };
 * const row = { code: "PRE-01", direction: "up", achievement: { method: "linear" } } as const;
 * IndicatorPlan.planFaults([one], () => row); // => []
 * IndicatorPlan.planFaults([{ ...one, weightPpm: 600000 }], () => row); // => [{ _tag: "WeightsNotWhole", index: 0, mission: "PREVENTION", weightPpm: 600000 }]
 * ```
 */
import { Schema } from "effect";
import { freeText } from "./FreeText.ts";
import { Achievement, achieved, IndicatorValue, Ppm, stepFaults, targetFault, type AchievementFault, type AchievementTerms, type Indicator, type Measured } from "./Indicator.ts";
import { Code } from "./OpenCode.ts";
import { PartialDate } from "./PartialDate.ts";
import { weightedRate, wholePpm } from "./VariablePart.ts";

/** Rank of a contract year: 1 from the signature to the first anniversary. */
export const ContractYearNumber = Schema.Int.annotate({ title: "ContractYearNumber", description: "Rank of a contract year: 1 for the first" }).pipe(Schema.check(Schema.isBetween({ minimum: 1, maximum: 50 })));

/** What is aimed at in a contract year. */
export const IndicatorTarget = Schema.Struct({ contractYear: ContractYearNumber, value: IndicatorValue }).annotate({ identifier: "IndicatorTarget", title: "IndicatorTarget", description: "What is aimed at in a contract year" });

/**
 * An indicator of a contract. `indicator` is a code of the catalogue, or a finer one after a point (DYN-01.60: of nurses). `mission`: whose variable
 * part it weighs in. `floor`: from where on something is achieved; the baseline where there is none.
 */
export const PlannedIndicator = Schema.Struct({
  indicator: Code,
  label: Schema.optionalKey(freeText({ max: 300, title: "Label", description: "In the words of the contract" })),
  mission: Schema.NullOr(Code),
  weightPpm: Ppm,
  floor: Schema.NullOr(IndicatorValue),
  baseline: Schema.NullOr(Schema.Struct({ value: IndicatorValue, on: PartialDate })),
  targets: Schema.Array(IndicatorTarget).pipe(Schema.check(Schema.isMaxLength(50))),
  achievement: Schema.optionalKey(Achievement),
}).annotate({ identifier: "PlannedIndicator", title: "PlannedIndicator", description: "An indicator of a contract: weight, start and targets" });

/** An indicator of a contract. */
export type PlannedIndicator = typeof PlannedIndicator.Type;

/** The part of a planned indicator that rates are computed from. */
export type PlannedTerms = Pick<PlannedIndicator, "indicator" | "mission" | "weightPpm" | "floor" | "targets" | "achievement"> & { readonly baseline: { readonly value: number } | null };

/** The part of a row of the catalogue that rates are computed from. */
export type CatalogueTerms = Pick<Indicator, "code" | "direction" | "achievement">;

/** What is wrong with the indicators of a contract; `index` and `target` are places in the lists. */
export type PlanFault =
  | { readonly _tag: "IndicatorUnknown"; readonly index: number; readonly indicator: string }
  | { readonly _tag: "IndicatorRepeated"; readonly index: number; readonly indicator: string }
  | { readonly _tag: "TargetRepeated"; readonly index: number; readonly target: number; readonly contractYear: number }
  | { readonly _tag: "TargetFault"; readonly index: number; readonly target: number; readonly why: AchievementFault }
  | { readonly _tag: "StepsUnordered"; readonly index: number; readonly step: number }
  | { readonly _tag: "WeightsNotWhole"; readonly index: number; readonly mission: string | null; readonly weightPpm: number };

/** What was agreed of an indicator for a contract year. */
export const termsOf = (planned: PlannedTerms, row: CatalogueTerms, contractYear: number): AchievementTerms => ({
  direction: row.direction,
  start: planned.floor ?? planned.baseline?.value ?? null,
  target: planned.targets.find((one) => one.contractYear === contractYear)?.value ?? null,
  achievement: planned.achievement ?? row.achievement,
});

const ofOne = (planned: PlannedTerms, index: number, all: ReadonlyArray<PlannedTerms>, row: CatalogueTerms | null): ReadonlyArray<PlanFault> => {
  const { indicator, targets } = planned;
  if (row === null) return [{ _tag: "IndicatorUnknown", index, indicator }];
  return [
    ...(all.findIndex((one) => one.indicator === indicator) < index ? [{ _tag: "IndicatorRepeated", index, indicator } as const] : []),
    ...stepFaults(planned.achievement ?? row.achievement, row.direction).map(({ index: step }) => ({ _tag: "StepsUnordered", index, step }) as const),
    ...targets.flatMap(({ contractYear }, target): ReadonlyArray<PlanFault> => {
      if (targets.findIndex((one) => one.contractYear === contractYear) < target) return [{ _tag: "TargetRepeated", index, target, contractYear }];
      const why = targetFault(termsOf(planned, row, contractYear));
      return why === null ? [] : [{ _tag: "TargetFault", index, target, why }];
    }),
  ];
};

const ofWeights = (plan: ReadonlyArray<PlannedTerms>): ReadonlyArray<PlanFault> =>
  plan.flatMap(({ mission }, index): ReadonlyArray<PlanFault> => {
    if (plan.findIndex((one) => one.mission === mission) < index) return [];
    const weightPpm = plan.reduce((sum, one) => (one.mission === mission ? sum + one.weightPpm : sum), 0);
    // The functioning has no variable part: what is weighed there would be of nothing.
    return weightPpm === 0 || (weightPpm === wholePpm && mission !== null) ? [] : [{ _tag: "WeightsNotWhole", index, mission, weightPpm }];
  });

/** Everything that is wrong with the indicators of a contract. `rowOf` gives the row of the catalogue of a code, `null` where there is none. */
export const planFaults = (plan: ReadonlyArray<PlannedTerms>, rowOf: (indicator: string) => CatalogueTerms | null): ReadonlyArray<PlanFault> => [
  ...plan.flatMap((planned, index) => ofOne(planned, index, plan, rowOf(planned.indicator))),
  ...ofWeights(plan),
];

/** How far an indicator is achieved in a contract year. */
export interface AchievedIndicator {
  readonly indicator: string;
  readonly mission: string | null;
  readonly weightPpm: number;
  readonly terms: AchievementTerms;
  readonly measured: Measured | null;
  readonly ratePpm: number | null;
  readonly fault: AchievementFault | null;
}

/** How far each indicator is achieved in a contract year, from what was measured of it. */
export const achievedOf = (plan: ReadonlyArray<PlannedTerms>, rowOf: (indicator: string) => CatalogueTerms | null, contractYear: number, measuredOf: (indicator: string) => Measured | null): ReadonlyArray<AchievedIndicator> =>
  plan.flatMap((planned) => {
    const row = rowOf(planned.indicator);
    if (row === null) return [];
    const terms = termsOf(planned, row, contractYear);
    const measured = measuredOf(planned.indicator);
    const { indicator, mission, weightPpm } = planned;
    return [{ indicator, mission, weightPpm, terms, measured, ...achieved(terms, measured ?? { numerator: null, denominator: null, value: null }) }];
  });

/** The rate of a mission in millionths; `null` while an indicator that weighs in it has none: those are in `missing`. */
export interface MissionRate {
  readonly mission: string;
  readonly ratePpm: number | null;
  readonly missing: ReadonlyArray<string>;
}

/** The rates of the missions that have indicators with a weight: the sum of weight times achievement, each product rounded half up. */
export const missionRates = (all: ReadonlyArray<AchievedIndicator>): ReadonlyArray<MissionRate> => {
  const weighed = all.filter(({ weightPpm }) => weightPpm > 0);
  return [...new Set(weighed.map(({ mission }) => mission))].flatMap((mission) => {
    if (mission === null) return [];
    const own = weighed.filter((one) => one.mission === mission);
    const missing = own.flatMap(({ indicator, ratePpm }) => (ratePpm === null ? [indicator] : []));
    const { ratePpm } = weightedRate(own.map((one) => ({ weightPpm: one.weightPpm, numerator: one.ratePpm ?? 0, denominator: wholePpm })));
    return [{ mission, ratePpm: missing.length > 0 ? null : ratePpm, missing }];
  });
};
