import { timelineOf, type ContractSegment } from "@cpts/domain/ContractTimeline";
import { fundingTimelineOf, type FundingTimeline } from "@cpts/domain/FundingTimeline";
import { readyGrid, type ReadyGrid } from "@cpts/domain/FundingDue";
import { Grid, sizeUnder } from "@cpts/domain/Grid";
import type { LocalDate } from "@cpts/domain/LocalDate";
import { SchemaParser } from "effect";
import { factsOfRow } from "../contracts/life.ts";
import type { ContractRow } from "../contracts/queries.ts";
import type { GridRow } from "../grids/queries.ts";

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

/** The life of a contract in the sizes of a grid; null when the day of its signature is not known. */
export const lifeUnder = ({ grid }: UsedGrid, row: ContractRow): FundingTimeline | null => fundingTimelineOf(timelineOf(factsOfRow(row)), (segment) => sizeUnder(grid, segment));

/** An amendment that puts another grid in the place of the contract's. */
export interface AmendedGrid {
  readonly id: string;
  readonly from: LocalDate;
}

/** The life of a contract under the grid it has: from the day an amendment puts another in its place, no size of this one tells an amount. */
export const ownLife = ({ grid }: UsedGrid, row: ContractRow): { readonly life: FundingTimeline | null; readonly amended: AmendedGrid | null } => {
  const timeline = timelineOf(factsOfRow(row));
  const isOther = (segment: ContractSegment): boolean => segment.grid !== null && segment.grid !== grid.id;
  const other = timeline.segments.find(isOther);
  return {
    life: fundingTimelineOf(timeline, (segment) => (isOther(segment) ? null : sizeUnder(grid, segment))),
    amended: other === undefined || other.grid === null ? null : { id: other.grid, from: other.from },
  };
};
