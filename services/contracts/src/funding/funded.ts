import { timelineOf } from "@cpts/domain/ContractTimeline";
import { fundingTimelineOf, type FundingTimeline } from "@cpts/domain/FundingTimeline";
import { readyGrid, type ReadyGrid } from "@cpts/domain/FundingDue";
import { Grid, sizeUnder } from "@cpts/domain/Grid";
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
