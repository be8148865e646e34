import * as fc from "fast-check";
import { Schema } from "effect";
import { describe, expect, it } from "vitest";
import { issuesOf } from "./IssueText.ts";
import * as LocalDate from "./LocalDate.ts";

const make = Schema.decodeUnknownSync(LocalDate.LocalDate);
const isoDay = (epochMillis: number) => new Date(epochMillis).toISOString().slice(0, 10);
const day = 86_400_000;
const anyDay = fc.integer({ min: Date.UTC(1600, 0, 1) / day, max: Date.UTC(2999, 11, 31) / day }).map((days) => isoDay(days * day));

const digits = (max: number, width: number) => fc.integer({ min: 0, max }).map((n) => String(n).padStart(width, "0"));
const parisDay = (instant: string) => LocalDate.parisDateFromInstant(Date.parse(instant));

describe("a local date", () => {
  it("is refused when it is not written YYYY-MM-DD", () => {
    for (const text of ["", "2017", "2017-1-1", "17-11-30", "2017-11-30T00:00:00Z", "2017/11/30", " 2017-11-30", "２０１７-11-30"])
      expect(issuesOf(LocalDate.LocalDate, text)).toEqual([{ path: [], key: "local-date.format" }]);
  });

  it("is refused when there is no such day", () => {
    for (const text of ["2017-02-29", "1900-02-29", "2017-00-10", "2017-13-01", "2017-04-31", "2017-01-00", "2017-01-32", "0000-01-01"])
      expect(issuesOf(LocalDate.LocalDate, text)).toEqual([{ path: [], key: "local-date.calendar" }]);
  });

  it("exists on 29 February of leap years, 2000 included", () => {
    for (const text of ["2016-02-29", "2000-02-29", "9999-12-31", "0001-01-01"]) expect(LocalDate.isLocalDate(text)).toBe(true);
  });

  it("is accepted exactly when the ECMAScript calendar knows the day", () => {
    fc.assert(
      fc.property(fc.tuple(fc.integer({ min: 1, max: 9999 }), digits(14, 2), digits(33, 2)), ([year, month, dayOfMonth]) => {
        const text = `${String(year).padStart(4, "0")}-${month}-${dayOfMonth}`;
        const instant = Date.parse(`${text}T00:00:00Z`);
        const real = !Number.isNaN(instant) && isoDay(instant) === text;
        expect(LocalDate.isLocalDate(text)).toBe(real);
      }),
      { numRuns: 2000 },
    );
  });

  it("moves by days as the ECMAScript calendar does", () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -300_000, max: 300_000 }), (text, days) => {
        expect(LocalDate.addDays(make(text), days)).toBe(isoDay(Date.parse(text) + days * day));
      }),
    );
  });

  it("is as many days from another as must be added to reach it", () => {
    fc.assert(
      fc.property(anyDay, anyDay, (a, b) => {
        const [from, to] = [make(a), make(b)];
        expect(LocalDate.addDays(from, LocalDate.daysBetween(from, to))).toBe(to);
        expect(LocalDate.compare(from, to)).toBe(-Math.sign(LocalDate.daysBetween(from, to)) + 0);
      }),
    );
  });

  it("refuses to leave the years 1 to 9999", () => {
    expect(() => LocalDate.addDays(make("9999-12-31"), 1)).toThrow(RangeError);
    expect(() => LocalDate.addDays(make("0001-01-01"), -1)).toThrow(RangeError);
  });
});

describe("the day it is in Paris", () => {
  const paris = new Intl.DateTimeFormat("en-CA", { timeZone: "Europe/Paris", year: "numeric", month: "2-digit", day: "2-digit" });

  it("is the one of the time-zone database, at any instant from 1996 to 2037", () => {
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(1996, 0, 1), max: Date.UTC(2037, 11, 31) }), (instant) => {
        expect(LocalDate.parisDateFromInstant(instant)).toBe(paris.format(instant));
      }),
      { numRuns: 3000 },
    );
  });

  it("changes at 22:00 UTC in summer and 23:00 UTC in winter, on the very days the clocks change", () => {
    const nights = fc.integer({ min: 1996, max: 2037 }).chain((year) =>
      fc.tuple(fc.constantFrom(2, 9), fc.integer({ min: 24, max: 31 }), fc.constantFrom(21, 22, 23), fc.constantFrom(0, 59)).map(
        ([month, date, hour, minute]) => Date.UTC(year, month, date, hour, minute, minute),
      ),
    );
    fc.assert(fc.property(nights, (instant) => LocalDate.parisDateFromInstant(instant) === paris.format(instant)), { numRuns: 3000 });
  });

  it("knows both sides of the two switches of 2026", () => {
    expect([parisDay("2026-03-28T22:59:59Z"), parisDay("2026-03-28T23:00:00Z")]).toEqual(["2026-03-28", "2026-03-29"]);
    expect([parisDay("2026-03-29T21:59:59Z"), parisDay("2026-03-29T22:00:00Z")]).toEqual(["2026-03-29", "2026-03-30"]);
    expect([parisDay("2026-10-24T21:59:59Z"), parisDay("2026-10-24T22:00:00Z")]).toEqual(["2026-10-24", "2026-10-25"]);
    expect([parisDay("2026-10-25T22:59:59Z"), parisDay("2026-10-25T23:00:00Z")]).toEqual(["2026-10-25", "2026-10-26"]);
  });
});

describe("months later", () => {
  const later = (from: string, months: number): string => LocalDate.addMonths(Schema.decodeUnknownSync(LocalDate.LocalDate)(from), months);

  it("lead to the same day of the month, or the last one of a month that has no such day", () => {
    expect(later("2026-11-22", 2)).toBe("2027-01-22");
    expect(later("2026-12-31", 2)).toBe("2027-02-28");
    expect(later("2027-12-30", 2)).toBe("2028-02-29");
    expect(later("2026-08-31", 1)).toBe("2026-09-30");
    expect(later("2026-03-31", -1)).toBe("2026-02-28");
    expect(() => later("9999-12-01", 1)).toThrow(RangeError);
  });

  it("lead to no other day of the month than the same one or the last one, whatever the date", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40_000 }), fc.integer({ min: 0, max: 240 }), (days, months) => {
        const from = LocalDate.addDays(Schema.decodeUnknownSync(LocalDate.LocalDate)("1990-01-01"), days);
        const to = LocalDate.addMonths(from, months);
        const next = LocalDate.addDays(to, 1);
        expect(to.slice(8) === from.slice(8) || (to.slice(8) < from.slice(8) && next.endsWith("-01"))).toBe(true);
        expect(LocalDate.compare(LocalDate.addMonths(from, months + 1), to)).toBe(1);
      }),
    );
  });
});
