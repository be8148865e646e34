import type { PortfolioItem } from "@cpts/api/Portfolio";
import type { ContractSegment } from "@cpts/domain/ContractTimeline";
import type { ContractRow } from "../contracts/queries.ts";
import type { Grids } from "../grids/pins.ts";

type Regime = (typeof PortfolioItem.Encoded)["regime"];

/** The regime of a contract on a day: of an amendment, named by its documents, or that of the grid it has. */
export const regimeOn = ({ terms: { fundingRegime } }: Pick<ContractRow, "terms">, held: Pick<ContractSegment, "grid"> | null, grid: string | null): Regime => {
  if (held !== null && held.grid !== null) return { code: held.grid, origin: "amended" };
  if (fundingRegime !== undefined && fundingRegime !== null) return { code: fundingRegime.code, origin: "declared" };
  return grid === null ? null : { code: grid, origin: "derived" };
};

/** Whether a regime is the one that is asked for: by its name, or that of the family of its grid. `grid`: that of the contract since its signature. */
export const isRegime = (asked: string, regime: Regime, grid: string | null, { current }: Grids): boolean => {
  if (regime === null) return false;
  const id = regime.origin === "amended" ? regime.code : grid;
  return regime.code === asked || id === asked || current.some((one) => one.id === id && one.body.family === asked);
};
