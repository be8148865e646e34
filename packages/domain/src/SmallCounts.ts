/**
 * Counts of people as they may be shown to everyone: a small one could point at somebody, so it is hidden, together with what
 * would give it away.
 *
 * The threshold is that of the French national health data system, whose results show no count below 11. No text binds the
 * counts of a CPTS to it: status provisional.
 *
 * @example
 * ```ts
 * import * as SmallCounts from "@cpts/domain/SmallCounts";
 *
 * SmallCounts.hideParts([40, 25, 3]); // => [40, null, null]
 * SmallCounts.hide(10); // => null
 * ```
 */
import { Schema } from "effect";

/** The rule by which counts are hidden: its name, the first count that is shown, where it comes from and how sure that is. */
export const smallCounts = { rule: "small-counts-below-11", below: 11, source: "Système national des données de santé: no published count below 11", status: "provisional" } as const;

/** A count as everyone may see it; `null`: below 11, or it would give away one that is. */
export const ShownCount = Schema.NullOr(Schema.Int).annotate({ title: "ShownCount", description: "A count of people; null where it is below 11, or would give away one that is" });

/** A count as everyone may see it. */
export type ShownCount = typeof ShownCount.Type;

/** The count, unless it is small. */
export const hide = (count: number): ShownCount => (count < smallCounts.below ? null : count);

/**
 * The parts of a total that is shown as well: small ones are hidden, then the smallest of the others until what is hidden is
 * two parts at least and no small count in sum, so that the total less the parts shown gives nothing away.
 */
export const hideParts = (counts: ReadonlyArray<number>): ReadonlyArray<ShownCount> => {
  const hidden = new Set(counts.flatMap((count, index) => (count < smallCounts.below ? [index] : [])));
  if (hidden.size === 0) return counts;
  const others = counts.flatMap((_, index) => (hidden.has(index) ? [] : [index])).toSorted((a, b) => (counts[a] ?? 0) - (counts[b] ?? 0));
  const sum = () => [...hidden].reduce((total, index) => total + (counts[index] ?? 0), 0);
  for (const index of others) {
    if (hidden.size > 1 && sum() >= smallCounts.below) break;
    hidden.add(index);
  }
  return counts.map((count, index) => (hidden.has(index) ? null : count));
};
