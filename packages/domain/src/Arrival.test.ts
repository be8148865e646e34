import * as fc from "fast-check";
import { Schema } from "effect";
import { describe, expect, it } from "vitest";
import { ArrivalChange, ArrivalStatement, arrivalTemplates, standingOn } from "./Arrival.ts";
import { LocalDate } from "./LocalDate.ts";
import { PartialDate } from "./PartialDate.ts";

const day = Schema.decodeUnknownSync(LocalDate);
const date = Schema.decodeUnknownSync(Schema.NullOr(PartialDate));
const id = "018f6f52-9f5e-7cc1-b6a0-1f2b3c4d5e6f";
const order = ["expected", "present", "left"];

describe("where somebody who comes stands", () => {
  it.each([
    [null, null, "2026-05-01", "expected"],
    ["2026-05-04", null, "2026-05-03", "expected"],
    ["2026-05-04", null, "2026-05-04", "present"],
    ["2026", null, "2026-05-04", "unknown"],
    ["--05-04", null, "2026-06-01", "unknown"],
    ["2026-05-04", "2026-11-01", "2026-11-01", "left"],
    ["2026-05-04", "2026-11", "2026-11-02", "unknown"],
    ["2026-05-04", "2026-11", "2026-10-31", "present"],
  ])("arrived %s, left %s: on %s %s", (arrivedOn, leftOn, on, expected) => {
    expect(standingOn({ arrivedOn: date(arrivedOn), leftOn: date(leftOn) }, day(on))).toBe(expected);
  });

  it("never goes back as days pass", () => {
    const days = fc.integer({ min: 1, max: 28 }).map((number) => `2026-05-${String(number).padStart(2, "0")}`);
    fc.assert(
      fc.property(days, days, days, days, (arrived, left, one, other) => {
        const [first, last] = [arrived, left].toSorted();
        const standing = (on: string | undefined) => order.indexOf(standingOn({ arrivedOn: date(first), leftOn: date(last) }, day(on)));
        const [earlier, later] = [one, other].toSorted();
        return standing(earlier) <= standing(later);
      }),
    );
  });
});

describe("what is said of an arrival", () => {
  const arrival = { cptsId: id, professionalId: id, kind: "student" };
  it.each([
    ["leaves before they come", { arrivedOn: "2026-05", leftOn: "2026-04" }],
    ["has one thing twice on the list", { items: [{ code: "a", label: "un" }, { code: "a", label: "deux" }] }],
    ["names a patient by number", { items: [{ code: "a", label: "1 85 05 78 006 084 91" }] }],
  ])("is refused where somebody %s", (_, more) => {
    expect(Schema.is(ArrivalStatement)(arrival)).toBe(true);
    expect(Schema.is(ArrivalStatement)({ ...arrival, ...more })).toBe(false);
  });

  it("changes something", () => {
    expect([Schema.is(ArrivalChange)({}), Schema.is(ArrivalChange)({ leftOn: null })]).toEqual([false, true]);
  });

  it("has a list of its own for each kind, without anything twice", () => {
    for (const { items } of arrivalTemplates) expect(new Set(items.map(({ code }) => code)).size).toBe(items.length);
  });
});
