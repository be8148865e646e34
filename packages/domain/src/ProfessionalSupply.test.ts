import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { supplyRate } from "./ProfessionalSupply.ts";

const count = fc.integer({ min: 0, max: 1_000_000 });

describe("professionals by 10,000 inhabitants", () => {
  it("are as many as practise where 10,000 live, whoever they are", () => {
    fc.assert(fc.property(count, (practising) => void expect(supplyRate({ practising }, 10_000).per10000).toBe(practising)));
  });

  it("grow with who practises and shrink with who lives there", () => {
    fc.assert(
      fc.property(count, count, fc.integer({ min: 1, max: 1_000_000 }), fc.integer({ min: 1, max: 1_000_000 }), (a, b, c, d) => {
        const of = (practising: number, population: number) => supplyRate({ practising }, population).per10000 ?? Number.NaN;
        expect(of(Math.max(a, b), c)).toBeGreaterThanOrEqual(of(Math.min(a, b), c));
        expect(of(a, Math.min(c, d))).toBeGreaterThanOrEqual(of(a, Math.max(c, d)));
      }),
    );
  });

  it("are 0 where nobody practises, and unknown where nobody lives", () => {
    expect(supplyRate({ practising: 0 }, 500)).toEqual({ per10000: 0, unknownBecause: null });
    expect(supplyRate({ practising: 3 }, 0)).toEqual({ per10000: null, unknownBecause: "no-population" });
  });
});
