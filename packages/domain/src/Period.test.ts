import * as fc from "fast-check";
import { Schema } from "effect";
import { describe, expect, it } from "vitest";
import { issuesOf } from "./IssueText.ts";
import { LocalDate } from "./LocalDate.ts";
import * as Period from "./Period.ts";

const day = Schema.decodeUnknownSync(LocalDate);
const anyDay = fc.integer({ min: 1, max: 28 }).map((n) => day(`2026-02-${String(n).padStart(2, "0")}`));
const side = fc.option(anyDay, { nil: null });
const anyPeriod = fc.tuple(side, side).filter(([from, to]) => from === null || to === null || from < to).map(([from, to]) => ({ from, to }));

describe("a period", () => {
  it("holds its first day and not its last", () => {
    const january = { from: day("2026-01-01"), to: day("2026-02-01") };
    expect(Period.contains(january, day("2026-01-01"))).toBe(true);
    expect(Period.contains(january, day("2026-01-31"))).toBe(true);
    expect(Period.contains(january, day("2026-02-01"))).toBe(false);
    expect(Period.contains(january, day("2025-12-31"))).toBe(false);
  });

  it("is refused when it would hold no day", () => {
    for (const from of ["2026-01-01", "2026-01-02"])
      expect(issuesOf(Period.Period, { from, to: "2026-01-01" })).toEqual([{ path: ["to"], key: "period.empty" }]);
  });

  it("has in common with another exactly the days that belong to both", () => {
    fc.assert(
      fc.property(anyPeriod, anyPeriod, anyDay, (a, b, date) => {
        const common = Period.intersect(a, b);
        const both = Period.contains(a, date) && Period.contains(b, date);
        expect(common !== null && Period.contains(common, date)).toBe(both);
        expect(!both || Period.overlaps(a, b)).toBe(true);
        expect(Period.overlaps(a, b)).toBe(Period.overlaps(b, a));
        expect(Period.intersect(a, Period.always)).toEqual(a);
      }),
      { numRuns: 1000 },
    );
  });

  it("does not meet the one that starts when it ends", () => {
    expect(Period.overlaps({ from: null, to: day("2026-01-01") }, { from: day("2026-01-01"), to: null })).toBe(false);
  });
});
