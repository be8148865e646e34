/**
 * Dates as documents state them: a year, a month, a day, or a day and month whose year is not said.
 *
 * Comparison is three-valued: two partial dates may be impossible to order, and saying so is part of the answer.
 *
 * @example
 * ```ts
 * import * as PartialDate from "@cpts/domain/PartialDate";
 * import { Schema } from "effect";
 *
 * const parse = Schema.decodeUnknownSync(PartialDate.PartialDate);
 * PartialDate.compare(parse("2017"), parse("2018-01-17")); // => "before"
 * PartialDate.compare(parse("--09-22"), parse("2018")); // => "unknown"
 * PartialDate.formatFr(parse("--09-22")); // => "22 septembre, année non précisée"
 * ```
 */
import { Schema } from "effect";
import { daysInMonth, integerAt, pad } from "./internal/calendar.ts";
import { isLocalDate, type LocalDate } from "./LocalDate.ts";

const shape = /^(?:\d{4}(?:-\d{2}(?:-\d{2})?)?|--\d{2}-\d{2})$/u;

/** 29 February is a day of some year, so it is a valid month and day: 2000 was a leap year. */
const someLeapYear = 2000;

const namesDate = (text: string): boolean => {
  if (!shape.test(text)) return false;
  if (text.startsWith("--")) {
    const month = integerAt(text, 2, 4);
    const day = integerAt(text, 5, 7);
    return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(someLeapYear, month);
  }
  return isLocalDate(text.length === 4 ? `${text}-01-01` : text.length === 7 ? `${text}-01` : text);
};

/**
 * `2017`, `2017-11`, `2017-11-30`, or `--09-22` when the year is unknown (the lexical form of `xsd:gMonthDay`,
 * XML Schema 1.1 part 2, §3.3.12). Issues: `partial-date.format`, `partial-date.calendar`.
 */
export const PartialDate = Schema.String.annotate({
  title: "PartialDate",
  description: "A date as far as it is known: YYYY, YYYY-MM, YYYY-MM-DD, or --MM-DD when the year is unknown",
  examples: ["2017", "2017-11", "2017-11-30", "--09-22"],
}).pipe(
  Schema.check(
    Schema.isPattern(shape, { message: "partial-date.format" }),
    Schema.makeFilter((text: string) => !shape.test(text) || namesDate(text) || "partial-date.calendar"),
  ),
  Schema.brand("PartialDate"),
);

/** A date as far as it is known. */
export type PartialDate = typeof PartialDate.Type;

/** Whether the text is one of the four forms and names a date that exists. */
export const isPartialDate = (text: string): text is PartialDate => namesDate(text);

/** How much of the date is known. */
export type Precision = "year" | "month" | "day" | "month-day";

/** How much of the date is known. */
export const precision = (date: PartialDate): Precision =>
  date.startsWith("--") ? "month-day" : date.length === 4 ? "year" : date.length === 7 ? "month" : "day";

/** A fully known day is also a partial date. */
export const fromLocalDate = (date: LocalDate): PartialDate => {
  const text: string = date;
  // A LocalDate is the third of the four forms.
  return text as PartialDate;
};

// The four forms are completed with days that exist, so the results below are LocalDates.
/** The first day it can be; `null` when the year is unknown. */
export const earliest = (date: PartialDate): LocalDate | null => {
  switch (precision(date)) {
    case "year":
      return `${date}-01-01` as LocalDate;
    case "month":
      return `${date}-01` as LocalDate;
    case "day":
      return `${date}` as LocalDate;
    case "month-day":
      return null;
  }
};

/** The last day it can be; `null` when the year is unknown. */
export const latest = (date: PartialDate): LocalDate | null => {
  switch (precision(date)) {
    case "year":
      return `${date}-12-31` as LocalDate;
    case "month":
      return `${date}-${pad(daysInMonth(integerAt(date, 0, 4), integerAt(date, 5, 7)), 2)}` as LocalDate;
    case "day":
      return `${date}` as LocalDate;
    case "month-day":
      return null;
  }
};

/**
 * Order of the two days that the dates stand for. `same` only for one fully known day: two events dated "2017" may
 * have happened on two days of 2017, which is `unknown`.
 */
export const compare = (a: PartialDate, b: PartialDate): "before" | "after" | "same" | "unknown" => {
  const [aFirst, aLast, bFirst, bLast] = [earliest(a), latest(a), earliest(b), latest(b)];
  if (aFirst === null || aLast === null || bFirst === null || bLast === null) return "unknown";
  if (aLast < bFirst) return "before";
  if (aFirst > bLast) return "after";
  return aFirst === aLast && bFirst === bLast ? "same" : "unknown";
};

/** Whether `a` is strictly before `b`. Sharper than {@link compare}: "2017-11" is certainly not before "2017-11-01". */
export const isBefore = (a: PartialDate, b: PartialDate): "yes" | "no" | "unknown" => {
  const [aFirst, aLast, bFirst, bLast] = [earliest(a), latest(a), earliest(b), latest(b)];
  if (aFirst === null || aLast === null || bFirst === null || bLast === null) return "unknown";
  if (aLast < bFirst) return "yes";
  return aFirst >= bLast ? "no" : "unknown";
};

const monthsFr = ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"];
const monthsEn = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

interface Words {
  readonly months: ReadonlyArray<string>;
  readonly day: (day: number) => string;
  readonly noYear: string;
}

const format = (date: PartialDate, words: Words): string => {
  const month = (at: number) => words.months[integerAt(date, at, at + 2) - 1];
  const day = (at: number) => words.day(integerAt(date, at, at + 2));
  // A year is written as people do: 2017, and 800 rather than 0800.
  const year = () => String(integerAt(date, 0, 4));
  switch (precision(date)) {
    case "year":
      return year();
    case "month":
      return `${month(5)} ${year()}`;
    case "day":
      return `${day(8)} ${month(5)} ${year()}`;
    case "month-day":
      return `${day(5)} ${month(2)}, ${words.noYear}`;
  }
};

/** "2017", "novembre 2017", "30 novembre 2017", "22 septembre, année non précisée". */
export const formatFr = (date: PartialDate): string =>
  format(date, { months: monthsFr, day: (day) => (day === 1 ? "1er" : String(day)), noYear: "année non précisée" });

/** "2017", "November 2017", "30 November 2017", "22 September, year not stated". */
export const formatEn = (date: PartialDate): string =>
  format(date, { months: monthsEn, day: String, noYear: "year not stated" });
