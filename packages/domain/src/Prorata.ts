/**
 * Contract years, and which part of one a period is, in whole units: adding up the parts of a period gives the period, whatever the rule and wherever
 * it is cut.
 *
 * A day is worth what is left from it to the next anniversary, less what is left from the day after. Days over 365 of a year of 366
 * days leave its first day worth nothing, so that a whole year is never more than a year.
 *
 * @example
 * ```ts
 * import { LocalDate } from "@cpts/domain/LocalDate";
 * import * as Prorata from "@cpts/domain/Prorata";
 * import { Schema } from "effect";
 *
 * const day = Schema.decodeUnknownSync(LocalDate);
 * const year = Prorata.contractYear(day("2026-09-01"), 1);
 * year.to; // => "2027-09-01"
 * Prorata.unitsBetween("ACTUAL_365", year, day("2027-03-01"), year.to); // => 184
 * Prorata.unitsBetween("MONTHS_12", year, day("2027-03-01"), year.to); // => 180
 * Prorata.unitsOf("MONTHS_12", year); // => 360
 * ```
 */
import type { ProrataRule } from "./Grid.ts";
import { daysInMonth, integerAt, pad } from "./internal/calendar.ts";
import { daysBetween, type LocalDate } from "./LocalDate.ts";

/** The same day of the year so many years later, 28 February for 29 February in a year without it (art. 641 of the code de procédure civile). */
export const anniversary = (signedOn: LocalDate, years: number): LocalDate => {
  const year = integerAt(signedOn, 0, 4) + years;
  const [month, day] = [integerAt(signedOn, 5, 7), integerAt(signedOn, 8, 10)];
  // A year of four digits, a month that was one, and a day that this month has.
  return `${pad(year, 4)}${signedOn.slice(4, 8)}${pad(Math.min(day, daysInMonth(year, month)), 2)}` as LocalDate;
};

/** A year of a contract: from an anniversary of its signature to the next, `to` excluded. The first has number 1. */
export interface ContractYear {
  readonly number: number;
  readonly from: LocalDate;
  readonly to: LocalDate;
}

/** The contract year of that number. */
export const contractYear = (signedOn: LocalDate, number: number): ContractYear => ({ number, from: anniversary(signedOn, number - 1), to: anniversary(signedOn, number) });

/** How many units a whole year has: 365, its days, or 360 days of twelve months of 30. */
export const unitsOf = (rule: ProrataRule, year: ContractYear): number => {
  switch (rule) {
    case "ACTUAL_365":
      return 365;
    case "ACTUAL_ACTUAL":
      return daysBetween(year.from, year.to);
    case "MONTHS_12":
      return 360;
  }
};

/** Days of months of 30 since year 0; the 31st counts as the 30th. */
const days30 = (day: LocalDate): number => (integerAt(day, 0, 4) * 12 + integerAt(day, 5, 7)) * 30 + Math.min(integerAt(day, 8, 10), 30);

const left = (rule: ProrataRule, year: ContractYear, day: LocalDate): number => {
  if (day <= year.from) return unitsOf(rule, year);
  if (day >= year.to) return 0;
  switch (rule) {
    case "ACTUAL_365":
      return Math.min(daysBetween(day, year.to), 365);
    case "ACTUAL_ACTUAL":
      return daysBetween(day, year.to);
    case "MONTHS_12":
      return Math.max(0, Math.min(days30(year.to) - days30(day), 360));
  }
};

/** The units of a year from one day to another (excluded); days outside of the year count for nothing. */
export const unitsBetween = (rule: ProrataRule, year: ContractYear, from: LocalDate, to: LocalDate): number => {
  if (from >= to) return 0;
  return from <= year.from && to >= year.to ? unitsOf(rule, year) : left(rule, year, from) - left(rule, year, to);
};
