import { Effect } from "effect";
import type { NamedContract } from "../contracts/queries.ts";
import { allAmendedPins, allGrids, gridOfAmendment, gridOfContract, type Grids } from "../grids/pins.ts";
import type { GridRow } from "../grids/queries.ts";
import { allEvidence, type KnownEvidence } from "./evidence.ts";
import { ownLife, untilAmended, usedRow, type FundedContract, type UsedGrid } from "./funded.ts";

/** A contract with the grid it keeps. */
export type PinnedContract = NamedContract & { readonly pin_grid: string | null; readonly pin_version: number | null };

/** What contracts are computed with, read in so many statements however many contracts there are. */
export interface Surroundings {
  readonly grids: Grids;
  readonly ready: (row: GridRow) => UsedGrid;
  readonly keptVersion: (contractId: string, gridId: string) => number | undefined;
  readonly known: (contractId: string) => KnownEvidence;
}

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

/** What contracts are computed with. */
export const surroundings = Effect.gen(function* () {
  const around: Surroundings = { grids: yield* allGrids, ready: readyOnce(), keptVersion: yield* allAmendedPins, known: yield* allEvidence };
  return around;
});

/** A signed contract under the grid it has, and those that its amendments name; `grid` is null until one does, all is null where none ever funds it. */
export const fundedUnder = (row: PinnedContract, { grids, keptVersion, known, ready }: Surroundings): { readonly grid: GridRow | null; readonly used: UsedGrid; readonly funded: FundedContract; readonly known: KnownEvidence } | null => {
  const found = gridOfContract(grids, row, row.pin_grid === null || row.pin_version === null ? null : { grid_id: row.pin_grid, version: row.pin_version });
  const gridNamed = (id: string): UsedGrid | undefined => {
    const amended = gridOfAmendment(grids, id, keptVersion(row.id, id));
    return amended === null ? undefined : ready(amended.row);
  };
  const used = found === null ? untilAmended(row, gridNamed) : ready(found.row);
  if (used === null) return null;
  const evidence = known(row.id);
  return { grid: found?.row ?? null, used, funded: ownLife(used, row, gridNamed, evidence), known: evidence };
};
