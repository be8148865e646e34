import * as fc from "fast-check";
import { expect, test } from "vitest";
import { adhesionRate } from "./AdhesionRate.ts";

const count = fc.integer({ min: 0, max: 100_000 });

test("a rate is what multiplied by those who practise gives the members, or there is a reason", () => {
  fc.assert(
    fc.property(count, count, (members, practising) => {
      const { unknownBecause, value } = adhesionRate({ members, practising });
      expect(value === null).toBe(practising === 0);
      expect(unknownBecause).toBe(practising === 0 ? "nobody-practises" : null);
      if (value !== null) expect(Math.round(value * practising)).toBe(members);
    }),
  );
});

test("more members than people who practise are shown as they are, and an unknown denominator is no zero", () => {
  expect(adhesionRate({ members: 3, practising: 2 }).value).toBe(1.5);
  expect(adhesionRate({ members: 0, practising: null, because: "territory-in-parts" })).toEqual({ value: null, unknownBecause: "territory-in-parts" });
});
