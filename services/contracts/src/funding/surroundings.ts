import { Effect } from "effect";
import { allAmendedPins, gridOfAmendment, gridOfContract, type Grids } from "../grids/pins.ts";
import type { GridRow } from "../grids/queries.ts";
import { allEvidence, noEvidence, type KnownEvidence } from "./evidence.ts";
import { rememberedGrids, type PinnedContract } from "./memory.ts";
import { ownLife, untilAmended, usedRow, type FundedContract, type UsedGrid } from "./funded.ts";

/** What contracts are computed with, read in so many statements however many contracts there are. */
export interface Surroundings {
  readonly grids: Grids;
  readonly keptVersion: (contractId: string, gridId: string) => number | undefined;
  readonly known: (contractId: string) => KnownEvidence;
  /** The same text as long as a contract that has not changed is computed with the same. */
  readonly keyOf: (contractId: string) => string;
}

const ready = new WeakMap<GridRow, UsedGrid>();

/** The grid of a row, made ready once. */
export const readyOnce = (row: GridRow): UsedGrid => {
  const used = ready.get(row) ?? usedRow(row);
  ready.set(row, used);
  return used;
};

/** What contracts are computed with. */
export const surroundings = Effect.gen(function* () {
  const { grids, key } = yield* rememberedGrids;
  const [pins, known] = [yield* allAmendedPins, yield* allEvidence];
  const keyOf = (id: string): string => {
    const evidence = known(id);
    return `${key} ${pins.keyOf(id)} ${evidence === noEvidence ? "" : JSON.stringify(evidence)}`;
  };
  const around: Surroundings = { grids, keptVersion: pins.keptVersion, known, keyOf };
  return around;
});

type Found = { readonly grid: GridRow | null; readonly used: UsedGrid; readonly funded: FundedContract; readonly known: KnownEvidence } | null;

const remembered = new WeakMap<PinnedContract, { readonly key: string; readonly found: Found }>();

const foundUnder = (row: PinnedContract, { grids, keptVersion, known }: Surroundings): Found => {
  const found = gridOfContract(grids, row, row.pin_grid === null || row.pin_version === null ? null : { grid_id: row.pin_grid, version: row.pin_version });
  const gridNamed = (id: string): UsedGrid | undefined => {
    const amended = gridOfAmendment(grids, id, keptVersion(row.id, id));
    return amended === null ? undefined : readyOnce(amended.row);
  };
  const used = found === null ? untilAmended(row, gridNamed) : readyOnce(found.row);
  if (used === null) return null;
  const evidence = known(row.id);
  return { grid: found?.row ?? null, used, funded: ownLife(used, row, gridNamed, evidence), known: evidence };
};

/** A signed contract under the grid it has, and those that its amendments name; `grid` is null until one does, all is null where none ever funds it. */
export const fundedUnder = (row: PinnedContract, around: Surroundings): Found => {
  const key = around.keyOf(row.id);
  const before = remembered.get(row);
  if (before?.key === key) return before.found;
  const found = foundUnder(row, around);
  remembered.set(row, { key, found });
  return found;
};
