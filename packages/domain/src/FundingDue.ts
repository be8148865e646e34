/**
 * What is due for one cell of a grid in one contract year, with everything it was computed from.
 *
 * The amount is the yearly one times the part of the year, rounded half up to the cent once, however often the size changes
 * or the contract is suspended meanwhile.
 *
 * @example
 * ```ts
 * import * as FundingDue from "@cpts/domain/FundingDue";
 *
 * FundingDue.advanceOf(504110, 75); // => 378083
 * FundingDue.weakest(["verified", "provisional"]); // => "provisional"
 * ```
 */
import type { FundingTimeline, SizeFrom } from "./FundingTimeline.ts";
import { placeKey, type CellStatus, type FundingComponent, type Grid, type GridLine, type ProrataRule } from "./Grid.ts";
import { roundHalfUp } from "./internal/cents.ts";
import type { LocalDate } from "./LocalDate.ts";
import { unitsBetween, unitsOf, type ContractYear } from "./Prorata.ts";
import { wholePpm } from "./VariablePart.ts";

/** The cells of a component of a mission, by size. */
export interface CellGroup {
  readonly component: FundingComponent;
  readonly mission: string | null;
  readonly part: string | null;
  /** The same text for the same component, mission and part of every grid. */
  readonly key: string;
  readonly cells: ReadonlyMap<string, GridLine>;
}

/** A grid made ready for many contracts. */
export interface ReadyGrid {
  readonly grid: Pick<Grid, "prorata" | "advancePercent"> & Partial<Pick<Grid, "id">>;
  /** By their keys. */
  readonly groups: ReadonlyMap<string, CellGroup>;
  readonly functioning: ReadonlyArray<CellGroup>;
  readonly startUp: ReadonlyArray<CellGroup>;
  readonly missions: ReadonlyMap<string, ReadonlyArray<CellGroup>>;
}

/**
 * Days of one size of one grid within the period of a due. `line`: the cell, `null` where it is not known. `perYear`: units of a whole year by
 * that grid. `under`: the grid that an amendment put in the place of the contract's; `null` for its own.
 */
export interface DuePart {
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly size: string | null;
  readonly line: GridLine | null;
  readonly units: number;
  readonly perYear: number;
  readonly under: ReadyGrid | null;
}

/** Why an amount is not known. */
export type WhyUnknown = "size" | "cell" | "rate";

/** What is due for a cell in a contract year, from a day to another (excluded). `perYear`: units of a whole year; 1 of 1 for what is paid once. */
export interface Due {
  readonly group: CellGroup;
  readonly year: ContractYear;
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly parts: ReadonlyArray<DuePart>;
  readonly perYear: number;
  /** Achievement of a variable part in millionths; `null` where none applies or none is agreed. */
  readonly ratePpm: number | null;
  /** Whether the rate was decided at the annual review; until then it is provisional. True where there is no rate. */
  readonly isAgreed: boolean;
  readonly dueCents: number | null;
  /** The most it can be: the same, or the whole variable amount before the review. */
  readonly mostCents: number | null;
  readonly unknown: WhyUnknown | null;
}

/** Makes a grid ready for many contracts. */
export const readyGrid = (grid: Pick<Grid, "prorata" | "advancePercent" | "lines" | "unknown"> & Partial<Pick<Grid, "id">>): ReadyGrid => {
  const groups = new Map<string, CellGroup & { readonly cells: Map<string, GridLine> }>();
  const groupOf = ({ component, mission, part }: Pick<GridLine, "component" | "mission" | "part">) => {
    const key = placeKey({ component, mission, part, size: "" });
    const group = groups.get(key) ?? { component, mission, part, key, cells: new Map<string, GridLine>() };
    groups.set(key, group);
    return group;
  };
  for (const line of grid.lines) groupOf(line).cells.set(line.size, line);
  for (const cell of grid.unknown) groupOf(cell);
  const all = [...groups.values()];
  const missions = new Map<string, Array<CellGroup>>();
  for (const group of all) if (group.mission !== null) missions.set(group.mission, [...(missions.get(group.mission) ?? []), group]);
  return { grid, groups, functioning: all.filter(({ component }) => component === "functioning"), startUp: all.filter(({ component }) => component === "start-up"), missions };
};

const later = (a: LocalDate, b: LocalDate): LocalDate => (a > b ? a : b);
const earlier = (a: LocalDate, b: LocalDate): LocalDate => (a < b ? a : b);

/** The periods left of one when the suspensions known on a day are taken out. */
const withoutSuspensions = (timeline: FundingTimeline, from: LocalDate, to: LocalDate, known: LocalDate | null): ReadonlyArray<readonly [LocalDate, LocalDate]> => {
  const left: Array<readonly [LocalDate, LocalDate]> = [];
  let start = from;
  for (const { from: stop, to: again } of timeline.suspensions) {
    if ((known !== null && stop > known) || (again !== null && again <= start)) continue;
    if (stop >= to) break;
    if (stop > start) left.push([start, stop]);
    start = again === null ? to : later(start, again);
  }
  if (start < to) left.push([start, to]);
  return left;
};

/** What of a life the parts of a due are cut by: the grid of the contract, its sizes and suspensions. */
export interface Funded {
  readonly ready: ReadyGrid;
  readonly timeline: FundingTimeline;
}

/**
 * The periods of one size and grid within a period, as known on a day (`null`: as known in the end). Days under a grid that does not have the
 * amount are of no period.
 */
export const partsOf = (group: CellGroup, { ready, timeline }: Funded, year: ContractYear, from: LocalDate, to: LocalDate, known: LocalDate | null): ReadonlyArray<DuePart> => {
  const sizes = known === null ? timeline.sizes : timeline.sizes.filter((one, index) => index === 0 || one.from <= known);
  const part = (start: LocalDate, end: LocalDate, one: SizeFrom | undefined): ReadonlyArray<DuePart> => {
    const [size, under] = [one?.size ?? null, one?.under ?? null];
    const rule = (under ?? ready).grid.prorata;
    const cells = under === null && ready.groups.get(group.key) === group ? group.cells : (under ?? ready).groups.get(group.key)?.cells;
    if (cells === undefined) return [];
    return [{ from: start, to: end, size, line: size === null ? null : (cells.get(size) ?? null), units: unitsBetween(rule, year, start, end), perYear: unitsOf(rule, year), under }];
  };
  if (sizes.length <= 1 && timeline.suspensions.length === 0) return part(from, to, sizes[0]);
  return withoutSuspensions(timeline, from, to, known).flatMap(([start, end]) =>
    sizes.flatMap((one, index) => {
      const first = index === 0 ? start : later(start, one.from);
      const last = earlier(end, sizes[index + 1]?.from ?? end);
      return first < last ? part(first, last, one) : [];
    }),
  );
};

const divisorOf = (a: number, b: number): number => (b === 0 ? a : divisorOf(b, a % b));

/** The exact sum of yearly amounts, each for so many units of a year of so many: a fraction of cents. Grids that count a year differently share no denominator. */
export const exactOf = (terms: Iterable<{ readonly cents: number; readonly units: number; readonly perYear: number }>): { readonly numerator: number; readonly denominator: number } => {
  let [numerator, denominator] = [0, 1];
  for (const { cents, perYear, units } of terms) {
    const common = (denominator / divisorOf(denominator, perYear)) * perYear;
    numerator = numerator * (common / denominator) + cents * units * (common / perYear);
    denominator = common;
  }
  return { numerator, denominator };
};

/** The amount of some parts of a year, rounded half up to the cent; `null` when a part is not known. */
export const centsOf = (parts: ReadonlyArray<DuePart>): number | null => {
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return only.line === null ? null : roundHalfUp(only.line.amountCents * only.units, only.perYear);
  if (parts.some(({ line }) => line === null)) return null;
  const { denominator, numerator } = exactOf(parts.map(({ line, perYear, units }) => ({ cents: line?.amountCents ?? 0, units, perYear })));
  return roundHalfUp(numerator, denominator);
};

/** The part of a variable amount that a rate leaves. */
export const atRate = (cents: number, ratePpm: number): number => roundHalfUp(cents * ratePpm, wholePpm);

/** The advance of an amount due, rounded half up to the cent. */
export const advanceOf = (dueCents: number, percent: number): number => roundHalfUp(dueCents * percent, 100);

const whyUnknown = (parts: ReadonlyArray<DuePart>): WhyUnknown | null => {
  const missing = parts.find(({ line }) => line === null);
  return missing === undefined ? null : missing.size === null ? "size" : "cell";
};

/** What is due for a cell from a day to another within a contract year. `ratePpm` counts for variable parts only. */
export const dueBetween = (group: CellGroup, funded: Funded, year: ContractYear, from: LocalDate, to: LocalDate, ratePpm: number | null, isAgreed = true): Due => {
  const parts = partsOf(group, funded, year, from, to, null);
  const perYear = unitsOf(funded.ready.grid.prorata, year);
  const cents = centsOf(parts);
  if (group.component !== "variable") return { group, year, from, to, parts, perYear, ratePpm: null, isAgreed: true, dueCents: cents, mostCents: cents, unknown: whyUnknown(parts) };
  const dueCents = cents === null || ratePpm === null ? null : atRate(cents, ratePpm);
  return { group, year, from, to, parts, perYear, ratePpm, isAgreed, dueCents, mostCents: isAgreed ? (dueCents ?? cents) : cents, unknown: whyUnknown(parts) ?? (ratePpm === null ? "rate" : null) };
};

/** The size in force on a day; the first holds from the signature, and before it. */
export const sizeOn = ({ sizes }: FundingTimeline, on: LocalDate): SizeFrom | undefined => sizes.findLast(({ from }, index) => index === 0 || from <= on);

/** What is due once, on a day; `null` when the grid of that day does not have it. */
export const dueOnce = (group: CellGroup, { ready, timeline }: Funded, year: ContractYear, on: LocalDate): Due | null => {
  const one = sizeOn(timeline, on);
  const [size, under] = [one?.size ?? null, one?.under ?? null];
  const cells = (under ?? ready).groups.get(group.key)?.cells;
  if (cells === undefined) return null;
  const line = size === null ? null : (cells.get(size) ?? null);
  const cents = line === null ? null : line.amountCents;
  return { group, year, from: on, to: on, parts: [{ from: on, to: on, size, line, units: 1, perYear: 1, under }], perYear: 1, ratePpm: null, isAgreed: true, dueCents: cents, mostCents: cents, unknown: size === null ? "size" : line === null ? "cell" : null };
};

/** What of a due was earned before a day: rounded so that the parts of a due add up to it, wherever it is cut. */
const earnedBefore = (due: Due, rule: ProrataRule, day: LocalDate, most: boolean): number => {
  const total = most ? due.mostCents : due.dueCents;
  if (total === null || (day >= due.to && day > due.from)) return total ?? 0;
  if (day <= due.from) return 0;
  const terms = due.parts.map(({ from, line, perYear, to, under }) => ({ cents: line?.amountCents ?? 0, units: unitsBetween(under?.grid.prorata ?? rule, due.year, from, earlier(to, day)), perYear }));
  const { denominator, numerator } = exactOf(terms);
  const cents = roundHalfUp(numerator, denominator);
  return due.ratePpm === null || (most && !due.isAgreed) ? cents : atRate(cents, due.ratePpm);
};

/** What of a due is earned from a day to another (excluded); `most`: of the most it can be. Unknown amounts count for nothing: see `unknown`. */
export const earnedBetween = (due: Due, rule: ProrataRule, from: LocalDate, to: LocalDate, most = false): number => earnedBefore(due, rule, to, most) - earnedBefore(due, rule, from, most);

const ranks: Readonly<Record<CellStatus, number>> = { verified: 0, overridden: 1, provisional: 2 };

/** The status of what rests on several cells: the least sure of theirs; `null` without any. */
export const weakest = (statuses: ReadonlyArray<CellStatus>): CellStatus | null => statuses.reduce<CellStatus | null>((weak, one) => (weak === null || ranks[one] > ranks[weak] ? one : weak), null);

/** The status of an amount due: that of its least sure cell, provisional before its review; `null` when no cell is known. */
export const statusOf = (due: Due): CellStatus | null => weakest([...(due.isAgreed ? [] : ["provisional" as const]), ...due.parts.flatMap(({ line }) => (line === null ? [] : [line.status]))]);
