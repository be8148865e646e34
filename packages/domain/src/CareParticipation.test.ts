import * as fc from "fast-check";
import { Schema } from "effect";
import { describe, expect, it } from "vitest";
import { CareCountStatement, careTotal, ParticipationStatement } from "./CareParticipation.ts";

const counts = fc.array(fc.nat(1_000));
const cptsId = "018f6f52-9f5e-7cc1-b6a0-1f2b3c4d5e6f";

describe("the total of a year", () => {
  it("is what the CPTS declares, and never what its professionals add up to where it declares", () => {
    fc.assert(fc.property(fc.nat(1_000), counts, (ofCpts, ofPeople) => careTotal({ ofCpts, ofPeople }).value === ofCpts));
  });

  it("is told with its difference from the sum, which explains it wholly", () => {
    fc.assert(
      fc.property(fc.nat(1_000), fc.array(fc.nat(1_000), { minLength: 1 }), (ofCpts, ofPeople) => {
        const { difference, summed, value } = careTotal({ ofCpts, ofPeople });
        expect((summed ?? 0) + (difference ?? 0)).toBe(value);
      }),
    );
  });

  it("does not hang on the order of the professionals, and is nothing without any count", () => {
    fc.assert(fc.property(counts, (ofPeople) => careTotal({ ofCpts: null, ofPeople }).value === careTotal({ ofCpts: null, ofPeople: ofPeople.toReversed() }).value));
    expect(careTotal({ ofCpts: null, ofPeople: [] }).value).toBeNull();
  });
});

describe("what is recorded of care", () => {
  const participation = { cptsId, professionalId: cptsId, kind: "sas" };
  it.each([
    ["a remark with a social-security number", { remark: "patient 1 85 05 78 006 084 91" }],
    ["an end before the start", { validFrom: "2025", validTo: "2024" }],
  ])("is refused with %s", (_, more) => {
    expect(Schema.is(ParticipationStatement)(participation)).toBe(true);
    expect(Schema.is(ParticipationStatement)({ ...participation, ...more })).toBe(false);
  });

  it.each([
    ["year", 2015],
    ["count", -1],
    ["count", 1_000_001],
    ["count", 1.5],
  ])("has no %s of %d", (field, value) => {
    const count = { cptsId, year: 2025, measure: "sas-visits", count: 3 };
    expect(Schema.is(CareCountStatement)(count)).toBe(true);
    expect(Schema.is(CareCountStatement)({ ...count, [field]: value })).toBe(false);
  });
});
