/**
 * Days of the civil calendar, without hour nor time zone.
 *
 * Everything legal in the life of a CPTS happens on a day in France: "today" is the day it is in Paris.
 *
 * @example
 * ```ts
 * import * as LocalDate from "@cpts/domain/LocalDate";
 * import { Schema } from "effect";
 *
 * const signed = Schema.decodeUnknownSync(LocalDate.LocalDate)("2017-11-30");
 * LocalDate.addDays(signed, 1); // => "2017-12-01"
 * LocalDate.parisDateFromInstant(1782864000000); // => "2026-07-01"
 * ```
 */
import { Schema } from "effect";
import { daysInMonth, epochDay, formatEpochDay, integerAt, pad } from "./internal/calendar.ts";
import { parisOffset } from "./internal/parisSummer.ts";

const shape = /^\d{4}-\d{2}-\d{2}$/u;

const namesDay = (text: string): boolean => {
  if (!shape.test(text)) return false;
  const year = integerAt(text, 0, 4);
  const month = integerAt(text, 5, 7);
  const day = integerAt(text, 8, 10);
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
};

/** Most of what it draws is a day, so that generated models with several of them are found at all. */
const mostlyDays = { patterns: [{ source: String.raw`^\d{3}[1-9]-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$`, flags: "u" }] } as const;

/** A calendar day, `YYYY-MM-DD`. Issues: `local-date.format`, `local-date.calendar` (well written, but no such day). */
export const LocalDate = Schema.String.annotate({
  title: "LocalDate",
  description: "A calendar day in France, YYYY-MM-DD",
  format: "date",
  examples: ["2017-11-30"],
}).pipe(
  Schema.check(
    Schema.isPattern(shape, { message: "local-date.format", arbitraryConstraint: mostlyDays }),
    Schema.makeFilter((text: string) => !shape.test(text) || namesDay(text) || "local-date.calendar"),
  ),
  Schema.brand("LocalDate"),
);

/** A calendar day, `YYYY-MM-DD`. */
export type LocalDate = typeof LocalDate.Type;

/** Whether `text` is written `YYYY-MM-DD` and names a day that exists (years 0001 to 9999, as in PostgreSQL and ISO 8601). */
export const isLocalDate = (text: string): text is LocalDate => namesDay(text);

/** Order in time: -1 when `a` is before `b`, 0 the same day, 1 after. */
export const compare = (a: LocalDate, b: LocalDate): -1 | 0 | 1 => (a < b ? -1 : a > b ? 1 : 0);

const dayNumber = (date: LocalDate): number => epochDay(integerAt(date, 0, 4), integerAt(date, 5, 7), integerAt(date, 8, 10));

const firstDay = epochDay(1, 1, 1);
const lastDay = epochDay(9999, 12, 31);

const fromDayNumber = (days: number): LocalDate => {
  if (!Number.isInteger(days) || days < firstDay || days > lastDay) throw new RangeError("local-date.range");
  // The formatter writes a real day of a year within 1..9999, which is what the brand says.
  return formatEpochDay(days) as LocalDate;
};

/** The day `days` days later (earlier when negative). Throws a `RangeError` outside the years 1 to 9999: a defect, never an input error. */
export const addDays = (date: LocalDate, days: number): LocalDate => fromDayNumber(dayNumber(date) + days);

const lastMonth = 9999 * 12 + 11;

/**
 * The same day of the month so many months later, or the last day of a month that has no such day: how French law counts
 * months, "de quantieme a quantieme" (art. 641 of the code de procedure civile). Throws a `RangeError` outside the years 1 to 9999.
 */
export const addMonths = (date: LocalDate, months: number): LocalDate => {
  const count = integerAt(date, 0, 4) * 12 + integerAt(date, 5, 7) - 1 + months;
  if (!Number.isInteger(count) || count < 12 || count > lastMonth) throw new RangeError("local-date.range");
  const [year, month] = [Math.floor(count / 12), (count % 12) + 1];
  // A year within 1..9999, a month that is one, and a day that this month has.
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(Math.min(integerAt(date, 8, 10), daysInMonth(year, month)), 2)}` as LocalDate;
};

/** Number of days from `from` to `to`: 0 for the same day, negative when `to` is before. */
export const daysBetween = (from: LocalDate, to: LocalDate): number => dayNumber(to) - dayNumber(from);

const dayMillis = 86_400_000;

/**
 * The day it is in metropolitan France (Europe/Paris) at an instant, in milliseconds since 1970-01-01T00:00:00Z.
 *
 * UTC+1, and UTC+2 between 01:00 UTC on the last Sundays of March and October: the rule since 1996, kept without end by
 * Directive 2000/84/EC, articles 2 and 3. Before 1996 France ended summer time in September, so an instant of
 * those autumns may be off by one hour; CPTS exist since 2016.
 */
export const parisDateFromInstant = (epochMillis: number): LocalDate => {
  const year = integerAt(fromDayNumber(Math.floor(epochMillis / dayMillis)), 0, 4);
  return fromDayNumber(Math.floor((epochMillis + parisOffset(epochMillis, year)) / dayMillis));
};
