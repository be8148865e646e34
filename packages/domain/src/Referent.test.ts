import { Schema } from "effect";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, LocalDate } from "./LocalDate.ts";
import { PartialDate } from "./PartialDate.ts";
import * as Referent from "./Referent.ts";

const day = Schema.decodeUnknownSync(LocalDate);
const date = Schema.decodeUnknownSync(PartialDate);
const days = fc.integer({ min: 0, max: 1_500 }).map((count) => addDays(day("2022-01-01"), count));
const dates = fc.oneof(fc.constant(null), days.map((text) => date(text)), days.map((text) => date(text.slice(0, 7))), days.map((text) => date(text.slice(0, 4))), days.map((text) => date(`-${text.slice(4)}`)));
const periods = fc.record({ validFrom: dates, validTo: dates });

describe("a CPTS in a portfolio", () => {
  it("is followed from its first day to the day before its end", () => {
    const period = { validFrom: date("2024-03-01"), validTo: date("2025-03-01") };
    expect(["2024-02-29", "2024-03-01", "2025-02-28", "2025-03-01"].map((text) => Referent.isFollowed(period, day(text)))).toEqual(["no", "yes", "yes", "no"]);
  });

  it("is perhaps followed where a date is known in part", () => {
    const period = { validFrom: date("2024"), validTo: date("2025-03") };
    expect(["2023-12-31", "2024-06-01", "2024-12-31", "2025-03-15", "2025-03-31"].map((text) => Referent.isFollowed(period, day(text)))).toEqual(["no", "unknown", "yes", "unknown", "no"]);
    expect(Referent.isFollowed({ validFrom: date("--03-01"), validTo: null }, day("2024-06-01"))).toBe("unknown");
    expect(Referent.isFollowed({ validFrom: null, validTo: null }, day("2024-06-01"))).toBe("yes");
  });

  it("twice on one day certainly overlaps, and where it certainly does not, no day has it twice", () => {
    fc.assert(
      fc.property(periods, periods, days, (a, b, on) => {
        const bothDays = Referent.isFollowed(a, on) === "yes" && Referent.isFollowed(b, on) === "yes";
        expect(!bothDays || Referent.overlap(a, b)).toBe(true);
        expect(Referent.overlap(a, b)).toBe(Referent.overlap(b, a));
      }),
    );
  });
});
