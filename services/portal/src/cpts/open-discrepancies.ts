import type { Territory } from "../platform.ts";
import type { Discrepancy } from "./discrepancies-of.ts";

interface Known {
  readonly territory: Territory | null;
  readonly discrepancies: ReadonlyArray<Discrepancy> | null;
}

/**
 * How many differences and contradictions are told; from the comparisons of the territory where the registry gives no
 * list. Null: nothing was compared.
 */
export const openDiscrepancies = ({ territory, discrepancies }: Known): number | null => {
  const told = discrepancies ?? territory?.comparisons ?? [];
  if (discrepancies === null && told.length === 0) return null;
  return told.filter(({ verdict }) => verdict !== "cannot-tell" && verdict !== "agrees").length;
};
