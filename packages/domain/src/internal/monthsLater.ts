import type { LocalDate } from "../LocalDate.ts";
import { daysInMonth, integerAt, pad } from "./calendar.ts";

/**
 * The same day of the month so many months later, or the last of that month (counted as art. 641 of the code de procédure
 * civile counts months and years); `null` after the year 9999.
 */
export const monthsLater = (day: LocalDate, months: number): LocalDate | null => {
  const count = integerAt(day, 0, 4) * 12 + integerAt(day, 5, 7) - 1 + months;
  const [year, month] = [Math.floor(count / 12), (count % 12) + 1];
  // A year of four digits, a month from 1 to 12, and a day that this month has.
  return year > 9999 ? null : (`${pad(year, 4)}-${pad(month, 2)}-${pad(Math.min(integerAt(day, 8, 10), daysInMonth(year, month)), 2)}` as LocalDate);
};
