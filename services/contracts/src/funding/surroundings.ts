import { Effect } from "effect";
import type { NamedContract } from "../contracts/queries.ts";
import { amendedPinsIn, familyOf, gridOfAmendment, gridOfContract, type Family } from "../grids/pins.ts";
import type { GridRow } from "../grids/queries.ts";
import { evidenceOfKind, type KnownEvidence } from "./evidence.ts";
import { ownLife, usedRow, type FundedContract, type UsedGrid } from "./funded.ts";

/** A contract with the grid it keeps. */
export type PinnedContract = NamedContract & { readonly pin_grid: string | null; readonly pin_version: number | null };

/** What the contracts of a kind are computed with, read in so many statements however many contracts there are. */
export interface Surroundings {
  readonly family: Family;
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

/** What the contracts of a kind are computed with. */
export const surroundingsOf = (kind: string) =>
  Effect.gen(function* () {
    const around: Surroundings = { family: yield* familyOf(kind), ready: readyOnce(), keptVersion: yield* amendedPinsIn(kind), known: yield* evidenceOfKind(kind) };
    return around;
  });

/** A signed contract under the grid it has, and those that its amendments name; null where no grid funds it. */
export const fundedUnder = (row: PinnedContract, { family, keptVersion, known, ready }: Surroundings): { readonly grid: GridRow; readonly used: UsedGrid; readonly funded: FundedContract; readonly known: KnownEvidence } | null => {
  const found = gridOfContract(family, row.signature, row.pin_grid === null || row.pin_version === null ? null : { grid_id: row.pin_grid, version: row.pin_version });
  if (found === null) return null;
  const used = ready(found.row);
  const gridNamed = (id: string): UsedGrid | undefined => {
    const amended = gridOfAmendment(family, id, keptVersion(row.id, id));
    return amended === null ? undefined : ready(amended.row);
  };
  const evidence = known(row.id);
  return { grid: found.row, used, funded: ownLife(used, row, gridNamed, evidence), known: evidence };
};
