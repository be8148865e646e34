import { describe, expect, it } from "@effect/vitest";
import * as fc from "fast-check";
import { planFigures } from "./CrisisPlan.ts";
import type { LocalDate } from "./LocalDate.ts";
import { crisisObservations, includedIn, pathwayObservations } from "./MissionObservations.ts";

const day = (text: string) => text as LocalDate;
const count = (from: string, to: string, people: number) => ({ from: day(from), to: day(to), people });

describe("people included over a period", () => {
  it("are those of the declared periods within it; one that is only partly of it cannot be divided", () => {
    const declared = [count("2025-10-01", "2026-01-01", 7), count("2026-01-01", "2026-04-01", 12), count("2026-04-01", "2026-07-01", 30)];
    expect(includedIn(declared, "2026-01-01", "2027-01-01")).toBe(42);
    expect(includedIn(declared, "2026-02-01", "2027-01-01")).toBe(null);
    expect(includedIn(declared, "2026-01-01", "2026-06-01")).toBe(null);
    expect(includedIn(declared, "2027-01-01", "2028-01-01")).toBe(null);
  });
});

describe("pathways and plans as observations", () => {
  it("count the pathways that two professions share, and say nothing where there is none", () => {
    expect(pathwayObservations([], null)).toEqual([]);
    const values = pathwayObservations([{ professions: ["10", "60"] }, { professions: ["10"] }, { professions: [] }], 42).map(({ indicator, value }) => [indicator, value]);
    expect(values).toEqual([["PAR-01", 1], ["PAR-02", 42]]);
  });

  it("never propose a rate outside 0 to 1, and the rate is the mean of the three conditions", () => {
    fc.assert(
      fc.property(fc.boolean(), fc.boolean(), fc.boolean(), (written, upToDate, exercised) => {
        const [rate, ...flags] = crisisObservations({ written, upToDate, exercised }).map(({ value }) => value ?? -1);
        expect(rate).toBeCloseTo(flags.reduce((sum, flag) => sum + flag, 0) / 3, 3);
      }),
    );
  });

  it("find a plan of two years ago written, and neither updated nor exercised", () => {
    const figures = planFigures(day("2024-05-01"), [day("2024-09-01")], day("2026-06-01"));
    expect(crisisObservations(figures).map(({ indicator, value }) => [indicator, value])).toEqual([["CRI-01", 0.3333], ["CRI-01.written", 1], ["CRI-01.updated", 0], ["CRI-01.exercised", 0]]);
  });
});
