import { describe, expect, it } from "vitest";
import { collide, isEffectiveOn, sizeOf, sizeUnder, type GridId, type GridLine } from "./Grid.ts";
import { checkTotals, gridFaults, silentChanges, type CheckedGrid } from "./GridCheck.ts";
import type { LocalDate } from "./LocalDate.ts";

const source = { document: "Grid" };
const size = (code: string, min: number | null, max: number | null, maxInclusive = false, minInclusive = min !== null) => ({ code, min, max, minInclusive, maxInclusive });
const sizes = [size("T1", null, 40_000), size("T2", 40_000, 80_000), size("T3", 80_000, 175_000, true), size("T4", 175_000, null, false, false)];
const cell = (sizeCode: string, amountCents: number, fields: Partial<GridLine> = {}): GridLine => ({ mission: null, component: "functioning", part: null, size: sizeCode, amountCents, status: "verified", source, ...fields });
const lines = [cell("T1", 5_000_000), cell("T2", 6_000_000), cell("T3", 7_500_000), cell("T4", 9_000_000)];
const day = (text: string) => text as LocalDate;
const grid = (fields: Partial<CheckedGrid> = {}): CheckedGrid => ({ sizes, lines, unknown: [], totals: [], advancePercent: 75, effectiveFrom: day("2019-06-20"), effectiveTo: null, ...fields });

describe("a grid", () => {
  it("of whole sizes and cells has no fault, whatever its sizes and missions are called", () => {
    expect(gridFaults(grid())).toEqual([]);
    const five = [...sizes.slice(0, 3), size("T4", 175_000, 300_000, false, false), size("METROPOLE", 300_000, null)];
    const more = [...lines, cell("METROPOLE", 12_000_000), ...five.map(({ code }) => cell(code, 1_000, { mission: "APPUI_FRANCE_SANTE", component: "fixed" }))];
    expect(gridFaults(grid({ sizes: five, lines: more }))).toEqual([]);
  });

  it("with a hole is told which cell is missing; a cell said to be unknown is no hole", () => {
    const place = { mission: "PREVENTION", component: "fixed", part: null } as const;
    const some = [...lines, cell("T1", 1_000_000, place), cell("T3", 1_750_000, place)];
    expect(gridFaults(grid({ lines: some }))).toEqual(["T2", "T4"].map((code) => ({ _tag: "Hole", place: { ...place, size: code } })));
    expect(gridFaults(grid({ lines: some, unknown: ["T2", "T4"].map((code) => ({ ...place, size: code, source })) }))).toEqual([]);
  });

  it("whose sizes leave people out, or hold them twice, is told which people", () => {
    const gap = [size("T1", null, 40_000), size("T2", 40_000, null, false, false)];
    expect(gridFaults(grid({ sizes: gap, lines: lines.slice(0, 2) }))).toEqual([{ _tag: "SizeGap", from: 40_000, to: 40_001 }]);
    const twice = [size("T1", null, 40_000, true), size("T2", 40_000, null)];
    expect(gridFaults(grid({ sizes: twice, lines: lines.slice(0, 2) }))).toEqual([{ _tag: "SizeOverlap", index: 1, size: "T2", other: "T1" }]);
    expect(gridFaults(grid({ sizes: sizes.slice(0, 3), lines: lines.slice(0, 3) }))).toEqual([{ _tag: "SizeGap", from: 175_001, to: null }]);
    expect(gridFaults(grid({ sizes: [...sizes, size("T1", 9, 9)] })).map(({ _tag }) => _tag)).toEqual(["DuplicateSize", "EmptySize"]);
    expect(gridFaults(grid({ sizes: [], lines: [] }))).toEqual([{ _tag: "NoSize" }]);
  });

  it("with amounts below zero or beyond reason, or cells twice, names each", () => {
    const absurd = [cell("T1", -1), cell("T2", 1_000_000_001), cell("T3", 0.5), cell("T4", 0), cell("T4", 1), cell("T9", 1)];
    expect(gridFaults(grid({ lines: absurd }))).toEqual([
      { _tag: "DuplicateCell", list: "lines", index: 4, place: { mission: null, component: "functioning", part: null, size: "T4" } },
      { _tag: "UnknownSize", list: "lines", index: 5, size: "T9" },
      ...[-1, 1_000_000_001, 0.5].map((amountCents, index) => ({ _tag: "AbsurdAmount", list: "lines", index, amountCents })),
    ]);
  });

  it("says why it overrides, of which mission its parts are, and on which days it is in force", () => {
    const faulty = [...lines, cell("T1", 1, { component: "fixed" })];
    expect(gridFaults(grid({ lines: faulty, unknown: ["T2", "T3", "T4"].map((code) => ({ mission: null, component: "fixed", part: null, size: code, source })) })).map(({ _tag }) => _tag)).toEqual(Array(4).fill("MissionMissing"));
    expect(gridFaults(grid({ lines: lines.map((line) => ({ ...line, mission: "PARCOURS" })) }))).toContainEqual({ _tag: "MissionUnexpected", list: "lines", index: 0, component: "functioning" });
    expect(gridFaults(grid({ lines: [cell("T1", 1, { status: "overridden" }), ...lines.slice(1)] }))).toEqual([{ _tag: "ReasonMissing", index: 0 }]);
    expect(gridFaults(grid({ effectiveTo: day("2019-06-20"), advancePercent: 101 }))).toEqual([{ _tag: "EmptyPeriod" }, { _tag: "AbsurdAdvance", percent: 101 }]);
  });

  it("puts the boundary where its data says", () => {
    expect([39_999, 40_000, 79_999, 80_000, 175_000, 175_001].map((population) => sizeOf({ sizes }, population))).toEqual(["T1", "T2", "T2", "T3", "T3", "T4"]);
  });

  it("gives a contract the size frozen at its signature where it means the same by it, else that of its population", () => {
    const more = [...sizes.slice(0, 3), size("T4", 175_000, 300_000, false, false), size("T5", 300_000, null)];
    expect(sizeUnder({ sizes }, { sizeClass: "T2", population: 80_600 })).toBe("T2");
    expect(["T4", "T2", null].map((sizeClass) => sizeUnder({ sizes: more }, { sizeClass, population: 354_193 }))).toEqual(["T5", "T2", "T5"]);
    expect([sizeUnder({ sizes: more }, { sizeClass: "T4", population: null }), sizeUnder({ sizes: more }, { sizeClass: "T5", population: null })]).toEqual([null, "T5"]);
  });

  it("is in force until the day it ends, excluded, and meets no other of its family", () => {
    const a = { id: "a" as GridId, family: "aci", effectiveFrom: day("2019-06-20"), effectiveTo: day("2022-03-31") };
    const b = { ...a, id: "b" as GridId, effectiveFrom: day("2022-03-31"), effectiveTo: null };
    expect([isEffectiveOn(a, day("2022-03-30")), isEffectiveOn(a, day("2022-03-31")), isEffectiveOn(b, day("2022-03-31"))]).toEqual([true, false, true]);
    expect([collide(a, b), collide({ ...a, effectiveTo: null }, b), collide({ ...a, effectiveTo: null }, { ...b, family: "other" }), collide(a, a)]).toEqual([false, true, false, false]);
  });
});

describe("a published total", () => {
  const total = (sizeCode: string, amountCents: number) => ({ size: sizeCode, amountCents, status: "verified" as const, source });

  it("agrees with the cells, differs, or leaves something to be found", () => {
    const unknown = [{ mission: "PREVENTION", component: "fixed" as const, part: null, size: "T3", source }];
    const checks = checkTotals({ lines, unknown, totals: [total("T1", 5_000_000), total("T2", 6_000_001), total("T3", 8_000_000)] });
    expect(checks.map(({ sumCents, verdict }) => [verdict, sumCents])).toEqual([["agrees", 5_000_000], ["differs", 6_000_000], ["underdetermined", 7_500_000]]);
    expect(checks[2]).toMatchObject({ missingCents: 500_000, cells: unknown });
  });
});

describe("a verified amount", () => {
  it("changes or disappears silently only when it is not said to be overridden", () => {
    const place = { mission: null, component: "functioning", part: null, size: "T1" };
    expect(silentChanges(lines, lines)).toEqual([]);
    expect(silentChanges(lines, [cell("T1", 1), ...lines.slice(1)])).toEqual([{ index: 0, place, wasCents: 5_000_000 }]);
    expect(silentChanges(lines, lines.slice(1))).toEqual([{ index: -1, place, wasCents: 5_000_000 }]);
    expect(silentChanges(lines, [cell("T1", 1, { status: "overridden" }), ...lines.slice(1)])).toEqual([]);
    expect(silentChanges([cell("T1", 1, { status: "provisional" })], [cell("T1", 2)])).toEqual([]);
  });
});
