import type { GridSimulationView, NewGridSimulation } from "@cpts/api/GridSimulations";
import { Problem, type FieldFault } from "@cpts/api/Problem";
import type { FundingTimeline } from "@cpts/domain/FundingTimeline";
import type { Grid } from "@cpts/domain/Grid";
import { gridFaults } from "@cpts/domain/GridCheck";
import { calendarYear, compareGrids } from "@cpts/domain/GridSimulation";
import { Effect } from "effect";
import { faultsAt } from "../grids/faults.ts";
import { findGridRow } from "../grids/queries.ts";
import { contractsOf } from "../portfolio/inputs.ts";
import { lifeUnder, usedGrid, usedRow, type UsedGrid } from "./funded.ts";
import { fundedUnder, surroundings, type PinnedContract } from "./surroundings.ts";

type View = typeof GridSimulationView.Encoded;
type Compared = View["contracts"][number];
type NotCompared = View["notCompared"][number];

const fault = (path: ReadonlyArray<string>, code: string, fr: string, en: string): FieldFault => ({ in: "body", path, code, message: { fr, en } });

const exactlyOne = new Problem({
  type: "invalid-request",
  faults: [fault(["grid"], "exactly-one", "donnez un barème, ou le nom d'un barème connu, et un seul", "give a grid, or the name of a known one, and only one")],
});

const unknownGrid = new Problem({ type: "unknown-reference", faults: [fault(["gridId"], "unknown-grid", "ce barème n'est pas connu ici", "this grid is not known here")] });

const requestedGrid = ({ grid, gridId }: NewGridSimulation) =>
  Effect.gen(function* () {
    if ((grid === undefined) === (gridId === undefined)) return yield* exactlyOne;
    if (grid !== undefined) {
      const faults = faultsAt(gridFaults(grid), ["grid"]);
      if (faults.length > 0) return yield* new Problem({ type: "invalid-request", faults });
      return { used: usedGrid(grid), version: null };
    }
    const row = yield* Effect.mapError(findGridRow(gridId ?? ""), (error) => (error._tag === "Problem" ? unknownGrid : error));
    return { used: usedRow(row), version: row.version };
  });

const sizeIn = ({ sizes }: FundingTimeline, year: number): string | null => {
  const { to } = calendarYear(year);
  return sizes.findLast(({ from }, index) => index === 0 || from < to)?.size ?? null;
};

type Found = ReturnType<typeof fundedUnder>;

const compareOne = (row: PinnedContract, found: Found, after: UsedGrid, year: number): Compared | NotCompared => {
  const named = { contractId: row.id, cptsId: row.cpts_id, cptsName: row.cpts_name };
  if (found === null || found.grid === null) return { ...named, why: "no-grid" };
  const [before, old, young] = [found.used, found.funded.life, lifeUnder(after, row, found.known)];
  if (old === null || young === null) return { ...named, why: "signature-day-unknown" };
  const [sizeBefore, sizeAfter] = [sizeIn(old, year), sizeIn(young, year)];
  if (sizeBefore === null) return { ...named, why: "size-unknown-before" };
  if (sizeAfter === null) return { ...named, why: "size-unknown-after" };
  const { afterCents, beforeCents, notCompared } = compareGrids({ grid: before.ready, timeline: old }, { grid: after.ready, timeline: young }, year);
  return {
    ...named,
    gridBefore: { id: found.grid.id, version: found.grid.version },
    sizeBefore,
    sizeAfter,
    beforeCents,
    afterCents,
    differenceCents: afterCents - beforeCents,
    notCompared: notCompared.map(({ group, ...one }) => ({ ...group, ...one })),
  };
};

const isCompared = (one: Compared | NotCompared): one is Compared => "gridBefore" in one;

/** Those of a kind that is asked for; else of the kind that the grid is for, and whatever its family funds. */
const isAsked = (row: PinnedContract, found: Found, kind: string | undefined, { family }: Grid): boolean => kind !== undefined || row.kind === family || found?.grid?.body.family === family;

/** What a grid would change for the signed contracts of a place in a year. Nothing is written. */
export const simulateGrid = (request: NewGridSimulation) =>
  Effect.gen(function* () {
    const { used: after, version } = yield* requestedGrid(request);
    const grid: Grid = after.grid;
    const around = yield* surroundings;
    const rows = (yield* contractsOf(request)).filter(({ state }) => state === "signed");
    const all = rows.flatMap((row) => {
      const found = fundedUnder(row, around);
      return isAsked(row, found, request.kind, grid) ? [compareOne(row, found, after, request.year)] : [];
    });
    const contracts = all.filter(isCompared);
    const beforeCents = contracts.reduce((sum, one) => sum + one.beforeCents, 0);
    const afterCents = contracts.reduce((sum, one) => sum + one.afterCents, 0);
    const body: View = {
      year: request.year,
      grid: { id: grid.id, version },
      totals: { contracts: contracts.length, withAmountsNotCompared: contracts.filter(({ notCompared }) => notCompared.length > 0).length, beforeCents, afterCents, differenceCents: afterCents - beforeCents },
      contracts,
      notCompared: all.filter((one): one is NotCompared => !isCompared(one)),
    };
    return body;
  });
