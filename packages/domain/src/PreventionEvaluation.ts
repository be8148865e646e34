/**
 * What the actions of a CPTS came to over a period, and what of it is proposed to the contract as observations of indicators.
 *
 * The indicators and their codes come from the working catalogue of the platform (PRE-01, PRE-02); contracts set their own, so
 * each is a proposal that people accept or not: status provisional.
 *
 * @example
 * ```ts
 * import * as PreventionEvaluation from "@cpts/domain/PreventionEvaluation";
 *
 * PreventionEvaluation.perThousand(30, 12000); // => 2.5
 * PreventionEvaluation.perThousand(30, 0); // => null
 * PreventionEvaluation.observationsOf({ planned: 4, done: 3, reached: 120 }).map(({ indicator, value }) => [indicator, value]); // => [["PRE-01", 0.75], ["PRE-02", 120]]
 * ```
 */
import type { IndicatorProposal } from "./IndicatorProposal.ts";

const rounded = (value: number, digits: number): number => Math.round(value * 10 ** digits) / 10 ** digits;

/** People reached per 1,000 inhabitants, to two decimals; `null` where nobody lives there or nobody knows how many do. */
export const perThousand = (reached: number, inhabitants: number | null): number | null => (inhabitants === null || inhabitants === 0 ? null : rounded((reached * 1_000) / inhabitants, 2));

/** What one of several cost, in whole cents, half a cent up; `null` where there was none, or the cost is not known. */
export const costPer = (cents: number | null, count: number): number | null => (cents === null || count === 0 ? null : Math.round(cents / count));

/** Counts of a period. */
export interface PeriodCounts {
  readonly planned: number;
  readonly done: number;
  readonly reached: number;
}

/** The part of a proposal that the counts of a period give. */
export type Observation = Pick<IndicatorProposal, "indicator" | "numerator" | "denominator" | "value" | "unit" | "rule">;

/** What is proposed: actions done of those planned (no value where none was), and people reached. */
export const observationsOf = ({ done, planned, reached }: PeriodCounts): ReadonlyArray<Observation> => [
  { indicator: "PRE-01", numerator: done, denominator: planned, value: planned === 0 ? null : rounded(done / planned, 4), unit: "ratio", rule: "actions-done-of-planned" },
  { indicator: "PRE-02", numerator: null, denominator: null, value: reached, unit: "people", rule: "people-reached-at-sessions" },
];
