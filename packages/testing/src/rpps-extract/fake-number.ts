/** The digit that makes `digits` pass Luhn (ISO/IEC 7812-1, annex B). */
export const luhnDigit = (digits: string): number => {
  let sum = 0;
  for (let place = 0; place < digits.length; place += 1) {
    const doubled = Number(digits[digits.length - 1 - place]) * (place % 2 === 0 ? 2 : 1);
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return (10 - (sum % 10)) % 10;
};

/** How many different people the prefix has room for. */
export const mostPeople = 1_000_000;

/** The RPPS number of the n-th person: of a valid shape with a right key, and visibly fake by its prefix `1999`. */
export const fakeRpps = (n: number): string => {
  const digits = `1999${String(n).padStart(6, "0")}`;
  return digits + luhnDigit(digits);
};
