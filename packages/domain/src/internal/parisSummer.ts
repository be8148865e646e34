import { epochDay } from "./calendar.ts";

const dayMillis = 86_400_000;

/** 01:00 UTC on the last Sunday of a month of 31 days. 1970-01-01 was a Thursday. */
const lastSundayAtOne = (year: number, month: 3 | 10): number => {
  const last = epochDay(year, month, 31);
  const weekday = (((last + 4) % 7) + 7) % 7;
  return (last - weekday) * dayMillis + 3_600_000;
};

/** How far Paris is ahead of UTC at an instant of a year, in milliseconds (Directive 2000/84/EC, articles 2 and 3). */
export const parisOffset = (epochMillis: number, year: number): number =>
  epochMillis >= lastSundayAtOne(year, 3) && epochMillis < lastSundayAtOne(year, 10) ? 7_200_000 : 3_600_000;
