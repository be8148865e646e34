import type { ContractSegment } from "@cpts/domain/ContractTimeline";
import { paidOnce, type Evidence } from "@cpts/domain/FundingEvidence";
import { fundingTimelineOf, type FundingTimeline } from "@cpts/domain/FundingTimeline";
import { readyGrid, type ReadyGrid } from "@cpts/domain/FundingDue";
import { Grid, sizeUnder } from "@cpts/domain/Grid";
import type { LocalDate } from "@cpts/domain/LocalDate";
import { SchemaParser } from "effect";
import { timelineOfRow } from "../contracts/life.ts";
import type { ContractRow } from "../contracts/queries.ts";
import type { GridRow } from "../grids/queries.ts";
import { noEvidence, type KnownEvidence } from "./evidence.ts";

const decode = SchemaParser.decodeUnknownSync(Grid);

/** A grid as it is computed with. */
export interface UsedGrid {
  readonly grid: Grid;
  readonly ready: ReadyGrid;
}

/** Makes a grid ready to be computed with. */
export const usedGrid = (grid: Grid): UsedGrid => ({ grid, ready: readyGrid(grid) });

/** A kept grid, ready to be computed with. */
export const usedRow = ({ body }: Pick<GridRow, "body">): UsedGrid => usedGrid(decode(body));

/** An amendment that puts another grid in the place of the contract's; `used` is null where that grid is not known here. */
export interface AmendedGrid {
  readonly id: string;
  readonly from: LocalDate;
  readonly used: UsedGrid | null;
}

/** A contract as the funding sees it. */
export interface FundedContract {
  /** Null when the day of its signature is not known. */
  readonly life: FundingTimeline | null;
  readonly amended: ReadonlyArray<AmendedGrid>;
  readonly counted: ReadonlyArray<Evidence>;
  readonly uncounted: ReadonlyArray<Evidence>;
}

const paysCrises = ({ missions }: ReadyGrid, code: string): boolean => (missions.get(code) ?? []).some(({ component }) => component.startsWith("crisis-"));

/** Puts into a life what is paid once. */
const withEvidence = (life: FundingTimeline | null, grids: ReadonlyArray<ReadyGrid>, { evidence }: KnownEvidence): Omit<FundedContract, "amended"> => {
  if (life === null) return { life, counted: [], uncounted: [] };
  const codes = [...new Set(life.missions.map(({ mission }) => mission))].filter((code) => grids.some((grid) => paysCrises(grid, code)));
  const { counted, uncounted, ...once } = paidOnce(evidence, life.signedOn, codes);
  return { life: { ...life, ...once }, counted, uncounted: uncounted.filter(({ on }) => on >= life.signedOn) };
};

/** The life of a contract in the sizes of a grid; null when the day of its signature is not known. */
export const lifeUnder = ({ grid, ready }: UsedGrid, row: ContractRow, known: KnownEvidence = noEvidence): FundingTimeline | null =>
  withEvidence(
    fundingTimelineOf(timelineOfRow(row), (segment) => sizeUnder(grid, segment)),
    [ready],
    known,
  ).life;

/**
 * What stands for the grid of a contract that has none until an amendment names one: every amount of that one, none of them known. Null where no
 * amendment names a grid that is known here.
 */
export const untilAmended = (row: ContractRow, gridNamed: (id: string) => UsedGrid | undefined): UsedGrid | null => {
  const first = timelineOfRow(row).segments.flatMap(({ grid }) => (grid === null ? [] : [gridNamed(grid)])).find((used) => used !== undefined);
  if (first === undefined) return null;
  const { lines, unknown, ...rest } = first.grid;
  const regime = row.terms.fundingRegime ?? null;
  const source = { document: regime?.provenance.source?.document ?? "-" };
  const cells = [...unknown, ...lines].map(({ component, mission, part, size }) => ({ component, mission, part, size, source }));
  // A grid that nobody can name: no grid has the name of a regime without one.
  return usedGrid({ ...rest, id: (regime?.code ?? "none") as Grid["id"], lines: [], unknown: cells, totals: [] });
};

const unknownGrid = (): UsedGrid | undefined => undefined;

const amendedOf = (segments: ReadonlyArray<ContractSegment>, own: Grid, gridNamed: (id: string) => UsedGrid | undefined): ReadonlyArray<AmendedGrid> => {
  const amended: Array<AmendedGrid> = [];
  for (const { from, grid } of segments) {
    if (grid === null || grid === (amended.at(-1)?.id ?? own.id)) continue;
    amended.push({ id: grid, from, used: grid === own.id ? null : (gridNamed(grid) ?? null) });
  }
  return amended.filter(({ id }) => id !== own.id);
};

/**
 * The life of a contract under the grid it has, and from the day an amendment names another, under that one: by `gridNamed`. A grid that is
 * not known here leaves amounts unknown from that day on.
 */
export const ownLife = ({ grid, ready }: UsedGrid, row: ContractRow, gridNamed: (id: string) => UsedGrid | undefined = unknownGrid, known: KnownEvidence = noEvidence): FundedContract => {
  const timeline = timelineOfRow(row);
  const amended = amendedOf(timeline.segments, grid, gridNamed);
  const sizeOn = (segment: ContractSegment) => {
    if (segment.grid === null || segment.grid === grid.id) return sizeUnder(grid, segment);
    const used = amended.find(({ id }) => id === segment.grid)?.used ?? null;
    return used === null ? null : { size: sizeUnder(used.grid, segment), under: used.ready };
  };
  const grids = [ready, ...amended.flatMap(({ used }) => (used === null ? [] : [used.ready]))];
  return { ...withEvidence(fundingTimelineOf(timeline, sizeOn), grids, known), amended };
};
