import { describe, expect, it } from "vitest";
import { readyGrid } from "./FundingDue.ts";
import { simpleTimeline } from "./FundingTimeline.ts";
import type { FundingComponent, GridLine, UnknownCell } from "./Grid.ts";
import { compareGrids } from "./GridSimulation.ts";
import type { LocalDate } from "./LocalDate.ts";

const day = (text: string) => text as LocalDate;
const source = { document: "Grid" };
const place = (mission: string | null, component: FundingComponent): UnknownCell => ({ mission, component, part: null, size: "T1", source });
const line = (mission: string | null, component: FundingComponent, amountCents: number): GridLine => ({ ...place(mission, component), amountCents, status: "verified" });
const grid = (lines: ReadonlyArray<GridLine>, unknown: ReadonlyArray<UnknownCell> = []) => readyGrid({ prorata: "ACTUAL_365", advancePercent: 75, lines, unknown });
const missions = ["PREVENTION", "PARCOURS", "LOCALE"].map((mission) => ({ mission, from: day("2024-01-01"), to: null }));
const timeline = simpleTimeline({ signedOn: day("2024-01-01"), size: "T1", termYears: 5, missions });

describe("another grid", () => {
  it("is compared amount by amount where both know it; what one does not know or have is listed, never counted as 0", () => {
    const before = grid([line(null, "functioning", 5_000_000), line("PREVENTION", "fixed", 1_000_000), line("LOCALE", "fixed", 300_000)], [place("PARCOURS", "fixed")]);
    const after = grid([line(null, "functioning", 6_000_000), line("PARCOURS", "fixed", 2_000_000), line("PREVENTION", "variable", 700_000)], [place("PREVENTION", "fixed")]);
    const { afterCents, beforeCents, notCompared } = compareGrids({ grid: before, timeline }, { grid: after, timeline }, 2025);
    expect([beforeCents, afterCents]).toEqual([5_000_000, 6_000_000]);
    expect(notCompared.map(({ afterCents: young, beforeCents: old, group, why }) => [`${group.mission} ${group.component}`, why, old, young])).toEqual([
      ["PREVENTION fixed", "unknown-after", 1_000_000, null],
      ["PARCOURS fixed", "unknown-before", null, 2_000_000],
      ["LOCALE fixed", "only-before", 300_000, null],
      ["PREVENTION variable", "only-after", null, 700_000],
    ]);
  });

  it("is compared over a calendar year, whose days are those of two contract years", () => {
    const later = { ...timeline, signedOn: day("2024-07-01") };
    const { afterCents, beforeCents } = compareGrids({ grid: grid([line(null, "functioning", 3_650_000)]), timeline: later }, { grid: grid([line(null, "functioning", 7_300_000)]), timeline: later }, 2024);
    // 184 days of 365.
    expect([beforeCents, afterCents]).toEqual([1_840_000, 3_680_000]);
  });
});
