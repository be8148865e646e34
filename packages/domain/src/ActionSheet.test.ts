import * as fc from "fast-check";
import { Schema } from "effect";
import { describe, expect, it } from "vitest";
import { newestProgress, planFaults } from "./ActionSheet.ts";
import { LocalDate } from "./LocalDate.ts";
import { compare, PartialDate } from "./PartialDate.ts";

const date = Schema.decodeUnknownSync(PartialDate);
const day = Schema.decodeUnknownSync(LocalDate);
const anyDate = fc.constantFrom(null, ...["2024", "2024-12", "2024-02-29", "2025-06-30", "--06-30", "2026-01", "2026-12-31", "2027"].map((text) => date(text)));
const codes = (...given: Parameters<typeof planFaults>) => planFaults(...given).map(({ code, path }) => `${path.join(".")} ${code}`);

describe("the calendar of an action sheet", () => {
  it("stays within the contract, and each step within the sheet", () => {
    const contract = { signedOn: date("2026-09-01"), lastDay: day("2031-08-31") };
    expect(codes({ from: date("2026-08"), to: date("2032"), steps: [] }, contract)).toEqual(["from before-signature", "to after-last-day"]);
    expect(codes({ from: date("2027-01"), to: date("2027-06"), steps: [{ from: date("2026-12"), to: date("2027-07-01") }, { from: date("2027-03"), to: date("2027-02") }] }, contract)).toEqual([
      "steps.0.from outside-sheet",
      "steps.0.to outside-sheet",
      "steps.1.to ends-before-start",
    ]);
  });

  it("may be as partial as its document: what is not certain is no fault", () => {
    expect(codes({ from: date("2026"), to: date("2031"), steps: [{ from: date("--10-01"), to: null }] }, { signedOn: date("2026-09-01"), lastDay: day("2031-08-31") })).toEqual([]);
  });

  it("is refused for a date only against one that is certainly on its other side", () => {
    fc.assert(
      fc.property(anyDate, anyDate, anyDate, fc.constantFrom(null, day("2025-06-30"), day("2026-12-31")), (from, to, signedOn, lastDay) => {
        for (const { code, on, than } of planFaults({ from, to, steps: [{ from, to }] }, { signedOn, lastDay })) expect(compare(on, than)).toBe(code === "after-last-day" ? "after" : "before");
      }),
    );
  });
});

describe("the progress of an action sheet", () => {
  it("is that of its newest day, and of what was noted last of it", () => {
    fc.assert(
      fc.property(fc.array(fc.record({ on: fc.constantFrom(day("2024-02-29"), day("2025-01-01"), day("2026-01-01")), percent: fc.nat(100) })), (history) => {
        const newest = newestProgress(history);
        expect(newest === null).toBe(history.length === 0);
        expect(newest === null || history.filter(({ on }) => on >= newest.on).at(-1) === newest).toBe(true);
      }),
    );
  });
});
