/**
 * What another grid would change for contracts in a calendar year: amount by amount where both grids know it, and what cannot be compared
 * listed beside. The contracts themselves keep their grid.
 *
 * @example
 * ```ts
 * import { readyGrid } from "@cpts/domain/FundingDue";
 * import { simpleTimeline } from "@cpts/domain/FundingTimeline";
 * import * as GridSimulation from "@cpts/domain/GridSimulation";
 * import { LocalDate } from "@cpts/domain/LocalDate";
 * import { Schema } from "effect";
 *
 * const cell = (amountCents: number) => ({ mission: null, component: "functioning", part: null, size: "T1", amountCents, status: "verified", source: { document: "Grid" } }) as const;
 * const grid = (amountCents: number) => readyGrid({ prorata: "ACTUAL_365", advancePercent: 75, lines: [cell(amountCents)], unknown: [] });
 * const timeline = simpleTimeline({ signedOn: Schema.decodeUnknownSync(LocalDate)("2026-01-01"), size: "T1", termYears: 5 });
 * const compared = GridSimulation.compareGrids({ grid: grid(5000000), timeline }, { grid: grid(6000000), timeline }, 2027);
 * compared.beforeCents; // => 5000000
 * compared.afterCents; // => 6000000
 * ```
 */
import { fundingOf, type Funding } from "./Funding.ts";
import { earnedBetween, type CellGroup, type ReadyGrid } from "./FundingDue.ts";
import type { FundingTimeline } from "./FundingTimeline.ts";
import { touches } from "./FundingTotals.ts";
import { pad } from "./internal/calendar.ts";
import type { LocalDate } from "./LocalDate.ts";

/** A contract under a grid: its sizes are those of that grid. */
export interface Funded {
  readonly grid: ReadyGrid;
  readonly timeline: FundingTimeline;
}

/** Why an amount is not compared: one of the grids does not know it, or does not have it. */
export type WhyNotCompared = "unknown-before" | "unknown-after" | "unknown-both" | "only-before" | "only-after";

/** An amount that is not compared, with what is known of it. */
export interface NotCompared {
  readonly group: Pick<CellGroup, "component" | "mission" | "part">;
  readonly why: WhyNotCompared;
  readonly beforeCents: number | null;
  readonly afterCents: number | null;
}

/** What a contract earns in a year under two grids: the sums of what both know. Variable parts are compared at the most they can be. */
export interface ComparedContract {
  readonly beforeCents: number;
  readonly afterCents: number;
  readonly notCompared: ReadonlyArray<NotCompared>;
}

/** First days of a calendar year and of the next. */
export const calendarYear = (year: number): { readonly from: LocalDate; readonly to: LocalDate } => ({
  // The first of January is a day of every year.
  from: `${pad(year, 4)}-01-01` as LocalDate,
  to: `${pad(year + 1, 4)}-01-01` as LocalDate,
});

/** An amount that is earned; `null` where it is not known. */
export interface Earned {
  readonly group: CellGroup;
  cents: number | null;
}

const earnedByGroup = (funding: Funding, { grid }: ReadyGrid, from: LocalDate, to: LocalDate): EarnedAmounts => {
  const earned = new Map<string, Earned>();
  for (const due of funding.dues) {
    if (!touches(due, from, to)) continue;
    const mostCents = due.mostCents === null || due.from === due.to ? due.mostCents : earnedBetween(due, grid.prorata, from, to, true);
    const known = earned.get(due.group.key);
    if (known === undefined) earned.set(due.group.key, { group: due.group, cents: mostCents });
    else known.cents = known.cents === null || mostCents === null ? null : known.cents + mostCents;
  }
  return earned;
};

const whyNot = (before: Earned | undefined, after: Earned | undefined): WhyNotCompared | null => {
  if (before === undefined) return "only-after";
  if (after === undefined) return "only-before";
  if (before.cents === null) return after.cents === null ? "unknown-both" : "unknown-before";
  return after.cents === null ? "unknown-after" : null;
};

/** What a contract earns in a calendar year under a grid, amount by amount; an amount is `null` where the grid does not know it. */
export type EarnedAmounts = ReadonlyMap<string, Earned>;

/** What a contract earns in a calendar year under a grid: computed once, it can be compared with many others. */
export const earnedUnder = ({ grid, timeline }: Funded, year: number): EarnedAmounts => {
  const { from, to } = calendarYear(year);
  return earnedByGroup(fundingOf(grid, timeline, { from, to }), grid, from, to);
};

/** What a contract earns in a calendar year under its grid and under another. */
export const compareGrids = (before: Funded, after: Funded, year: number): ComparedContract => compareEarned(earnedUnder(before, year), earnedUnder(after, year));

/** Compares what a contract earns under two grids. */
export const compareEarned = (was: EarnedAmounts, is: EarnedAmounts): ComparedContract => {
  let [beforeCents, afterCents] = [0, 0];
  const notCompared: Array<NotCompared> = [];
  const compare = (old: Earned | undefined, young: Earned | undefined): void => {
    const why = whyNot(old, young);
    if (why === null) {
      beforeCents += old?.cents ?? 0;
      afterCents += young?.cents ?? 0;
      return;
    }
    const group = (old ?? young)?.group;
    if (group !== undefined) notCompared.push({ group: { component: group.component, mission: group.mission, part: group.part }, why, beforeCents: old?.cents ?? null, afterCents: young?.cents ?? null });
  };
  for (const [key, old] of was) compare(old, is.get(key));
  for (const [key, young] of is) if (!was.has(key)) compare(undefined, young);
  return { beforeCents, afterCents, notCompared };
};
