import * as fc from "fast-check";
import { Schema } from "effect";
import { describe, expect, it } from "vitest";
import { issuesOf } from "./IssueText.ts";
import { addDays, LocalDate } from "./LocalDate.ts";
import * as PartialDate from "./PartialDate.ts";

const make = Schema.decodeUnknownSync(PartialDate.PartialDate);
const start = Schema.decodeUnknownSync(LocalDate)("2015-01-01");
const anyDay = fc.integer({ min: 0, max: 3000 }).map((days) => addDays(start, days));
/** A day, and a partial date that may stand for it. */
const anyStatement = fc.tuple(anyDay, fc.constantFrom(4, 7, 10, 0)).map(([day, kept]) => ({
  day,
  partial: make(kept === 0 ? `--${day.slice(5)}` : day.slice(0, kept)),
}));

describe("a partial date", () => {
  it("is a year, a month, a day, or a day without year", () => {
    expect(["2017", "2017-11", "2017-11-30", "--09-22"].map((text) => PartialDate.precision(make(text)))).toEqual(["year", "month", "day", "month-day"]);
  });

  it("may be 29 February when the year is not said, not 30 February nor 29 February 2017", () => {
    expect(PartialDate.isPartialDate("--02-29")).toBe(true);
    for (const text of ["--02-30", "--13-01", "--00-10", "2017-02-29", "2017-13", "2017-00", "0000"])
      expect(issuesOf(PartialDate.PartialDate, text)).toEqual([{ path: [], key: "partial-date.calendar" }]);
  });

  it("is refused in any other form", () => {
    for (const text of ["", "17", "2017-1", "09-22", "--9-22", "--09", "2017-11-30T10:00", "2017-", "novembre 2017"])
      expect(issuesOf(PartialDate.PartialDate, text)).toEqual([{ path: [], key: "partial-date.format" }]);
  });

  it("can be any day from its earliest to its latest, and no other", () => {
    expect([PartialDate.earliest(make("2016-02")), PartialDate.latest(make("2016-02"))]).toEqual(["2016-02-01", "2016-02-29"]);
    expect([PartialDate.earliest(make("2017")), PartialDate.latest(make("2017"))]).toEqual(["2017-01-01", "2017-12-31"]);
    expect([PartialDate.earliest(make("--09-22")), PartialDate.latest(make("--09-22"))]).toEqual([null, null]);
    fc.assert(
      fc.property(anyStatement, ({ day, partial }) => {
        const [first, last] = [PartialDate.earliest(partial), PartialDate.latest(partial)];
        expect((first ?? day) <= day && day <= (last ?? day)).toBe(true);
        expect(first === last).toBe(PartialDate.precision(partial) === "day" || first === null);
      }),
    );
  });
});

describe("comparing partial dates", () => {
  it("never contradicts the days they stand for", () => {
    fc.assert(
      fc.property(anyStatement, anyStatement, (a, b) => {
        const truth = a.day < b.day ? "before" : a.day > b.day ? "after" : "same";
        expect([truth, "unknown"]).toContain(PartialDate.compare(a.partial, b.partial));
        expect([truth === "before" ? "yes" : "no", "unknown"]).toContain(PartialDate.isBefore(a.partial, b.partial));
      }),
      { numRuns: 2000 },
    );
  });

  it("is the mirror image in the other direction", () => {
    const mirror = { before: "after", after: "before", same: "same", unknown: "unknown" };
    fc.assert(
      fc.property(anyStatement, anyStatement, (a, b) => {
        expect(PartialDate.compare(b.partial, a.partial)).toBe(mirror[PartialDate.compare(a.partial, b.partial)]);
      }),
    );
  });

  it("orders whole days as days", () => {
    fc.assert(
      fc.property(anyDay, anyDay, (a, b) => {
        const [left, right] = [PartialDate.fromLocalDate(a), PartialDate.fromLocalDate(b)];
        expect(PartialDate.compare(left, right)).toBe(a < b ? "before" : a > b ? "after" : "same");
        expect(PartialDate.isBefore(left, right)).toBe(a < b ? "yes" : "no");
      }),
    );
  });

  it("cannot order two events of one year, nor any day without year", () => {
    expect(PartialDate.compare(make("2017"), make("2017"))).toBe("unknown");
    expect(PartialDate.compare(make("--09-22"), make("--09-22"))).toBe("unknown");
    expect(PartialDate.compare(make("--09-22"), make("2018-01-17"))).toBe("unknown");
    expect(PartialDate.isBefore(make("2017-11"), make("2017-11-30"))).toBe("unknown");
    expect(PartialDate.isBefore(make("2017-11"), make("2017-11-01"))).toBe("no");
  });
});

describe("a partial date in words", () => {
  it.each([
    ["2017", "2017", "2017"],
    ["2017-08", "août 2017", "August 2017"],
    ["2017-11-30", "30 novembre 2017", "30 November 2017"],
    ["2018-02-01", "1er février 2018", "1 February 2018"],
    ["--09-22", "22 septembre, année non précisée", "22 September, year not stated"],
  ])("%s is « %s », %s", (text, french, english) => {
    expect(PartialDate.formatFr(make(text))).toBe(french);
    expect(PartialDate.formatEn(make(text))).toBe(english);
  });
});
