/**
 * Values of places as one value of an area, with how much of the area it rests on.
 *
 * A place of which a share lies in the area counts for that share: its value is taken to be the same everywhere in it, which makes the
 * result an estimate. What has no value is left out and counted, never taken for 0.
 *
 * @example
 * ```ts
 * import * as NeedsAggregate from "@cpts/domain/NeedsAggregate";
 *
 * const place = { value: 10, weight: 300, population: 300, share: 1 };
 * const other = { value: 20, weight: 100, population: 100, share: 1 };
 * NeedsAggregate.valueOver("mean", [place, other]).value; // => 12.5
 * NeedsAggregate.valueOver("sum", [place, { ...other, value: null }]); // => { value: 10, places: 2, valued: 1, population: 400, valuedPopulation: 300, isEstimate: false, weight: null }
 * NeedsAggregate.sharesOf([{ class: "ZIP", population: 300, share: 1 }])[0]?.ofPopulation; // => 1
 * ```
 */

/** A place of an area. `population`: inhabitants of what lies in the area; `share`: how much of the place that is, from 0 to 1. */
export interface ValuedPlace {
  readonly value: number | null;
  /** Of the whole place; null where it is not known. */
  readonly weight: number | null;
  readonly population: number | null;
  readonly share: number;
}

/** A value of an area with what it rests on: places and inhabitants in all, and those with a value. */
export interface AreaValue {
  readonly value: number | null;
  readonly places: number;
  readonly valued: number;
  readonly population: number;
  readonly valuedPopulation: number;
  /** Some place lies in the area in part only. */
  readonly isEstimate: boolean;
  /** The denominator of a mean; null of a sum. */
  readonly weight: number | null;
}

/** Nine digits after the point: what adding in another order changes is further behind. */
const rounded = (value: number): number => Math.round(value * 1e9) / 1e9 || 0;

/** The value of an area: the sum, or the weighted mean. Null where no place has a value, or their weights make nothing. */
export const valueOver = (aggregation: "sum" | "mean", places: Iterable<ValuedPlace>): AreaValue => {
  const total = { places: 0, valued: 0, population: 0, valuedPopulation: 0, over: 0, under: 0, isEstimate: false };
  for (const { population, share, value, weight } of places) {
    total.places += 1;
    total.population += population ?? 0;
    const factor = aggregation === "sum" ? 1 : weight;
    if (value === null || factor === null) continue;
    total.valued += 1;
    total.valuedPopulation += population ?? 0;
    total.over += value * factor * share;
    total.under += factor * share;
    total.isEstimate ||= share < 1;
  }
  const { isEstimate, over, population, under, valued, valuedPopulation } = total;
  const isKnown = valued > 0 && (aggregation === "sum" || under > 0);
  const value = isKnown ? rounded(aggregation === "sum" ? over : over / under) : null;
  return { value, places: total.places, valued, population, valuedPopulation, isEstimate, weight: aggregation === "sum" ? null : rounded(under) };
};

/** A place of an area with its class; null where it has none. */
export interface ClassedPlace {
  readonly class: string | null;
  readonly population: number | null;
  readonly share: number;
}

/** A class with its places and inhabitants, and their share of those of all classes; null where nobody lives in any. */
export interface ClassShare {
  readonly class: string;
  readonly places: number;
  readonly population: number;
  readonly ofPopulation: number | null;
}

/** How the inhabitants of an area are shared out among classes, in the order of the classes. Places without a class are in none. */
export const sharesOf = (places: Iterable<ClassedPlace>): ReadonlyArray<ClassShare> => {
  const classes = new Map<string, { places: number; population: number }>();
  let all = 0;
  for (const place of places) {
    if (place.class === null) continue;
    const known = classes.get(place.class) ?? { places: 0, population: 0 };
    known.places += 1;
    known.population += place.population ?? 0;
    all += place.population ?? 0;
    classes.set(place.class, known);
  }
  return [...classes].map(([name, one]) => ({ class: name, ...one, ofPopulation: all === 0 ? null : rounded(one.population / all) })).toSorted((a, b) => (a.class < b.class ? -1 : 1));
};
