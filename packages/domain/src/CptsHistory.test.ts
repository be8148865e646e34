import { Exit, Schema } from "effect";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as CptsHistory from "./CptsHistory.ts";
import { CptsStatus } from "./CptsStatus.ts";
import { addDays, LocalDate } from "./LocalDate.ts";

const day = Schema.decodeUnknownSync(LocalDate);
const first = day("2016-01-01");
const someDay = fc.integer({ min: 0, max: 4_000 }).map((days) => addDays(first, days));
const status = fc.constantFrom(...CptsStatus.literals);
const life = fc.array(fc.tuple(status, fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 60 })), { minLength: 1, maxLength: 8 }).map((steps) => {
  let at = first;
  return steps.map(([to, wait, doubt]): CptsHistory.DatedStatus => {
    const earliest = addDays(at, wait);
    at = addDays(earliest, doubt);
    return { to, start: null, earliest, latest: at };
  });
});

describe("the status of a CPTS on a day", () => {
  it("is one of those that are possible, and one alone", () => {
    fc.assert(
      fc.property(life, someDay, (steps, on) => {
        const found = CptsHistory.statusOn(steps, on);
        expect(found.status === null ? found.possible : [found.status]).toEqual(found.possible);
        for (const possible of found.possible) expect(steps.map(({ to }) => to)).toContain(possible);
      }),
    );
  });

  it("is the last one once its latest day has come, and none before the first can have begun", () => {
    fc.assert(
      fc.property(life, (steps) => {
        const last = steps.at(-1);
        const [begun] = steps;
        expect(CptsHistory.statusOn(steps, last?.latest ?? first).status).toBe(last?.to);
        expect(CptsHistory.statusOn(steps, addDays(begun?.earliest ?? first, -1)).possible).toEqual([]);
      }),
    );
  });
});

describe("a take-over", () => {
  const source = { document: "Rapport d'activité" };
  const faults = (steps: ReadonlyArray<unknown>): string => {
    const exit = Schema.decodeUnknownExit(CptsHistory.TakeOver)({ steps });
    return Exit.isSuccess(exit) ? "" : String(Exit.findErrorOption(exit));
  };

  it("states steps in their order, of which no table says that they follow each other", () => {
    expect(faults([{ to: "active", on: "2018", source }, { to: "suspended", source }, { to: "active", on: "--03-01", source }])).toBe("");
  });

  it("has no step that is certainly before an earlier one, none after the end, and a source for each", () => {
    expect(faults([{ to: "project-filed", on: "2019-05", source }, { to: "project-validated", on: "2018", source }])).toContain("take-over.order");
    expect(faults([{ to: "dissolved", on: "2019", source }, { to: "active", on: "2020", source }])).toContain("take-over.after-end");
    expect(faults([{ to: "active" }])).toContain("source");
    expect(faults([])).toContain("take-over.count");
  });
});

describe("a step", () => {
  const at = (text: string) => ({ earliest: day(text), latest: day(text) });

  it("is not dated before the last one nor in the future", () => {
    const today = day("2026-11-22");
    expect(CptsHistory.misplaced(at("2026-03-01"), at("2026-02-28"), today)).toBe("before-previous");
    expect(CptsHistory.misplaced(at("2026-03-01"), at("2026-11-23"), today)).toBe("in-the-future");
    expect(CptsHistory.misplaced(at("2026-03-01"), at("2026-03-01"), today)).toBeNull();
    expect(CptsHistory.misplaced({ earliest: null, latest: today }, at("1999-03-01"), today)).toBeNull();
  });
});
