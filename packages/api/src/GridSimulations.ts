/**
 * What another grid would change for the contracts of a place in a year. The contracts keep theirs.
 *
 * @example
 * ```ts
 * import { gridSimulationEndpoints } from "@cpts/api/GridSimulations"
 *
 * gridSimulationEndpoints.simulateGrid.path // => "/v1/grid-simulations"
 * ```
 *
 * @since 0.1.0
 */
import { DepartementCode, RegionCode } from "@cpts/domain/Cog";
import { ContractId } from "@cpts/domain/Contract";
import { CptsId } from "@cpts/domain/Cpts";
import { FundingComponent, Grid, GridId } from "@cpts/domain/Grid";
import { Code } from "@cpts/domain/OpenCode";
import { Schema } from "effect";
import { endpoint } from "./Endpoint.ts";

const cents = Schema.Int.annotate({ description: "In cents" });

/** A grid, given whole or by its id, and the contracts to try it on. */
export const NewGridSimulation = Schema.Struct({
  year: Schema.Int.pipe(Schema.check(Schema.isBetween({ minimum: 2000, maximum: 2200 }))).annotate({ description: "Calendar year" }),
  grid: Schema.optionalKey(Grid),
  gridId: Schema.optionalKey(GridId),
  region: Schema.optionalKey(RegionCode.annotate({ description: "Region of the departement of attachment" })),
  departement: Schema.optionalKey(DepartementCode.annotate({ description: "Departement of attachment" })),
  kind: Schema.optionalKey(Code),
}).annotate({ identifier: "NewGridSimulation" });
export type NewGridSimulation = typeof NewGridSimulation.Type;

const usedGrid = Schema.Struct({ id: GridId, version: Schema.NullOr(Schema.Int) }).annotate({ identifier: "UsedGrid" });

/** An amount that is not compared, and what each grid knows of it. */
export const AmountNotCompared = Schema.Struct({
  component: FundingComponent,
  mission: Schema.NullOr(Schema.String),
  part: Schema.NullOr(Schema.String),
  why: Schema.Literals(["unknown-before", "unknown-after", "unknown-both", "only-before", "only-after"]),
  beforeCents: Schema.NullOr(cents),
  afterCents: Schema.NullOr(cents),
}).annotate({ identifier: "AmountNotCompared" });
export type AmountNotCompared = typeof AmountNotCompared.Type;

const sums = { beforeCents: cents, afterCents: cents, differenceCents: cents };

/** A contract before and after: sums of what both grids know, variable parts at the most they can be. */
export const ContractCompared = Schema.Struct({
  contractId: ContractId,
  cptsId: CptsId,
  cptsName: Schema.NullOr(Schema.String),
  gridBefore: usedGrid,
  sizeBefore: Schema.NullOr(Schema.String),
  sizeAfter: Schema.NullOr(Schema.String),
  ...sums,
  notCompared: Schema.Array(AmountNotCompared),
}).annotate({ identifier: "ContractCompared" });
export type ContractCompared = typeof ContractCompared.Type;

/** What another grid would change. */
export const GridSimulationView = Schema.Struct({
  year: Schema.Int,
  grid: usedGrid,
  totals: Schema.Struct({ contracts: Schema.Int, withAmountsNotCompared: Schema.Int, ...sums }),
  contracts: Schema.Array(ContractCompared),
  notCompared: Schema.Array(
    Schema.Struct({
      contractId: ContractId,
      cptsId: CptsId,
      cptsName: Schema.NullOr(Schema.String),
      why: Schema.Literals(["signature-day-unknown", "no-grid", "size-unknown-before", "size-unknown-after"]),
    }),
  ),
}).annotate({ identifier: "GridSimulation" });
export type GridSimulationView = typeof GridSimulationView.Type;

/** Trying a grid on contracts. */
export const gridSimulationEndpoints = {
  simulateGrid: endpoint({
    id: "grid.simulate",
    method: "POST",
    path: "/v1/grid-simulations",
    body: NewGridSimulation,
    response: GridSimulationView,
    problems: ["invalid-request", "unknown-reference"],
    permission: "grid.simulate",
    summary: { fr: "Essayer un barème sur les contrats d'un lieu, avant et après", en: "Try a grid on the contracts of a place, before and after" },
    example: { year: 2026, gridId: "aci-2019", region: "24" },
  }),
};
