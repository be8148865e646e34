import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { feeKeptUntil, retentionRules, retentionsOf } from "./PersonErasure.ts";

describe("what stays of an erased person", () => {
  test("is nothing where there was no paid fee and no office", () => {
    expect(retentionsOf({ paidFeeYears: [], heldOffice: false })).toEqual([]);
  });

  test("is a paid fee until ten years after its year, the latest one deciding, and an office without a day", () => {
    expect(feeKeptUntil(2026)).toBe("2036-12-31");
    expect(retentionsOf({ paidFeeYears: [2024, 2026, 2025], heldOffice: true })).toEqual([{ kind: "fee", until: "2036-12-31" }, { kind: "office", until: null }]);
  });

  test("never ends later for fewer fees", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 2000, max: 2100 }), { minLength: 1 }), fc.integer({ min: 2000, max: 2100 }), (years, more) => {
        const until = (all: ReadonlyArray<number>) => retentionsOf({ paidFeeYears: all, heldOffice: false })[0]?.until ?? "";
        expect(until(years) <= until([...years, more])).toBe(true);
      }),
    );
  });

  test("has a source for each rule, none of which is said to be certain", () => {
    for (const { source, status } of retentionRules) expect([source.length > 0, status]).toEqual([true, "provisional"]);
  });
});
