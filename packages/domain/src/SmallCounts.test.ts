import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hide, hideParts, smallCounts } from "./SmallCounts.ts";

const counts = fc.array(fc.oneof(fc.nat(12), fc.nat(500)), { maxLength: 8 });
const sum = (values: ReadonlyArray<number>): number => values.reduce((total, value) => total + value, 0);

describe("a count that everyone sees", () => {
  test("is hidden below 11", () => {
    expect([hide(0), hide(10), hide(11)]).toEqual([null, null, 11]);
  });

  test("is never small, nor is what the total gives away of those that are hidden", () => {
    fc.assert(
      fc.property(counts, (given) => {
        const shown = hideParts(given);
        expect(shown.every((value, index) => value === null || (value === given[index] && value >= smallCounts.below))).toBe(true);
        const hidden = given.filter((_, index) => shown[index] === null);
        const isKnown = hide(sum(given)) !== null;
        const isSafe = hidden.length > 1 && sum(hidden) >= smallCounts.below;
        expect(hidden.length === 0 || !isKnown || given.length === 1 || isSafe).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  test("stays where no part is small", () => {
    expect(hideParts([40, 25, 11])).toEqual([40, 25, 11]);
    expect(hideParts([40, 25, 0])).toEqual([40, null, null]);
  });
});
