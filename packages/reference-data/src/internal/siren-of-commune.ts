/** The Luhn key of eight digits: counted from the right, every other digit doubles, beginning with the last. */
const luhnKey = (body: number): number => {
  let sum = 0;
  let rest = body;
  for (let doubles = true; rest > 0; doubles = !doubles) {
    const digit = rest % 10;
    sum += doubles ? (digit > 4 ? digit * 2 - 9 : digit * 2) : digit;
    rest = (rest - digit) / 10;
  }
  return (10 - (sum % 10)) % 10;
};

/**
 * The SIREN that five communes out of six received: "21", the code with its number in the departement on four digits
 * (three overseas), and the Luhn key. Corsican communes were numbered when the island was departement 20.
 */
export const defaultSiren = (departement: string, rest: string): string => {
  const number = departement === "2A" || departement === "2B" ? 20 : Number(departement);
  const body = departement.length === 3 ? (21_000 + number) * 1_000 + Number(rest) : (2_100 + number) * 10_000 + Number(rest);
  return String(body * 10 + luhnKey(body));
};
