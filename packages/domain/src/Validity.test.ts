import { describe, expect, test } from "vitest";
import fc from "fast-check";
import { addDays, type LocalDate } from "./LocalDate.ts";
import { fromLocalDate, type PartialDate } from "./PartialDate.ts";
import { isInForce, placeAfter, startBounds, type StartBounds } from "./Validity.ts";

// The tests write dates by hand.
const day = (text: string): LocalDate => text as LocalDate;
const partial = (text: string): PartialDate => text as PartialDate;
const recorded = day("2026-11-22");

const anyDay = fc.integer({ min: 0, max: 20_000 }).map((days) => addDays(day("1990-01-01"), days));
const anyStart: fc.Arbitrary<StartBounds> = fc
  .tuple(anyDay, fc.integer({ min: 0, max: 400 }), fc.boolean())
  .map(([first, width, isOpen]) => ({ earliest: isOpen ? null : first, latest: addDays(first, width) }));

describe("Validity", () => {
  test("a territory of 2018 is unknown during 2018, certain from 2019 on, and not there in 2017", () => {
    const start = startBounds(partial("2018"), recorded);
    expect([day("2017-12-31"), day("2018-01-01"), day("2018-12-30"), day("2019-01-01")].map((on) => isInForce(start, null, on))).toEqual(["no", "unknown", "unknown", "yes"]);
  });

  test("a start that no document gives is certain from the day of its recording and unknown before", () => {
    const start = startBounds(null, recorded);
    expect(isInForce(start, null, recorded)).toBe("yes");
    expect(isInForce(start, null, day("1950-01-01"))).toBe("unknown");
  });

  test("a day and month without its year count as known by the day of recording", () => {
    expect(startBounds(partial("--09-22"), recorded)).toEqual({ earliest: null, latest: recorded });
  });

  test("of two exact successive periods each day belongs to exactly one", () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 1_000 }), anyDay, (begin, length, asked) => {
        const first = startBounds(fromLocalDate(begin), recorded);
        const second = startBounds(fromLocalDate(addDays(begin, length)), recorded);
        const verdicts = [isInForce(first, second, asked), isInForce(second, null, asked)];
        expect(verdicts).not.toContain("unknown");
        expect(verdicts.filter((verdict) => verdict === "yes")).toHaveLength(asked < begin ? 0 : 1);
      }),
    );
  });

  test("once certain, something stays certain until its successor may have begun", () => {
    fc.assert(
      fc.property(anyStart, anyDay, (start, asked) => {
        const [now, then] = [isInForce(start, null, asked), isInForce(start, null, addDays(asked, 1))];
        expect(now !== "yes" || then === "yes").toBe(true);
      }),
    );
  });

  test("the same start again is a correction, a later one follows, an earlier or overlapping one is out of order", () => {
    const dated = (text: string | null) => ({ start: text === null ? null : partial(text), ...startBounds(text === null ? null : partial(text), recorded) });
    expect(placeAfter(null, dated("2018"))).toBe("follows");
    expect(placeAfter(dated("2018"), dated("2018"))).toBe("corrects");
    expect(placeAfter(dated("2018"), dated("2019-01-01"))).toBe("follows");
    expect(placeAfter(dated("2018"), dated("2018-06-01"))).toBe("disorder");
    expect(placeAfter(dated("2018"), dated("2017"))).toBe("disorder");
    expect(placeAfter(dated(null), dated("2026-11-22"))).toBe("follows");
    expect(placeAfter(dated("2018"), dated(null))).toBe("disorder");
  });
});
