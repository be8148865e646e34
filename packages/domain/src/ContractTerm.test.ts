import * as fc from "fast-check";
import { Schema } from "effect";
import { describe, expect, it } from "vitest";
import { hasEnded, lastDayOf } from "./ContractTerm.ts";
import { LocalDate } from "./LocalDate.ts";
import { latest, PartialDate } from "./PartialDate.ts";

const date = Schema.decodeUnknownSync(PartialDate);
const day = Schema.decodeUnknownSync(LocalDate);
const contract = (signedOn: string | null, termYears: number | null, inferred: string | null = null) => ({
  signedOn: signedOn === null ? null : date(signedOn),
  inferredSignedOn: inferred === null ? null : date(inferred),
  termYears,
});

describe("the term of a contract", () => {
  it.each([
    ["2020-09-01", 5, "2025-09-01"],
    ["2024-02-29", 5, "2029-02-28"],
    ["2024-02-29", 4, "2028-02-29"],
    ["2020-09", 5, "2025-09-30"],
    ["2023-02", 1, "2024-02-28"],
    ["2017", 3, "2020-12-31"],
    ["9998", 5, null],
    ["2020-09-01", null, null],
    ["--09-22", 5, null],
    [null, 5, null],
  ])("of a contract signed on %s for %s years lasts until %s", (signedOn, years, last) => {
    expect(lastDayOf(contract(signedOn, years))).toBe(last);
  });

  it("never ends by a date that was inferred", () => {
    expect(lastDayOf(contract("--09-22", 1, "2018-09-22"))).toBeNull();
    expect(hasEnded(contract(null, 1, "2018"), day("2026-11-22"))).toBe(false);
  });

  it("has ended the day after its last one, not on it", () => {
    const signed = contract("2020-09-01", 5);
    expect([hasEnded(signed, day("2025-09-01")), hasEnded(signed, day("2025-09-02"))]).toEqual([false, true]);
  });

  it("holds on each day of its first year, and one year more never ends it sooner", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2015, max: 2030 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 49 }), (year, month, years) => {
        const signedOn = `${year}-${String(month).padStart(2, "0")}`;
        expect(hasEnded(contract(signedOn, years), day(latest(date(signedOn)) ?? ""))).toBe(false);
        expect((lastDayOf(contract(signedOn, years)) ?? "") < (lastDayOf(contract(signedOn, years + 1)) ?? "")).toBe(true);
      }),
    );
  });
});
