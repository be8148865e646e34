import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { achievedOf, missionRates, planFaults, type PlannedTerms } from "./IndicatorPlan.ts";

const row = { code: "X", direction: "up", achievement: { method: "linear" } } as const;
const planned = (fields: Partial<PlannedTerms> = {}): PlannedTerms => ({ indicator: "A", mission: "PREVENTION", weightPpm: 1_000_000, floor: 0, baseline: null, targets: [{ contractYear: 1, value: 1 }], ...fields });
const faults = (...plan: ReadonlyArray<PlannedTerms>) => planFaults(plan, (code) => (code === "Z" ? null : row));
const share = fc.integer({ min: 0, max: 1_000_000 });

describe("the indicators of a contract", () => {
  it("have weights that make the whole of their mission, or none", () => {
    expect(faults(planned({ weightPpm: 400_000 }), planned({ indicator: "B", weightPpm: 600_000 }))).toEqual([]);
    expect(faults(planned({ weightPpm: 0 }))).toEqual([]);
    expect(faults(planned({ weightPpm: 400_000 }))).toEqual([{ _tag: "WeightsNotWhole", index: 0, mission: "PREVENTION", weightPpm: 400_000 }]);
    expect(faults(planned({ mission: null }))).toEqual([{ _tag: "WeightsNotWhole", index: 0, mission: null, weightPpm: 1_000_000 }]);
  });

  it("are known, each once, with targets that differ from where they start", () => {
    expect(faults(planned({ indicator: "Z" }))).toEqual([{ _tag: "IndicatorUnknown", index: 0, indicator: "Z" }]);
    expect(faults(planned({ weightPpm: 0 }), planned({ weightPpm: 0 }))).toEqual([{ _tag: "IndicatorRepeated", index: 1, indicator: "A" }]);
    expect(faults(planned({ targets: [{ contractYear: 1, value: 0 }] }))).toEqual([{ _tag: "TargetFault", index: 0, target: 0, why: "target-is-start" }]);
    expect(faults(planned({ floor: null }))).toEqual([{ _tag: "TargetFault", index: 0, target: 0, why: "no-start" }]);
    expect(faults(planned({ targets: [{ contractYear: 1, value: 1 }, { contractYear: 1, value: 2 }] }))).toEqual([{ _tag: "TargetRepeated", index: 0, target: 1, contractYear: 1 }]);
  });
});

describe("the rate of a mission", () => {
  const rates = (measured: Readonly<Record<string, number>>, weights: ReadonlyArray<number>) =>
    missionRates(achievedOf(weights.map((weightPpm, index) => planned({ indicator: String(index), weightPpm })), () => row, 1, (code) => (measured[code] === undefined ? null : { numerator: null, denominator: null, value: measured[code] })));

  it("is whole when every target is reached, nothing when none is begun, and never more than the whole", () => {
    fc.assert(fc.property(share, share, share, (weight, first, second) => {
      const weights = [weight, 1_000_000 - weight].filter((one) => one > 0);
      expect(rates({ 0: 1, 1: 1 }, weights)).toEqual([{ mission: "PREVENTION", ratePpm: 1_000_000, missing: [] }]);
      expect(rates({ 0: 0, 1: 0 }, weights)[0]?.ratePpm).toBe(0);
      expect(rates({ 0: first / 1e6, 1: second / 1e6 }, weights)[0]?.ratePpm).toBeLessThanOrEqual(1_000_001);
    }));
  });

  it("is not told while an indicator that weighs in it is not measured, which is named", () => {
    expect(rates({ 0: 1 }, [500_000, 500_000])).toEqual([{ mission: "PREVENTION", ratePpm: null, missing: ["1"] }]);
    expect(rates({ 0: 1 }, [1_000_000, 0])).toEqual([{ mission: "PREVENTION", ratePpm: 1_000_000, missing: [] }]);
  });
});
