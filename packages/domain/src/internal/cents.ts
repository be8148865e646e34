/** The quotient rounded half up, exact for whole numbers of at least 0 and below 2^53 (twice the remainder included). */
export const roundHalfUp = (numerator: number, denominator: number): number => {
  const rest = numerator % denominator;
  const whole = (numerator - rest) / denominator;
  return 2 * rest >= denominator ? whole + 1 : whole;
};
