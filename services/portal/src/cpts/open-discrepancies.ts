import type { Territory } from "../platform.ts";
import type { Discrepancy } from "./discrepancies-of.ts";

interface Known {
  readonly territory: Territory | null;
  readonly discrepancies: ReadonlyArray<Discrepancy> | null;
}

/** How many differences and contradictions are told; from the comparisons of the territory where no list is. Null: not known. */
export const openDiscrepancies = ({ territory, discrepancies }: Known): number | null => {
  const verdicts = (discrepancies ?? territory?.comparisons)?.map(({ verdict }) => verdict);
  return verdicts?.filter((verdict) => verdict !== "cannot-tell" && verdict !== "agrees").length ?? null;
};
