import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countedOf, remaindersOf, type CountedFigure, type HeadcountUnit } from "./Headcount.ts";

const people = (value: number): CountedFigure => ({ value, unit: "people" });
const structures = (value: number): CountedFigure => ({ value, unit: "structures" });
/** Seed 004: "227 professionnels de santé libéraux, parmi lesquels 52 ..., 24 ..., 43 ..., 37 ... et 21 officines". */
const asclepios = { total: people(227), lines: [people(52), people(24), people(43), people(37), structures(21)] };

const unit = fc.constantFrom<HeadcountUnit>("people", "structures");
const figure: fc.Arbitrary<CountedFigure> = fc.record({ value: fc.nat(10_000), unit });
const headcount = fc.record({ total: figure, lines: fc.array(figure, { minLength: 1, maxLength: 8 }) });

const shifted = (lines: ReadonlyArray<CountedFigure>, place: number, by: number): ReadonlyArray<CountedFigure> =>
  lines.map((line, index) => (index === place ? { ...line, value: line.value + by } : line));
const valueIn = (one: { readonly total: CountedFigure; readonly lines: ReadonlyArray<CountedFigure> }, wanted: string) =>
  remaindersOf(one).find((remainder) => remainder.unit === wanted)?.value;

describe("a headcount", () => {
  it("of Asclépios leaves 71 people, and 50 when pharmacies are added to people", () => {
    expect(countedOf(asclepios.lines)).toEqual([{ unit: "people", value: 156 }, { unit: "structures", value: 21 }]);
    expect(remaindersOf(asclepios)).toEqual([
      { unit: "people", total: 227, counted: 156, value: 71 },
      { unit: "mixed", total: 227, counted: 177, value: 50 },
    ]);
  });

  it("moves its remainders by one when a line moves by one, each in the units that the line counts in", () => {
    fc.assert(
      fc.property(headcount, fc.nat(), (one, at) => {
        const place = at % one.lines.length;
        const after = { ...one, lines: shifted(one.lines, place, 1) };
        for (const { unit: wanted, value } of remaindersOf(one)) {
          const counts = wanted === "mixed" || one.lines[place]?.unit === wanted;
          expect(valueIn(after, wanted)).toBe((value ?? 0) - (counts ? 1 : 0));
        }
      }),
    );
  });

  it("has a remainder in people that no structure changes", () => {
    fc.assert(
      fc.property(fc.nat(10_000), fc.array(figure, { maxLength: 6 }), fc.array(fc.nat(10_000).map(structures), { maxLength: 4 }), (total, lines, more) => {
        const [some, all] = [{ total: people(total), lines }, { total: people(total), lines: [...lines, ...more] }];
        expect(valueIn(all, "people")).toBe(valueIn(some, "people"));
      }),
    );
  });

  it("cannot tell what is left of a figure that is not exact, and still tells it where that figure does not count", () => {
    const about = { ...asclepios, lines: [...asclepios.lines.slice(0, 4), { ...structures(21), qualifier: "about" as const }] };
    expect(remaindersOf(about).map(({ unit: one, value }) => [one, value])).toEqual([["people", 71], ["mixed", null]]);
    const atLeast = { ...asclepios, total: { ...people(227), qualifier: "at-least" as const } };
    expect(remaindersOf(atLeast).map(({ value }) => value)).toEqual([null, null]);
    expect(remaindersOf({ ...asclepios, total: { ...people(227), qualifier: "exactly" as const } })).toEqual(remaindersOf(asclepios));
  });

  it("can count more than it declares: the remainder is then negative", () => {
    expect(valueIn({ total: people(100), lines: asclepios.lines }, "people")).toBe(-56);
  });

  it("leaves nothing to tell without a total, and all of it without lines", () => {
    expect(remaindersOf({ lines: asclepios.lines })).toEqual([]);
    expect(remaindersOf({ total: people(227), lines: [] })).toEqual([{ unit: "people", total: 227, counted: 0, value: 227 }]);
    expect(countedOf([])).toEqual([]);
  });

  it("of structures alone has no people to mix with", () => {
    expect(remaindersOf({ total: structures(21), lines: [structures(20)] })).toEqual([{ unit: "structures", total: 21, counted: 20, value: 1 }]);
  });
});
