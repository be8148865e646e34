/** The value in the middle; the mean of both when there are two. */
export const median = (values: ReadonlyArray<number>): number => quantile(values, 0.5);

/** Linear between the two neighbours, as R's type 7 and NumPy do. NaN of no values. */
export const quantile = (values: ReadonlyArray<number>, q: number): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * q;
  const below = sorted[Math.floor(place)] ?? Number.NaN;
  const above = sorted[Math.ceil(place)] ?? Number.NaN;
  return below + (above - below) * (place - Math.floor(place));
};

export type Spread = { readonly median: number; readonly min: number; readonly max: number };

/** A figure with its noise: the rounds it comes from, least and greatest. */
export const spreadOf = (values: ReadonlyArray<number>): Spread => ({ median: median(values), min: Math.min(...values), max: Math.max(...values) });

/** Round by round: what happens to the whole machine in a round happens to both, and cancels out. */
export const ratiosOf = (values: ReadonlyArray<number>, references: ReadonlyArray<number>): Spread =>
  spreadOf(values.map((value, round) => value / (references[round] ?? Number.NaN)));

/** How much y grows as x does by one, by least squares. NaN of fewer than two different x. */
export const slopeOf = (points: ReadonlyArray<readonly [x: number, y: number]>): number => {
  const mean = (place: 0 | 1): number => points.reduce((sum, point) => sum + point[place], 0) / points.length;
  const [meanX, meanY] = [mean(0), mean(1)];
  const [shared, own] = points.reduce(([a, b], [x, y]) => [a + (x - meanX) * (y - meanY), b + (x - meanX) ** 2] as const, [0, 0] as const);
  return shared / own;
};
