import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sharesOf, valueOver, type ValuedPlace } from "./NeedsAggregate.ts";

const place = (value: number | null, weight: number | null, change: Partial<ValuedPlace> = {}): ValuedPlace => ({ value, weight, population: weight, share: 1, ...change });
const anyPlace = fc.record({
  value: fc.option(fc.integer({ min: -1_000, max: 1_000 })),
  weight: fc.option(fc.integer({ min: 0, max: 10_000 })),
  population: fc.option(fc.integer({ min: 0, max: 10_000 })),
  share: fc.constantFrom(1, 0.5, 0.25),
});
const anyPlaces = fc.array(anyPlace, { maxLength: 30 });

describe("the value of an area", () => {
  it("is a mean by weight: a village weighs less than a town", () => {
    expect(valueOver("mean", [place(10, 900), place(30, 100)])).toMatchObject({ value: 12, weight: 1_000, isEstimate: false });
  });

  it("leaves out what has no value, and says how much that is", () => {
    expect(valueOver("sum", [place(3, 100), place(null, 300)])).toMatchObject({ value: 3, places: 2, valued: 1, population: 400, valuedPopulation: 100 });
    expect(valueOver("mean", [place(3, null), place(null, 300)])).toMatchObject({ value: null, valued: 0 });
  });

  it("counts a place for the share that lies in the area, and is then an estimate", () => {
    expect(valueOver("sum", [place(8, 100, { share: 0.25 })])).toMatchObject({ value: 2, isEstimate: true });
    expect(valueOver("mean", [place(10, 100, { share: 0.5 }), place(40, 100)])).toMatchObject({ value: 30 });
  });

  it("is nothing where weights make nothing, and nothing of no place", () => {
    expect(valueOver("mean", [place(3, 0)]).value).toBeNull();
    expect(valueOver("sum", []).value).toBeNull();
  });

  it("by a mean lies between the least and the greatest of its places", () => {
    fc.assert(
      fc.property(anyPlaces, (places) => {
        const { value } = valueOver("mean", places);
        const known = places.flatMap((one) => (one.value === null || one.weight === null || one.weight === 0 ? [] : [one.value]));
        expect(value === null).toBe(known.length === 0);
        const isWithin = value === null || (known.some((one) => one >= value - 1e-6) && known.some((one) => one <= value + 1e-6));
        expect(isWithin).toBe(true);
      }),
    );
  });

  it("by a sum is that of its halves, in whatever order", () => {
    fc.assert(
      fc.property(anyPlaces, anyPlaces, (left, right) => {
        const [one, two, both] = [valueOver("sum", left), valueOver("sum", right), valueOver("sum", [...right, ...left])];
        expect(both.value ?? 0).toBeCloseTo((one.value ?? 0) + (two.value ?? 0), 6);
        expect([both.places, both.valued, both.population]).toEqual([one.places + two.places, one.valued + two.valued, one.population + two.population]);
      }),
    );
  });
});

describe("the classes of an area", () => {
  it("share out the inhabitants of what has one", () => {
    const classed = (name: string | null, population: number | null) => ({ class: name, population, share: 1 });
    expect(sharesOf([classed("ZIP", 300), classed("ZAC", 100), classed(null, 500), classed("ZIP", null)])).toEqual([
      { class: "ZAC", places: 1, population: 100, ofPopulation: 0.25 },
      { class: "ZIP", places: 2, population: 300, ofPopulation: 0.75 },
    ]);
    expect(sharesOf([classed("ZIP", 0)])[0]?.ofPopulation).toBeNull();
  });

  it("make the whole together", () => {
    fc.assert(
      fc.property(fc.array(fc.record({ class: fc.constantFrom("1", "2", "3"), population: fc.integer({ min: 1, max: 1_000_000 }), share: fc.constant(1) }), { minLength: 1 }), (places) => {
        expect(sharesOf(places).reduce((sum, { ofPopulation }) => sum + (ofPopulation ?? 0), 0)).toBeCloseTo(1, 6);
      }),
    );
  });
});
