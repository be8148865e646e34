import * as fc from "fast-check";
import { expect, it } from "vitest";
import { staffingOf } from "./SessionStaffing.ts";

const professions = fc.constantFrom("60", "10", "21");

it("a session lacks nobody once as many as it needs of each profession have a place, and another one changes nothing of that", () => {
  const needs = fc.uniqueArray(fc.record({ profession: professions, count: fc.integer({ min: 1, max: 4 }) }), { selector: ({ profession }) => profession });
  fc.assert(
    fc.property(needs, fc.array(fc.option(professions)), (needed, others) => {
      const enough = needed.flatMap(({ count, profession }) => Array.from({ length: count }, () => profession));
      expect(staffingOf(needed, [...enough, ...others]).every(({ missing }) => missing === 0)).toBe(true);
      for (const { missing, needed: wanted, profession, signedUp } of staffingOf(needed, others)) {
        expect(signedUp).toBe(others.filter((one) => one === profession).length);
        expect(Math.max(wanted, signedUp)).toBe(signedUp + missing);
      }
    }),
  );
});
