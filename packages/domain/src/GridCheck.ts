/**
 * What is wrong with a grid: each hole, gap and doubtful amount, named by its place. And how its cells agree with the totals that documents publish.
 *
 * @example
 * ```ts
 * import * as GridCheck from "@cpts/domain/GridCheck";
 *
 * const everyone = { code: "T1", min: null, max: null, minInclusive: false, maxInclusive: false };
 * const frame = { effectiveFrom: "2026-01-01", effectiveTo: null, advancePercent: 75, unknown: [], totals: [], lines: [] };
 * GridCheck.gridFaults({ ...frame, sizes: [everyone] }); // => []
 * GridCheck.gridFaults({ ...frame, sizes: [{ ...everyone, max: 40000 }] }); // => [{ _tag: "SizeGap", from: 40000, to: null }]
 * ```
 */
import type { CellPlace, FundingComponent, Grid, GridLine, GridSize, GridTotal } from "./Grid.ts";
import { placeKey } from "./Grid.ts";

/** More than any amount of a grid can be: ten million euros a year. Ours: documents speak of 15,000 to 580,000. */
export const greatestAmountCents = 1_000_000_000;

/** What is wrong with a grid. `index` and `other` are places in the list named by `list`. Populations are whole numbers, `to` excluded. */
export type GridFault =
  | { readonly _tag: "NoSize" }
  | { readonly _tag: "EmptySize"; readonly index: number; readonly size: string }
  | { readonly _tag: "DuplicateSize"; readonly index: number; readonly size: string }
  | { readonly _tag: "SizeGap"; readonly from: number; readonly to: number | null }
  | { readonly _tag: "SizeOverlap"; readonly index: number; readonly size: string; readonly other: string }
  | { readonly _tag: "UnknownSize"; readonly list: "lines" | "unknown" | "totals"; readonly index: number; readonly size: string }
  | { readonly _tag: "Hole"; readonly place: CellPlace }
  | { readonly _tag: "DuplicateCell"; readonly list: "lines" | "unknown"; readonly index: number; readonly place: CellPlace }
  | { readonly _tag: "AbsurdAmount"; readonly list: "lines" | "totals"; readonly index: number; readonly amountCents: number }
  | { readonly _tag: "MissionMissing"; readonly list: "lines" | "unknown"; readonly index: number; readonly component: FundingComponent }
  | { readonly _tag: "MissionUnexpected"; readonly list: "lines" | "unknown"; readonly index: number; readonly component: FundingComponent }
  | { readonly _tag: "ReasonMissing"; readonly index: number }
  | { readonly _tag: "AbsurdAdvance"; readonly percent: number }
  | { readonly _tag: "EmptyPeriod" };

/** What of a grid is checked. */
export type CheckedGrid = Pick<Grid, "sizes" | "lines" | "unknown" | "totals" | "advancePercent" | "effectiveFrom" | "effectiveTo">;

interface Span {
  readonly index: number;
  readonly code: string;
  readonly low: number;
  /** First population above. */
  readonly high: number;
}

const spanOf = (size: GridSize, index: number): Span => ({
  index,
  code: size.code,
  low: size.min === null ? 0 : size.minInclusive ? size.min : size.min + 1,
  high: size.max === null ? Number.POSITIVE_INFINITY : size.maxInclusive ? size.max + 1 : size.max,
});

const sizeFaults = (sizes: ReadonlyArray<GridSize>): ReadonlyArray<GridFault> => {
  if (sizes.length === 0) return [{ _tag: "NoSize" }];
  const faults: Array<GridFault> = [];
  const spans = sizes.map(spanOf);
  for (const [index, { code }] of sizes.entries()) if (sizes.findIndex((one) => one.code === code) < index) faults.push({ _tag: "DuplicateSize", index, size: code });
  let reached = 0;
  let last: Span | null = null;
  for (const span of spans.toSorted((a, b) => a.low - b.low)) {
    if (span.low >= span.high) faults.push({ _tag: "EmptySize", index: span.index, size: span.code });
    else if (span.low > reached) faults.push({ _tag: "SizeGap", from: reached, to: span.low });
    else if (span.low < reached) faults.push({ _tag: "SizeOverlap", index: span.index, size: span.code, other: last?.code ?? span.code });
    if (span.high > reached) [reached, last] = [span.high, span];
  }
  if (reached !== Number.POSITIVE_INFINITY) faults.push({ _tag: "SizeGap", from: reached, to: null });
  return faults;
};

const ofNoMission: ReadonlySet<FundingComponent> = new Set(["functioning", "start-up"]);

const cellFaults = (list: "lines" | "unknown", cells: ReadonlyArray<CellPlace>, seen: Set<string>, codes: ReadonlySet<string>): ReadonlyArray<GridFault> =>
  cells.flatMap(({ component, mission, part, size }, index) => {
    const faults: Array<GridFault> = [];
    const place = { mission, component, part, size };
    const key = placeKey(place);
    if (seen.has(key)) faults.push({ _tag: "DuplicateCell", list, index, place });
    seen.add(key);
    if (!codes.has(size)) faults.push({ _tag: "UnknownSize", list, index, size });
    if (mission === null && !ofNoMission.has(component)) faults.push({ _tag: "MissionMissing", list, index, component });
    if (mission !== null && ofNoMission.has(component)) faults.push({ _tag: "MissionUnexpected", list, index, component });
    return faults;
  });

const holes = (grid: CheckedGrid, seen: ReadonlySet<string>): ReadonlyArray<GridFault> => {
  const groups = new Map([...grid.lines, ...grid.unknown].map(({ component, mission, part }) => [placeKey({ component, mission, part, size: "" }), { component, mission, part }]));
  return [...groups.values()].flatMap((group) =>
    grid.sizes.flatMap(({ code }): ReadonlyArray<GridFault> => {
      const place = { ...group, size: code };
      return seen.has(placeKey(place)) ? [] : [{ _tag: "Hole", place }];
    }),
  );
};

const isAbsurd = (amountCents: number): boolean => !Number.isSafeInteger(amountCents) || amountCents < 0 || amountCents > greatestAmountCents;

const amountFaults = (list: "lines" | "totals", rows: ReadonlyArray<Pick<GridTotal, "amountCents">>): ReadonlyArray<GridFault> =>
  rows.flatMap(({ amountCents }, index): ReadonlyArray<GridFault> => (isAbsurd(amountCents) ? [{ _tag: "AbsurdAmount", list, index, amountCents }] : []));

/** Everything that is wrong with a grid; nothing when it can be used. */
export const gridFaults = (grid: CheckedGrid): ReadonlyArray<GridFault> => {
  const codes = new Set(grid.sizes.map(({ code }) => code));
  const seen = new Set<string>();
  return [
    ...(grid.effectiveTo !== null && grid.effectiveTo <= grid.effectiveFrom ? [{ _tag: "EmptyPeriod" } as const] : []),
    ...(grid.advancePercent < 0 || grid.advancePercent > 100 ? [{ _tag: "AbsurdAdvance", percent: grid.advancePercent } as const] : []),
    ...sizeFaults(grid.sizes),
    ...cellFaults("lines", grid.lines, seen, codes),
    ...cellFaults("unknown", grid.unknown, seen, codes),
    ...grid.totals.flatMap(({ size }, index): ReadonlyArray<GridFault> => (codes.has(size) ? [] : [{ _tag: "UnknownSize", list: "totals", index, size }])),
    ...amountFaults("lines", grid.lines),
    ...amountFaults("totals", grid.totals),
    ...grid.lines.flatMap(({ reason, status }, index): ReadonlyArray<GridFault> => (status === "overridden" && reason === undefined ? [{ _tag: "ReasonMissing", index }] : [])),
    ...holes(grid, seen),
  ];
};

/** How the cells of a size agree with a published total; `missingCents` is what its unknown cells must hold together for it to be true. */
export type TotalCheck = { readonly total: GridTotal; readonly sumCents: number } & (
  | { readonly verdict: "agrees" | "differs" }
  | { readonly verdict: "underdetermined"; readonly missingCents: number; readonly cells: ReadonlyArray<CellPlace> }
);

const isYearly = ({ component }: CellPlace): boolean => component === "functioning" || component === "fixed" || component === "variable";

/** Compares each published total with the sum of the yearly amounts of its size (functioning, fixed and variable parts). */
export const checkTotals = (grid: Pick<Grid, "lines" | "unknown" | "totals">): ReadonlyArray<TotalCheck> => {
  return grid.totals.map((total): TotalCheck => {
    const sumCents = grid.lines.reduce((sum, line) => (line.size === total.size && isYearly(line) ? sum + line.amountCents : sum), 0);
    const cells = grid.unknown.filter((cell) => cell.size === total.size && isYearly(cell));
    if (cells.length > 0) return { total, sumCents, verdict: "underdetermined", missingCents: total.amountCents - sumCents, cells };
    return { total, sumCents, verdict: sumCents === total.amountCents ? "agrees" : "differs" };
  });
};

/** A verified amount that a new version of a grid changes without saying that it overrides it. */
export interface SilentChange {
  readonly index: number;
  readonly place: CellPlace;
  readonly wasCents: number;
}

/** The verified amounts that the new lines change or take away without the status `overridden`; `index` is -1 for one taken away. */
export const silentChanges = (before: ReadonlyArray<GridLine>, after: ReadonlyArray<GridLine>): ReadonlyArray<SilentChange> => {
  const places = new Map(after.map((line, index) => [placeKey(line), index]));
  return before.flatMap(({ amountCents, component, mission, part, size, status }) => {
    if (status !== "verified") return [];
    const place = { mission, component, part, size };
    const index = places.get(placeKey(place)) ?? -1;
    const line = after[index];
    return line !== undefined && (line.amountCents === amountCents || line.status === "overridden") ? [] : [{ index, place, wasCents: amountCents }];
  });
};
