const dates = /(?<!\d)(?:(\d{1,2})[\x2f. -](\d{1,2})[\x2f. -]((?:19|20)\d{2})|((?:19|20)\d{2})-(\d{2})-(\d{2}))(?!\d)/gu;
const named = /\b(?:M\.|Mr\.?|Mme\.?|Mlle\.?|Monsieur|Madame|Mademoiselle)\s+\p{Lu}[\p{L}'-]+|(?<![\p{L}'-])\p{Lu}[\p{L}'-]+\s+\p{Lu}[\p{L}'-]+/u;
/** How far from the date a name is looked for, in UTF-16 units. */
const around = 60;

const two = (digits: string): string => digits.padStart(2, "0");

/**
 * Where a name stands beside a day that is past (`today`, `YYYY-MM-DD`): what a date of birth looks like. Dates to come are those
 * of the action. It warns, and is never sure: two words with capitals may be a street.
 */
export const namesSomeoneBorn = (text: string, today: string): boolean => {
  for (const match of text.matchAll(dates)) {
    const [whole, day = "", month = "", year, isoYear, isoMonth, isoDay] = match;
    const date = isoYear === undefined ? `${year ?? ""}-${two(month)}-${two(day)}` : `${isoYear}-${isoMonth ?? ""}-${isoDay ?? ""}`;
    const isDay = date.slice(5) <= "12-31" && date.slice(5) >= "01-01" && date.slice(8) <= "31" && date.slice(8) >= "01";
    if (!isDay || date >= today) continue;
    const before = text.slice(Math.max(0, match.index - around), match.index);
    const after = text.slice(match.index + whole.length, match.index + whole.length + around);
    if (named.test(before) || named.test(after)) return true;
  }
  return false;
};
