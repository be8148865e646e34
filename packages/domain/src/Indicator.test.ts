import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { achieved, indicatorFaults, measureFaults, shownMeasure, type AchievementTerms } from "./Indicator.ts";

const linear = (start: number, target: number): AchievementTerms => ({ direction: target > start ? "up" : "down", start, target, achievement: { method: "linear" } });
const value = (one: number) => ({ numerator: null, denominator: null, value: one });
const whole = (min: number, max: number) => fc.integer({ min, max });

describe("an achievement", () => {
  it("stays within 0 and the whole, never falls when more is done, and is whole at the target", () => {
    fc.assert(fc.property(whole(-1000, 1000), whole(1, 1000), whole(-3000, 3000), whole(0, 3000), (start, way, reached, more) => {
      const terms = linear(start, start + way);
      const rate = (one: number) => achieved(terms, value(one)).ratePpm ?? -1;
      expect([rate(start), rate(start + way)]).toEqual([0, 1_000_000]);
      expect(rate(reached)).toBeGreaterThanOrEqual(0);
      expect(rate(reached + more)).toBeGreaterThanOrEqual(rate(reached));
      expect(rate(reached + more)).toBeLessThanOrEqual(1_000_000);
    }));
  });

  it("is the same whether less or more is better, when everything is turned round", () => {
    fc.assert(fc.property(whole(-1000, 1000), whole(1, 1000), whole(-3000, 3000), (start, way, reached) => {
      expect(achieved(linear(-start, -start - way), value(-reached))).toEqual(achieved(linear(start, start + way), value(reached)));
    }));
  });

  it("of a ratio is that of its exact value: no decimal is lost", () => {
    fc.assert(fc.property(whole(0, 100_000), whole(1, 100_000), (numerator, denominator) => {
      const { ratePpm } = achieved(linear(0, 1), { numerator, denominator, value: null });
      expect(ratePpm).toBe(Math.min(1_000_000, Number((2n * BigInt(numerator) * 1_000_000n + BigInt(denominator)) / (2n * BigInt(denominator)))));
    }));
  });

  it("of a ratio over zero is never told", () => {
    fc.assert(fc.property(whole(0, 100), (numerator) => {
      expect(achieved(linear(0, 1), { numerator, denominator: 0, value: null })).toEqual({ ratePpm: null, fault: "ratio-over-zero" });
      expect(measureFaults("ratio", { numerator, denominator: 0, value: null })).toEqual([{ field: "denominator", code: "ratio-over-zero" }]);
    }));
  });

  it("goes by steps, towards less as towards more", () => {
    const steps = { method: "steps", steps: [{ from: 20, ratePpm: 500_000 }, { from: 10, ratePpm: 1_000_000 }] } as const;
    const rates = [25, 20, 11, 10, 0].map((one) => achieved({ direction: "down", start: null, target: null, achievement: steps }, value(one)).ratePpm);
    expect(rates).toEqual([0, 500_000, 500_000, 1_000_000, 1_000_000]);
  });

  it("is all or nothing where it says yes or no", () => {
    const terms = { direction: "up", start: null, target: 1, achievement: { method: "yes-no" } } as const;
    expect([0, 1].map((one) => achieved(terms, value(one)).ratePpm)).toEqual([0, 1_000_000]);
  });

  it("says why it cannot be told", () => {
    const fault = (terms: Partial<AchievementTerms>) => achieved({ ...linear(0, 1), ...terms }, value(1)).fault;
    expect([fault({ target: null }), fault({ start: null }), fault({ target: 0 }), fault({ direction: "down" })]).toEqual(["no-target", "no-start", "target-is-start", "target-against-direction"]);
    expect(achieved(linear(0, 1), { numerator: null, denominator: null, value: null }).fault).toBe("not-measured");
  });
});

describe("a row of the catalogue", () => {
  const row = { measure: "ratio", numerator: "a", denominator: "b", achievement: { method: "linear" }, direction: "up", status: "provisional" } as const;
  it("has both terms where it is a ratio and none elsewhere, steps in order, and a reason where it overrides its source", () => {
    expect(indicatorFaults(row)).toEqual([]);
    expect(indicatorFaults({ ...row, denominator: null })).toEqual([{ _tag: "RatioWithoutTerms", field: "denominator" }]);
    expect(indicatorFaults({ ...row, measure: "value" })).toEqual([{ _tag: "TermsWithoutRatio", field: "numerator" }, { _tag: "TermsWithoutRatio", field: "denominator" }]);
    const steps = [{ from: 2, ratePpm: 1 }, { from: 1, ratePpm: 2 }];
    expect(indicatorFaults({ ...row, achievement: { method: "steps", steps }, status: "overridden" })).toEqual([{ _tag: "StepsUnordered", index: 1 }, { _tag: "OverrideWithoutReason" }]);
  });
});

describe("what everyone may see of a measure", () => {
  it("never holds a count of people from 0 to 10, nor lets one be computed", () => {
    fc.assert(fc.property(whole(0, 60), whole(1, 60), (numerator, denominator) => {
      const shown = shownMeasure(true, { numerator, denominator, value: null });
      expect(shown.denominator ?? 11).toBeGreaterThanOrEqual(11);
      expect(shown.numerator ?? 11).toBeGreaterThanOrEqual(11);
      expect(shown.numerator === null || numerator > denominator || denominator - numerator >= 11).toBe(true);
    }));
  });

  it("is all of it where nobody is counted", () => {
    const measured = { numerator: 1, denominator: 2, value: null };
    expect(shownMeasure(false, measured)).toEqual(measured);
    expect([shownMeasure(true, value(10)).value, shownMeasure(true, value(11)).value, shownMeasure(true, value(0.4)).value]).toEqual([null, 11, 0.4]);
  });
});
