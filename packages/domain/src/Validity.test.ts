import { describe, expect, test } from "vitest";
import fc from "fast-check";
import { addDays, type LocalDate } from "./LocalDate.ts";
import { fromLocalDate, type PartialDate } from "./PartialDate.ts";
import { isInForce, placeAmong, startBounds, withdrawFrom, type Dated, type Interval, type StartBounds } from "./Validity.ts";

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

  const dated = (text: string | null): Dated => ({ start: text === null ? null : partial(text), ...startBounds(text === null ? null : partial(text), recorded) });
  const interval = (start: string | null, end: string | null): Interval => ({ ...dated(start), end: end === null ? null : dated(end) });
  const placed = (all: ReadonlyArray<Interval>, start: string | null, end?: string | null) => {
    const placement = placeAmong(all, { ...dated(start), ...(end === undefined ? {} : { end: end === null ? null : dated(end) }) });
    return placement._tag === "Clash" ? placement : { ...placement, end: placement.end?.start ?? null };
  };

  test("a newcomer corrects what has its start, wherever that stands", () => {
    const two = [interval("2018", "2030-01-01"), interval("2030-01-01", null)];
    expect(placed(two, "2018")).toEqual({ _tag: "Corrects", at: 0, end: "2030-01-01" });
    expect(placed(two, "2030-01-01")).toEqual({ _tag: "Corrects", at: 1, end: null });
    expect(placed([interval(null, null)], null)).toEqual({ _tag: "Corrects", at: 0, end: null });
  });

  test("a newcomer goes before, between and after, and ends what it cuts", () => {
    const two = [interval("2018", "2030-01-01"), interval("2030-01-01", null)];
    expect(placed([], "2018")).toEqual({ _tag: "Inserts", at: 0, cuts: false, end: null });
    expect(placed(two, "2017")).toEqual({ _tag: "Inserts", at: 0, cuts: false, end: "2018" });
    expect(placed(two, "2026-11-22")).toEqual({ _tag: "Inserts", at: 1, cuts: true, end: "2030-01-01" });
    expect(placed(two, "2031")).toEqual({ _tag: "Inserts", at: 2, cuts: true, end: null });
    expect(placed([interval("2018", "2020-01-01")], "2021")).toEqual({ _tag: "Inserts", at: 1, cuts: false, end: null });
    expect(placed([interval("2018", "2020-01-01")], "2020-01-01")).toEqual({ _tag: "Inserts", at: 1, cuts: false, end: null });
  });

  test("an end may be said, shortened and taken back", () => {
    const two = [interval("2018", "2030-01-01"), interval("2030-01-01", null)];
    expect(placed(two, "2018", "2025-01-01")).toEqual({ _tag: "Corrects", at: 0, end: "2025-01-01" });
    expect(placed([interval("2018", "2025-01-01"), interval("2030-01-01", null)], "2018", null)).toEqual({ _tag: "Corrects", at: 0, end: "2030-01-01" });
    expect(placed(two, "2026-11-22", "2027-01-01")).toEqual({ _tag: "Inserts", at: 1, cuts: true, end: "2027-01-01" });
  });

  test("a clash says with what: an order that is not certain, an end before the start, an end beyond the next start", () => {
    const two = [interval("2018", "2030-01-01"), interval("2030-01-01", null)];
    expect(placed(two, "2018-06-01")).toEqual({ _tag: "Clash", about: "start", at: 0 });
    expect(placed([interval(null, null)], "2020")).toEqual({ _tag: "Clash", about: "start", at: 0 });
    expect(placed([interval("2018-01-01", "2020")], "2020-06-01")).toEqual({ _tag: "Clash", about: "start", at: 0 });
    expect(placed(two, "2019-02-01", "2019-02-01")).toEqual({ _tag: "Clash", about: "end", at: null });
    expect(placed(two, "2019-02-01", "2018-01-01")).toEqual({ _tag: "Clash", about: "end", at: null });
    expect(placed(two, "2019-02-01", "2031-01-01")).toEqual({ _tag: "Clash", about: "end", at: 1 });
  });

  const without = (all: ReadonlyArray<Interval>, start: Interval["start"]): ReadonlyArray<Interval> => {
    const { at, resumes } = withdrawFrom(all, start) ?? { at: -1, resumes: false };
    const end = all[at]?.end ?? null;
    return all.flatMap((one, index) => (index === at ? [] : [resumes && index === at - 1 ? { ...one, end } : one]));
  };

  test("what is withdrawn gives its days to the one that it had cut short, and to nobody where there was a gap", () => {
    expect(without([interval("2018", "2022"), interval("2022", "2025")], partial("2022"))).toEqual([interval("2018", "2025")]);
    expect(without([interval("2018", "2020"), interval("2022", null)], partial("2022"))).toEqual([interval("2018", "2020")]);
    expect([without([interval(null, null)], null), withdrawFrom([interval("2018", null)], null)]).toEqual([[], null]);
  });

  test("of any newcomers that are placed, no two are ever in force on one day, and they stay in order", () => {
    const newcomer = fc.record({ start: anyDay, length: fc.option(fc.integer({ min: -5, max: 400 })), isOpen: fc.boolean() });
    fc.assert(
      fc.property(fc.array(newcomer, { maxLength: 8 }), anyDay, (newcomers, asked) => {
        let all: ReadonlyArray<Interval> = [];
        for (const { isOpen, length, start } of newcomers) {
          const from = (on: LocalDate): Dated => ({ start: fromLocalDate(on), ...startBounds(fromLocalDate(on), recorded) });
          const one = { ...from(start), ...(length === null ? (isOpen ? { end: null } : {}) : { end: from(addDays(start, length)) }) };
          const placement = placeAmong(all, one);
          if (placement._tag === "Corrects") all = all.with(placement.at, { ...one, end: placement.end });
          if (placement._tag !== "Inserts") continue;
          const held = all;
          all = [...all.slice(0, placement.at).map((before, index) => (placement.cuts && index === placement.at - 1 ? { ...before, end: one } : before)), { ...one, end: placement.end }, ...all.slice(placement.at)];
          // Taken out again it leaves the others as they were, unless it was said to end before them.
          expect(placement.cuts && !("end" in one) ? without(all, one.start) : held).toEqual(held);
        }
        expect(all.map(({ latest }) => latest)).toEqual(all.map(({ latest }) => latest).toSorted());
        expect(all.filter((one) => isInForce(one, one.end, asked) !== "no").length).toBeLessThanOrEqual(1);
      }),
    );
  });
});
