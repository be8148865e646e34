import { isPartialDate, type PartialDate } from "@cpts/domain/PartialDate";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { besideKnown, type Anchor, type HeldContract } from "./known.ts";

const dated = fc
  .tuple(fc.integer({ min: 2016, max: 2019 }), fc.constantFrom("-09", "-11", ""), fc.constantFrom("-22", "-30", ""))
  .map(([year, month, day]) => `${year}${month}${month === "" ? "" : day}`)
  .filter((text): text is PartialDate => isPartialDate(text));

const moment: fc.Arbitrary<Pick<Anchor, "on" | "orderedBy">> = fc.oneof(
  fc.record({ on: dated, orderedBy: fc.constantFrom("declared" as const, "inferred" as const) }),
  fc.constant({ on: null, orderedBy: "unknown" as const }),
);
const held: fc.Arbitrary<ReadonlyArray<HeldContract>> = fc.array(
  fc.tuple(moment, fc.constantFrom("18", "37", null), fc.uuid()).map(([when, departement, id]) => ({ id, departement, ...when })),
  { maxLength: 8 },
);
const anchor = fc.tuple(moment, fc.constantFrom("the-contract", null)).map(([when, contractId]): Anchor => ({ contractId, ...when }));
const count = fc.nat({ max: 8 }).map((value) => ({ departement: "37", value }));

describe("a count of contracts beside those that are known", () => {
  test("adds up, leaves nothing below zero, and is the same in whatever order the contracts stand", () => {
    fc.assert(
      fc.property(count, held, anchor, (declared, contracts, before) => {
        const said = besideKnown(declared, contracts, before);
        expect(said.withoutName === null ? said.declared : said.known + said.withoutName).toBe(declared.value);
        expect(said.withoutName ?? 0).toBeGreaterThanOrEqual(0);
        expect(besideKnown(declared, contracts.toReversed(), before)).toEqual(said);
      }),
    );
  });

  test("is never certain by what was inferred, and knows only contracts attached there", () => {
    fc.assert(
      fc.property(count, held, anchor, (declared, contracts, before) => {
        const here = contracts.filter(({ departement }) => departement === "37");
        const said = besideKnown(declared, contracts, before);
        const rests = [before, ...here].map(({ orderedBy }) => orderedBy);
        expect(said.certainty === "yes" && here.length > 0 && rests.some((one) => one !== "declared")).toBe(false);
        expect(said.known).toBeLessThanOrEqual(here.length);
        expect(besideKnown(declared, here, before)).toEqual(said);
      }),
    );
  });

  test("moves by one when the document counts one more", () => {
    fc.assert(
      fc.property(count, held, anchor, (declared, contracts, before) => {
        const [one, more] = [besideKnown(declared, contracts, before), besideKnown({ ...declared, value: declared.value + 1 }, contracts, before)];
        expect([more.known, more.certainty]).toEqual([one.known, one.certainty]);
        expect(one.withoutName === null || more.withoutName === one.withoutName + 1).toBe(true);
      }),
    );
  });
});
