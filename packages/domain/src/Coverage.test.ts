import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { coverPlace, excessesOf, overlapsOf, type Claim, type CoverablePlace } from "./Coverage.ts";

const toulouse: CoverablePlace = { code: "31555", population: 514_819, inside: [] };
const lyon: CoverablePlace = { code: "69123", population: 300, inside: [{ code: "69381", population: 100 }, { code: "69382", population: 200 }] };
const whole = (by: string, ...places: ReadonlyArray<string>): Claim => ({ by, places, parts: [] });
const quarter = (by: string, place: string, ...parts: ReadonlyArray<readonly [key: string, population: number | null]>): Claim => ({
  by,
  places: [],
  parts: parts.map(([key, population]) => ({ place, key, population })),
});

const anyClaim = fc.record({
  by: fc.constantFrom("a", "b", "c"),
  places: fc.subarray(["69123", "69381", "69382"]),
  parts: fc.array(fc.record({ place: fc.constantFrom("69123", "69381", "69382"), key: fc.constantFrom("k", "l", "m"), population: fc.option(fc.integer({ min: 0, max: 150 })) }), { maxLength: 4 }),
});

describe("the coverage of a place", () => {
  it("by 13 quarters of Toulouse is their declared inhabitants, and leaves the rest of the commune uncovered", () => {
    const quarters = Array.from({ length: 13 }, (_, index) => [`quartier ${index}`, index === 0 ? 9_280 : 9_294] as const);
    expect(coverPlace(toulouse, [quarter("Nougaro", "31555", ...quarters)])).toEqual({ extent: "partly", covered: 120_808, uncovered: 394_011, isLeast: false });
  });

  it("by a city and one of its arrondissements counts nobody twice", () => {
    expect(coverPlace(lyon, [whole("city", "69123"), whole("third", "69382")])).toEqual({ extent: "whole", covered: 300, uncovered: 0, isLeast: false });
    expect(coverPlace(lyon, [whole("third", "69382")])).toEqual({ extent: "partly", covered: 200, uncovered: 100, isLeast: false });
    expect(coverPlace(lyon, [whole("one", "69381"), whole("two", "69382")])).toEqual({ extent: "whole", covered: 300, uncovered: 0, isLeast: false });
  });

  it("counts a part once that two CPTS name, and never more than its commune", () => {
    expect(coverPlace(lyon, [quarter("a", "69123", ["guillotière", 40]), quarter("b", "69123", ["guillotière", 50])])).toMatchObject({ covered: 50 });
    expect(coverPlace(lyon, [quarter("a", "69123", ["guillotière", 4_000])])).toMatchObject({ covered: 300, uncovered: 0 });
  });

  it("with a part that no document counts is a least", () => {
    expect(coverPlace(toulouse, [quarter("a", "31555", ["minimes", 9_000], ["lalande", null])])).toEqual({ extent: "partly", covered: 9_000, uncovered: 505_819, isLeast: true });
  });

  it("of a place without a known population has no inhabitants to tell", () => {
    expect(coverPlace({ ...toulouse, population: null }, [whole("a", "31555")])).toEqual({ extent: "whole", covered: null, uncovered: null, isLeast: false });
    expect(coverPlace({ ...toulouse, population: null }, [])).toEqual({ extent: "none", covered: null, uncovered: null, isLeast: false });
  });

  it("shares out all inhabitants, whatever is claimed, in any order, and one more claim covers no fewer", () => {
    fc.assert(
      fc.property(fc.array(anyClaim, { maxLength: 4 }), anyClaim, (claims, more) => {
        const cover = coverPlace(lyon, claims);
        expect((cover.covered ?? 0) + (cover.uncovered ?? 0)).toBe(300);
        expect(coverPlace(lyon, claims.toReversed())).toEqual(cover);
        expect(coverPlace(lyon, [...claims, ...claims])).toEqual(cover);
        expect(coverPlace(lyon, [...claims, more]).covered).toBeGreaterThanOrEqual(cover.covered ?? 0);
        expect(cover.extent === "none").toBe(claims.every(({ parts, places }) => parts.length + places.length === 0));
      }),
    );
  });
});

describe("parts", () => {
  it("may count more inhabitants together than their commune has, whoever holds them", () => {
    const claims = [quarter("a", "69123", ["guillotière", 200], ["presqu'île", null]), quarter("b", "69123", ["guillotière", 150], ["gerland", 101])];
    expect(excessesOf(lyon, claims)).toEqual([{ place: "69123", by: ["a", "b"], declared: 301, population: 300 }]);
    expect(excessesOf(lyon, claims.slice(0, 1))).toEqual([]);
  });

  it("are held against the arrondissement that they lie in", () => {
    expect(excessesOf(lyon, [quarter("a", "69381", ["terreaux", 101]), quarter("b", "69382", ["bellecour", 200])])).toEqual([{ place: "69381", by: ["a"], declared: 101, population: 100 }]);
    expect(excessesOf({ ...toulouse, population: null }, [quarter("a", "31555", ["minimes", 9_000_000])])).toEqual([]);
  });
});

describe("an overlap", () => {
  it("is two CPTS on one commune, or on one quarter of it, not on two quarters", () => {
    expect(overlapsOf(toulouse, [whole("a", "31555"), whole("b", "31555")])).toEqual([{ place: "31555", by: ["a", "b"], certainty: "yes" }]);
    expect(overlapsOf(toulouse, [whole("a", "31555"), quarter("b", "31555", ["minimes", null])])).toEqual([{ place: "31555", by: ["a", "b"], certainty: "yes" }]);
    expect(overlapsOf(toulouse, [quarter("a", "31555", ["minimes", 1]), quarter("b", "31555", ["minimes", 2])])).toHaveLength(1);
    expect(overlapsOf(toulouse, [quarter("a", "31555", ["minimes", 1]), quarter("b", "31555", ["lalande", 2])])).toEqual([]);
    expect(overlapsOf(toulouse, [whole("a", "31555"), whole("a", "31555")])).toEqual([]);
  });

  it("is told for the arrondissement that is shared, once for a city that two hold whole", () => {
    expect(overlapsOf(lyon, [whole("city", "69123"), whole("second", "69382")])).toEqual([{ place: "69382", by: ["city", "second"], certainty: "yes" }]);
    expect(overlapsOf(lyon, [whole("a", "69123"), whole("b", "69123")])).toEqual([{ place: "69123", by: ["a", "b"], certainty: "yes" }]);
  });

  it("is unknown where a quarter of the city may lie elsewhere than the arrondissement of another", () => {
    expect(overlapsOf(lyon, [whole("second", "69382"), quarter("b", "69123", ["guillotière", 40])])).toEqual([{ place: "69382", by: ["second", "b"], certainty: "unknown" }]);
    expect(overlapsOf(lyon, [whole("city", "69123"), quarter("b", "69123", ["guillotière", 40])])).toEqual([{ place: "69123", by: ["city", "b"], certainty: "yes" }]);
  });

  it("needs two CPTS, whatever is claimed", () => {
    fc.assert(
      fc.property(fc.array(anyClaim, { maxLength: 4 }), (claims) => {
        for (const { by } of overlapsOf(lyon, claims)) expect(new Set(by).size).toBeGreaterThan(1);
        expect(overlapsOf(lyon, claims.map((claim) => ({ ...claim, by: "a" })))).toEqual([]);
      }),
    );
  });
});
