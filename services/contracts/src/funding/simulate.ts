import type { GridSimulationView, NewGridSimulation } from "@cpts/api/GridSimulations";
import { Problem, type FieldFault } from "@cpts/api/Problem";
import type { FundingTimeline } from "@cpts/domain/FundingTimeline";
import type { Grid } from "@cpts/domain/Grid";
import { gridFaults } from "@cpts/domain/GridCheck";
import { calendarYear, compareEarned, earnedUnder, type EarnedAmounts } from "@cpts/domain/GridSimulation";
import { Effect } from "effect";
import { faultsAt } from "../grids/faults.ts";
import { contractsOf } from "../portfolio/inputs.ts";
import { lifeUnder, usedGrid, type UsedGrid } from "./funded.ts";
import type { PinnedContract } from "./memory.ts";
import { fundedUnder, readyOnce, surroundings, type Surroundings } from "./surroundings.ts";

type View = typeof GridSimulationView.Encoded;
type Compared = View["contracts"][number];
type NotCompared = View["notCompared"][number];

const fault = (path: ReadonlyArray<string>, code: string, fr: string, en: string): FieldFault => ({ in: "body", path, code, message: { fr, en } });

const exactlyOne = new Problem({
  type: "invalid-request",
  faults: [fault(["grid"], "exactly-one", "donnez un barème, ou le nom d'un barème connu, et un seul", "give a grid, or the name of a known one, and only one")],
});

const unknownGrid = new Problem({ type: "unknown-reference", faults: [fault(["gridId"], "unknown-grid", "ce barème n'est pas connu ici", "this grid is not known here")] });

const requestedGrid = ({ grid, gridId }: NewGridSimulation, { grids }: Surroundings) =>
  Effect.gen(function* () {
    if ((grid === undefined) === (gridId === undefined)) return yield* exactlyOne;
    if (grid !== undefined) {
      const faults = faultsAt(gridFaults(grid), ["grid"]);
      if (faults.length > 0) return yield* new Problem({ type: "invalid-request", faults });
      return { used: usedGrid(grid), version: null };
    }
    const row = grids.current.find(({ id }) => id === gridId);
    return row === undefined ? yield* unknownGrid : { used: readyOnce(row), version: row.version };
  });

const sizeIn = ({ sizes }: FundingTimeline, year: number): string | null => {
  const { to } = calendarYear(year);
  return sizes.findLast(({ from }, index) => index === 0 || from < to)?.size ?? null;
};

type Found = ReturnType<typeof fundedUnder>;

interface Earned {
  readonly life: FundingTimeline | null;
  readonly amounts: EarnedAmounts;
}

const earned = new WeakMap<UsedGrid, WeakMap<PinnedContract, Map<string, Earned>>>();

/** How many years of a contract under a grid are remembered before they are let go. */
const fewYears = 12;

/** What a contract earns under a grid, by what it is computed of: remembered as long as the grid is the same object, and the contract has not changed. */
const earnedOnce = (row: PinnedContract, used: UsedGrid, key: string, year: number, lived: () => FundingTimeline | null): Earned => {
  const ofGrid = earned.get(used) ?? new WeakMap<PinnedContract, Map<string, Earned>>();
  earned.set(used, ofGrid);
  const held = ofGrid.get(row);
  const known = held?.get(key);
  if (known !== undefined) return known;
  const life = lived();
  const computed: Earned = { life, amounts: life === null ? new Map() : earnedUnder({ grid: used.ready, timeline: life }, year) };
  if (held === undefined || held.size >= fewYears) ofGrid.set(row, new Map([[key, computed]]));
  else held.set(key, computed);
  return computed;
};

const compareOne = (row: PinnedContract, found: Found, around: Surroundings, after: UsedGrid, year: number): Compared | NotCompared => {
  const named = { contractId: row.id, cptsId: row.cpts_id, cptsName: row.cpts_name };
  if (found === null || found.grid === null) return { ...named, why: "no-grid" };
  const { funded, grid, known, used } = found;
  const key = `${year} ${around.keyOf(row.id)}`;
  // Its own life holds what amendments put in the place of its grid; that under a grid that is tried does not.
  const before = earnedOnce(row, used, `own ${key}`, year, () => funded.life);
  const under = earnedOnce(row, after, `tried ${key}`, year, () => lifeUnder(after, row, known));
  if (before.life === null) return { ...named, why: "signature-day-unknown" };
  if (under.life === null) return { ...named, why: "signature-day-unknown" };
  const [sizeBefore, sizeAfter] = [sizeIn(before.life, year), sizeIn(under.life, year)];
  if (sizeBefore === null) return { ...named, why: "size-unknown-before" };
  if (sizeAfter === null) return { ...named, why: "size-unknown-after" };
  const { afterCents, beforeCents, notCompared } = compareEarned(before.amounts, under.amounts);
  return {
    ...named,
    gridBefore: { id: grid.id, version: grid.version },
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
    const around = yield* surroundings;
    const { used: after, version } = yield* requestedGrid(request, around);
    const grid: Grid = after.grid;
    const rows = (yield* contractsOf(request)).filter(({ state }) => state === "signed");
    const all = rows.flatMap((row) => {
      const found = fundedUnder(row, around);
      return isAsked(row, found, request.kind, grid) ? [compareOne(row, found, around, after, request.year)] : [];
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
