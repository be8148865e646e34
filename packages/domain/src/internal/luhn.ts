/** The sum of the Luhn algorithm (ISO/IEC 7812-1, annex B) over a string of ASCII digits. */
const luhnSum = (digits: string): number => {
  let sum = 0;
  let double = false;
  for (let index = digits.length - 1; index >= 0; index--) {
    const digit = digits.charCodeAt(index) - 48;
    sum += double ? (digit > 4 ? digit * 2 - 9 : digit * 2) : digit;
    double = !double;
  }
  return sum;
};

/** Whether the last digit is the Luhn check digit of the others. */
export const passesLuhn = (digits: string): boolean => luhnSum(digits) % 10 === 0;

/** The digit that must follow `payload` for the whole to pass. */
export const luhnCheckDigit = (payload: string): number => (10 - (luhnSum(`${payload}0`) % 10)) % 10;

/** Plain sum of the digits, for the rule of La Poste. */
export const digitSum = (digits: string): number => {
  let sum = 0;
  for (let index = 0; index < digits.length; index++) sum += digits.charCodeAt(index) - 48;
  return sum;
};
