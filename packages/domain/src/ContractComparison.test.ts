import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compare, type MeasuredFigure } from "./ContractComparison.ts";

const few = ["a", "b", "c", "d"];
const measured: fc.Arbitrary<ReadonlyArray<MeasuredFigure>> = fc.uniqueArray(
  fc.record({
    cptsId: fc.constantFrom(...few),
    figure: fc.constantFrom("spent", "PRE-01"),
    unit: fc.constantFrom("EUR", "percent"),
    rule: fc.constantFrom("v1", "v2"),
    period: fc.constantFrom("2025", "2026"),
    value: fc.option(fc.integer()),
    why: fc.constant(null),
  }),
  { selector: ({ cptsId, figure }) => `${figure} ${cptsId}` },
);

describe("a comparison", () => {
  test("has each CPTS once for each figure: beside the others or apart, with a reason", () => {
    fc.assert(fc.property(measured, (all) => {
      for (const { apart, values } of compare(few, all)) expect([...values, ...apart].map(({ cptsId }) => cptsId).toSorted()).toEqual(few);
    }));
  });

  test("puts side by side only what has one unit, one rule and one period, and never one alone", () => {
    fc.assert(fc.property(measured, (all) => {
      for (const { figure, period, rule, unit, values } of compare(few, all)) {
        expect(values).not.toHaveLength(1);
        for (const { cptsId, value } of values) expect(all.find((one) => one.cptsId === cptsId && one.figure === figure)).toMatchObject({ period, rule, unit, value });
      }
    }));
  });

  test("is the same in whatever order the figures come", () => {
    fc.assert(fc.property(measured, (all) => {
      const byFigure = (rows: ReturnType<typeof compare>) => rows.toSorted((a, b) => (a.figure < b.figure ? -1 : 1)).map(({ figure, values }) => ({ figure, values }));
      expect(byFigure(compare(few, all.toReversed()))).toEqual(byFigure(compare(few, all)));
    }));
  });

  test("shows the way of measuring that most CPTS share", () => {
    const one: MeasuredFigure = { cptsId: "a", figure: "PRE-01", unit: "percent", rule: "v1", period: "2025", value: 1, why: null };
    const rows = compare(few, [{ ...one, rule: "v0" }, { ...one, cptsId: "b" }, { ...one, cptsId: "c" }, { ...one, cptsId: "d", value: null, why: "ratio-over-zero" }]);
    expect(rows.map(({ apart, rule, values }) => [rule, values.map(({ cptsId }) => cptsId), apart.map(({ cptsId, why }) => [cptsId, why])])).toEqual([["v1", ["b", "c"], [["a", "other-rule"], ["d", "unknown"]]]]);
  });
});
