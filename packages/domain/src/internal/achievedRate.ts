const whole = 1_000_000n;

/** A value of six decimals at most as a whole number of millionths. */
export const millionthsOf = (value: number): bigint => BigInt(Math.round(value * 1e6));

/** How far `reached` is on the way from a start to a goal, in millionths, within 0 and the whole, rounded half up. The two differ. */
export const rateBetween = (start: bigint, goal: bigint, reached: bigint): number => {
  const [done, way] = goal > start ? [reached - start, goal - start] : [start - reached, start - goal];
  if (done <= 0n) return 0;
  return done >= way ? Number(whole) : Number((2n * done * whole + way) / (2n * way));
};
