const luhnKey = (digits: string): number => {
  let sum = 0;
  for (let index = 0; index < digits.length; index++) {
    const digit = digits.charCodeAt(digits.length - 1 - index) - 48;
    const doubled = digit * 2;
    sum += index % 2 === 1 ? digit : doubled > 9 ? doubled - 9 : doubled;
  }
  return (10 - (sum % 10)) % 10;
};

/**
 * The SIREN that five communes out of six received: "21", the code with its number in the departement on four digits
 * (three overseas), and the Luhn key. Corsican communes were numbered when the island was departement 20.
 */
export const defaultSiren = (code: string): string => {
  const overseas = code.startsWith("97");
  const departement = overseas ? code.slice(0, 3) : code.startsWith("2A") || code.startsWith("2B") ? "20" : code.slice(0, 2);
  const body = `21${departement}${code.slice(overseas ? 3 : 2).padStart(overseas ? 3 : 4, "0")}`;
  return body + luhnKey(body);
};
