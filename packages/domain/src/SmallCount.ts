/**
 * Counts of people that are too small to be shown to everyone: someone who knows the place could tell who they are.
 *
 * @example
 * ```ts
 * import * as SmallCount from "@cpts/domain/SmallCount";
 *
 * SmallCount.publicCount(10); // => null
 * SmallCount.publicCount(11); // => 11
 * SmallCount.publicSum([40, 10]); // => null
 * ```
 */

/** What is said of the rule beside every figure that obeys it. `provisional`: practice of the SNDS, no text was verified. */
export interface SmallCountRule {
  readonly name: string;
  /** The least count of people that is shown to everyone. */
  readonly least: number;
  readonly status: "provisional";
  readonly source: string;
}

/** Counts under 11 people are withheld in public output. */
export const smallCountRule: SmallCountRule = { name: "small-count-under-11", least: 11, status: "provisional", source: "Practice of the SNDS (small-number disclosure)" };

/** The count as everyone may see it: `null` where it is withheld. Zero is withheld too: it would tell which of the others are not. */
export const publicCount = (count: number): number | null => (count < smallCountRule.least ? null : count);

/** The sum of counts of which each is shown: `null` as soon as one is withheld, which the sum would give away. */
export const publicSum = (counts: ReadonlyArray<number>): number | null => {
  let sum = 0;
  for (const count of counts) {
    if (publicCount(count) === null) return null;
    sum += count;
  }
  return publicCount(sum);
};
