import { describe, expect, it } from "@effect/vitest";
import * as fc from "fast-check";
import { publicCount, publicSum } from "./SmallCount.ts";

const count = fc.integer({ min: 0, max: 60 });

describe("a count shown to everyone", () => {
  it("is withheld below 11, and itself from there on", () => {
    expect([0, 1, 10, 11, 12].map(publicCount)).toEqual([null, null, null, 11, 12]);
  });

  it("never gives a withheld one away by a sum", () => {
    fc.assert(
      fc.property(fc.array(count), (counts) => {
        const sum = publicSum(counts);
        const isShown = counts.length > 0 && counts.every((one) => one >= 11);
        expect(sum).toBe(isShown ? counts.reduce((total, one) => total + one, 0) : null);
      }),
    );
  });
});
