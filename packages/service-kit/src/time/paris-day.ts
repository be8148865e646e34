import { daysBetween, parisDateFromInstant, type LocalDate } from "@cpts/domain/LocalDate";

const hourMs = 3_600_000;
// A literal that is written as a day and is one.
const epoch = "1970-01-01" as LocalDate;

/**
 * The instant at which a day begins in Paris, in milliseconds: 23:00 UTC of the day before, 22:00 in summer. The clocks change at
 * 01:00 UTC (Directive 2000/84/EC, articles 2 and 3), so midnight is there once on each day.
 */
export const startOfDayInParis = (day: LocalDate): number => {
  const inSummer = daysBetween(epoch, day) * 24 * hourMs - 2 * hourMs;
  return parisDateFromInstant(inSummer) === day ? inSummer : inSummer + hourMs;
};
