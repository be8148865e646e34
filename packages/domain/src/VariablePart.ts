/**
 * Which part of a variable amount is due: the sum of the weights of the indicators of a mission times how far each is achieved. The agreement leaves the weights to
 * each contract; the formula is ours until it is read (provisional), so the funding takes the rate, whoever computed it.
 *
 * @example
 * ```ts
 * import * as VariablePart from "@cpts/domain/VariablePart";
 *
 * const indicators = [{ weightPpm: 600000, numerator: 1, denominator: 1 }, { weightPpm: 400000, numerator: 1, denominator: 2 }];
 * VariablePart.weightedRate(indicators); // => { ratePpm: 800000, faults: [] }
 * VariablePart.weightedRate([{ weightPpm: 1000000, numerator: 0, denominator: 0 }]).faults; // => [{ _tag: "RatioOverZero", index: 0 }]
 * ```
 */
import { roundHalfUp } from "./internal/cents.ts";

/** One whole, in millionths. */
export const wholePpm = 1_000_000;

/** How far an indicator is achieved, as a ratio of whole numbers, and its weight in millionths. */
export interface WeightedIndicator {
  readonly weightPpm: number;
  readonly numerator: number;
  readonly denominator: number;
}

/** Why no rate can be told. */
export type RateFault =
  | { readonly _tag: "RatioOverZero"; readonly index: number }
  | { readonly _tag: "RatioOutOfRange"; readonly index: number }
  | { readonly _tag: "WeightsAboveOne"; readonly weightPpm: number };

const faultOf = ({ denominator, numerator }: WeightedIndicator, index: number): ReadonlyArray<RateFault> => {
  if (denominator === 0) return [{ _tag: "RatioOverZero", index }];
  const isRatio = Number.isInteger(numerator) && Number.isInteger(denominator) && numerator >= 0 && denominator > 0 && numerator <= denominator;
  return isRatio ? [] : [{ _tag: "RatioOutOfRange", index }];
};

/** The rate of a mission in millionths; `null` with the reasons when it cannot be told. Each product is rounded half up to the millionth. */
export const weightedRate = (indicators: ReadonlyArray<WeightedIndicator>): { readonly ratePpm: number | null; readonly faults: ReadonlyArray<RateFault> } => {
  const weightPpm = indicators.reduce((sum, one) => sum + one.weightPpm, 0);
  const heavy: ReadonlyArray<RateFault> = weightPpm > wholePpm || indicators.some((one) => one.weightPpm < 0) ? [{ _tag: "WeightsAboveOne", weightPpm }] : [];
  const faults = [...heavy, ...indicators.flatMap(faultOf)];
  if (faults.length > 0) return { ratePpm: null, faults };
  return { ratePpm: indicators.reduce((sum, one) => sum + roundHalfUp(one.weightPpm * one.numerator, one.denominator), 0), faults };
};
