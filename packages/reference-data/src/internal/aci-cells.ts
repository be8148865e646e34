import type { FundingGrid, GridAmount, GridPlace, GridSource } from "../AciGrids.ts";

/** Euros a year for sizes 1 to 4; null where nobody here has read the amount. */
export type Amounts = readonly [number | null, number | null, number | null, number | null];

type Group = Pick<GridPlace, "mission" | "component" | "part">;

/** The four sizes. Who owns 80 000 and 175 000 was not read: it is here, as data. */
export const aciSizes = [
  { code: "T1", min: null, max: 40_000, minInclusive: false, maxInclusive: false },
  { code: "T2", min: 40_000, max: 80_000, minInclusive: true, maxInclusive: false },
  { code: "T3", min: 80_000, max: 175_000, minInclusive: true, maxInclusive: true },
  { code: "T4", min: 175_000, max: null, minInclusive: false, maxInclusive: false },
] as const;

/** The amounts of a component of a mission by size, and the sizes whose amount is not known. */
export const aciCells = (group: Group, euros: Amounts, status: GridAmount["status"], source: GridSource): Pick<FundingGrid, "lines" | "unknown"> => ({
  lines: aciSizes.flatMap(({ code: size }, index) => {
    const amount = euros[index] ?? null;
    return amount === null ? [] : [{ ...group, size, amountCents: amount * 100, status, source }];
  }),
  unknown: aciSizes.flatMap(({ code: size }, index) => ((euros[index] ?? null) === null ? [{ ...group, size, source }] : [])),
});

/** A component of a mission that exists and of which no amount was read. */
export const unknownCell = (group: Group, source: GridSource): FundingGrid["unknown"] => aciCells(group, [null, null, null, null], "provisional", source).unknown;

/** Functioning, the one line whose amounts are solid in both grids. */
export const functioning = aciCells({ mission: null, component: "functioning", part: null }, [50_000, 60_000, 75_000, 90_000], "verified", {
  document: "Concours médical",
  locator: "the Senate gives the same range in 2025 (report 32)",
  published: "2020-10",
});
