/**
 * What a grid pays a contract of a size in a whole year, with every one of its missions running: what two sizes are compared by. Crises and the start-up
 * are paid once and do not count; variable parts count at the most they can be.
 *
 * @example
 * ```ts
 * import { readyGrid } from "@cpts/domain/FundingDue";
 * import { yearlyTotal } from "@cpts/domain/YearlyTotal";
 *
 * const cell = (mission: string | null, component: "functioning" | "fixed", amountCents: number) => ({ mission, component, part: null, size: "T1", amountCents, status: "verified", source: { document: "Grid" } }) as const;
 * const grid = readyGrid({ prorata: "ACTUAL_365", advancePercent: 75, lines: [cell(null, "functioning", 5000000), cell("PREVENTION", "fixed", 1000000)], unknown: [] });
 * yearlyTotal(grid, "T1", ["PREVENTION"]).knownCents; // => 6000000
 * yearlyTotal(grid, "T2", ["PREVENTION"]).isAtLeast; // => true
 * ```
 */
import type { ReadyGrid } from "./FundingDue.ts";
import { totalOf, type FundingTotal } from "./FundingTotals.ts";

/** The yearly total of a size for some missions. A cell that is not known makes the sum "at least". */
export const yearlyTotal = ({ functioning, missions }: ReadyGrid, size: string, codes: ReadonlyArray<string>): FundingTotal => {
  const ofMissions = codes.flatMap((code) => missions.get(code) ?? []).filter(({ component }) => component === "fixed" || component === "variable");
  const amounts = [...functioning, ...ofMissions].map(({ cells }) => {
    const line = cells.get(size);
    return { cents: line?.amountCents ?? null, mostCents: line?.amountCents ?? null, status: line?.status ?? null };
  });
  const total = totalOf(amounts);
  return codes.every((code) => missions.has(code)) ? total : { ...total, isAtLeast: true, atMostCents: null };
};
