import type { GridSimulationView, NewGridSimulation } from "@cpts/api/GridSimulations";
import { Problem, type FieldFault } from "@cpts/api/Problem";
import type { FundingTimeline } from "@cpts/domain/FundingTimeline";
import type { Grid } from "@cpts/domain/Grid";
import { gridFaults } from "@cpts/domain/GridCheck";
import { calendarYear, compareGrids } from "@cpts/domain/GridSimulation";
import { Effect } from "effect";
import type { NamedContract } from "../contracts/queries.ts";
import { read } from "../database/tables.ts";
import { faultsAt } from "../grids/faults.ts";
import { amendedPinsIn, familyOf, gridOfAmendment, gridOfContract, type Family } from "../grids/pins.ts";
import { findGridRow, type GridRow } from "../grids/queries.ts";
import { evidenceOfKind, type KnownEvidence } from "./evidence.ts";
import { lifeUnder, ownLife, usedGrid, usedRow, type UsedGrid } from "./funded.ts";

type View = typeof GridSimulationView.Encoded;
type Compared = View["contracts"][number];
type NotCompared = View["notCompared"][number];
type PinnedContract = NamedContract & { readonly pin_grid: string | null; readonly pin_version: number | null };

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

const selectSigned = ({ departement, kind, region }: NewGridSimulation, family: string) =>
  read((db): Promise<ReadonlyArray<PinnedContract>> => {
    let select = db
      .selectFrom("contract as c")
      .leftJoin("known_cpts as k", "k.id", "c.cpts_id")
      .leftJoin("contract_grid as p", "p.contract_id", "c.id")
      .selectAll("c")
      .select(["k.name as cpts_name", "p.grid_id as pin_grid", "p.version as pin_version"])
      .where("c.state", "=", "signed")
      .where("c.kind", "=", kind ?? family)
      .orderBy("c.id");
    if (region !== undefined) select = select.where("c.region", "=", region);
    if (departement !== undefined) select = select.where("c.departement", "=", departement);
    return select.execute();
  });

const sizeIn = ({ sizes }: FundingTimeline, year: number): string | null => {
  const { to } = calendarYear(year);
  return sizes.findLast(({ from }, index) => index === 0 || from < to)?.size ?? null;
};

/** The grids that contracts have, each made ready once. */
const readyOnce = () => {
  const ready = new Map<string, UsedGrid>();
  return (row: GridRow): UsedGrid => {
    const key = `${row.id} ${row.version}`;
    const used = ready.get(key) ?? usedRow(row);
    ready.set(key, used);
    return used;
  };
};

/** What the contracts of a family are computed with. */
interface Surroundings {
  readonly family: Family;
  readonly ready: (row: GridRow) => UsedGrid;
  readonly keptVersion: (contractId: string, gridId: string) => number | undefined;
  readonly known: (contractId: string) => KnownEvidence;
}

const compareOne = (row: PinnedContract, { family, keptVersion, known, ready }: Surroundings, after: UsedGrid, year: number): Compared | NotCompared => {
  const named = { contractId: row.id, cptsId: row.cpts_id, cptsName: row.cpts_name };
  const found = gridOfContract(family, row.signature, row.pin_grid === null || row.pin_version === null ? null : { grid_id: row.pin_grid, version: row.pin_version });
  if (found === null) return { ...named, why: "no-grid" };
  const before = ready(found.row);
  const gridNamed = (id: string): UsedGrid | undefined => {
    const amended = gridOfAmendment(family, id, keptVersion(row.id, id));
    return amended === null ? undefined : ready(amended.row);
  };
  const [old, young] = [ownLife(before, row, gridNamed, known(row.id)).life, lifeUnder(after, row, known(row.id))];
  if (old === null || young === null) return { ...named, why: "signature-day-unknown" };
  const [sizeBefore, sizeAfter] = [sizeIn(old, year), sizeIn(young, year)];
  if (sizeBefore === null) return { ...named, why: "size-unknown-before" };
  if (sizeAfter === null) return { ...named, why: "size-unknown-after" };
  const { afterCents, beforeCents, notCompared } = compareGrids({ grid: before.ready, timeline: old }, { grid: after.ready, timeline: young }, year);
  return {
    ...named,
    gridBefore: { id: found.row.id, version: found.row.version },
    sizeBefore,
    sizeAfter,
    beforeCents,
    afterCents,
    differenceCents: afterCents - beforeCents,
    notCompared: notCompared.map(({ group, ...one }) => ({ ...group, ...one })),
  };
};

const isCompared = (one: Compared | NotCompared): one is Compared => "gridBefore" in one;

/** What a grid would change for the signed contracts of a place in a year. Nothing is written. */
export const simulateGrid = (request: NewGridSimulation) =>
  Effect.gen(function* () {
    const { used: after, version } = yield* requestedGrid(request);
    const grid: Grid = after.grid;
    const kind = request.kind ?? grid.family;
    const [family, rows] = [yield* familyOf(kind), yield* selectSigned(request, grid.family)];
    const around: Surroundings = { family, ready: readyOnce(), keptVersion: yield* amendedPinsIn(kind), known: yield* evidenceOfKind(kind) };
    const all = rows.map((row) => compareOne(row, around, after, request.year));
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
