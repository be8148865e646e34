import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { boundsOf } from "./DeclaredFact.ts";
import * as SizeClass from "./SizeClass.ts";

const population = fc.integer({ min: 0, max: 400_000 });
const ordinal = (code: SizeClass.SizeClassCode | null) => SizeClass.sizeClasses.findIndex((row) => row.code === code);

describe("the size of a CPTS", () => {
  it.each([
    [0, "T1"],
    [39_999, "T1"],
    [40_000, "T2"],
    [54_037, "T2"],
    [79_999, "T2"],
    [80_000, "T3"],
    [175_000, "T3"],
    [175_001, "T4"],
    [354_193, "T4"],
  ])("of %i inhabitants is %s", (people, size) => {
    expect(SizeClass.classOfPopulation(people)).toBe(size);
  });

  it("is one and only one for any population, and grows with it", () => {
    fc.assert(
      fc.property(population, population, (a, b) => {
        const [small, large] = [SizeClass.classOfPopulation(Math.min(a, b)), SizeClass.classOfPopulation(Math.max(a, b))];
        expect(small).not.toBeNull();
        expect(ordinal(small)).toBeLessThanOrEqual(ordinal(large));
      }),
    );
  });

  it("does not exist for what is not a number of people", () => {
    for (const n of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY]) expect(SizeClass.classOfPopulation(n)).toBeNull();
  });

  it("says where the owner of a boundary is not verified", () => {
    expect(SizeClass.sizeClasses.filter(({ status }) => status === "provisional").map(({ code }) => code)).toEqual(["T2", "T3", "T4"]);
  });

  it("may be read in another table: the boundaries are data", () => {
    const moved = SizeClass.sizeClasses.map((row) => (row.code === "T2" ? { ...row, maxInclusive: true } : row.code === "T3" ? { ...row, minInclusive: false } : row));
    expect(SizeClass.classOfPopulation(80_000, moved)).toBe("T2");
  });
});

describe("the sizes a declaration allows", () => {
  it("are at least T2 for Asclépios, more than 50,000 inhabitants", () => {
    const bounds = boundsOf({ value: 50_000, qualifier: "more-than" });
    expect(bounds === null ? null : SizeClass.classesOfBounds(bounds)).toEqual({ atLeast: "T2", atMost: null });
  });

  it("count people in whole numbers: more than 79,999 is T3, less than 80,000 is T2", () => {
    expect(SizeClass.classesOfBounds({ min: 79_999, max: null, minInclusive: false }).atLeast).toBe("T3");
    expect(SizeClass.classesOfBounds({ min: null, max: 80_000, maxInclusive: false }).atMost).toBe("T2");
    expect(SizeClass.classesOfBounds({ min: null, max: 80_000 }).atMost).toBe("T3");
  });

  it("enclose the size of every population within the bounds", () => {
    fc.assert(
      fc.property(population, population, population, (a, b, c) => {
        const [min = 0, middle = 0, max = 0] = [a, b, c].toSorted((left, right) => left - right);
        const { atLeast, atMost } = SizeClass.classesOfBounds({ min, max });
        const size = ordinal(SizeClass.classOfPopulation(middle));
        expect(ordinal(atLeast) <= size && size <= ordinal(atMost)).toBe(true);
      }),
    );
  });
});
