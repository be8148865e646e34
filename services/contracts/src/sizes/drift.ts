import { inForceOn, timelineOf } from "@cpts/domain/ContractTimeline";
import type { CptsId } from "@cpts/domain/Cpts";
import type { FundingTotal } from "@cpts/domain/FundingTotals";
import { sizeOf, sizeUnder } from "@cpts/domain/Grid";
import type { LocalDate } from "@cpts/domain/LocalDate";
import type { TerritoryFigures } from "@cpts/domain/RegistryEvents";
import { classOfPopulation } from "@cpts/domain/SizeClass";
import { yearlyTotal } from "@cpts/domain/YearlyTotal";
import { statement } from "@cpts/service-kit/database/statement";
import { territoryOn } from "@cpts/service-kit/known/cpts";
import { Effect } from "effect";
import { factsOfRow, standingOfRow } from "../contracts/life.ts";
import type { ContractRow } from "../contracts/queries.ts";
import { read } from "../database/tables.ts";
import { usedRow, type UsedGrid } from "../funding/funded.ts";
import { allGrids, amendedPinsOf, gridOfAmendment, gridOfContract } from "../grids/pins.ts";

const pinStatement = statement<[id: string], { readonly grid_id: string; readonly version: number }>("select grid_id, version from contract_grid where contract_id = $1");

/** The size a contract keeps beside the one its territory gives on a day, each with what its grid pays for it in a year. */
export interface SizeDrift {
  readonly drift: "none" | "announced" | "unknown";
  readonly frozenSizeClass: string | null;
  readonly frozenPopulation: number | null;
  readonly frozenBy: number;
  readonly computedSizeClass: string | null;
  readonly computedPopulation: number | null;
  readonly figures: typeof TerritoryFigures.Encoded | null;
  readonly grid: UsedGrid | null;
  readonly missions: ReadonlyArray<string>;
  readonly frozenYearly: FundingTotal | null;
  readonly computedYearly: FundingTotal | null;
}

/** The grid of a contract where an amendment names `named`, or its own. */
const gridOf = (row: ContractRow, named: string | null) =>
  Effect.gen(function* () {
    const grids = yield* allGrids;
    const [pin = null] = yield* read((db) => pinStatement(db, row.id));
    const own = gridOfContract(grids, row, pin);
    const found = named === null ? own : gridOfAmendment(grids, named, (yield* amendedPinsOf(row.id))(named));
    return found === null ? null : usedRow(found.row);
  });

const totalOf = (grid: UsedGrid | null, size: string | null, missions: ReadonlyArray<string>): FundingTotal | null => (grid === null || size === null ? null : yearlyTotal(grid.ready, size, missions));

/** Looks at the size of a contract on a day. */
export const driftOf = (row: ContractRow, day: LocalDate) =>
  Effect.gen(function* () {
    const facts = factsOfRow(row);
    // Without a year nothing is placed in time: what the signature froze is what there is.
    const held = inForceOn(timelineOf(facts), day) ?? { ...facts, amendment: 0, grid: null };
    const grid = yield* gridOf(row, held.grid);
    // The id came through the contract of the request that drafted it.
    const territory = yield* territoryOn(row.cpts_id as CptsId, day);
    // The events came through their schemas.
    const figures = (territory?.figures ?? null) as SizeDrift["figures"];
    const population = figures?.population ?? null;
    const frozen = (grid === null ? null : sizeUnder(grid.grid, held)) ?? held.sizeClass;
    const computed = population === null ? null : grid === null ? classOfPopulation(population) : sizeOf(grid.grid, population);
    const missions = held.missions.map(({ code }) => code);
    const found: SizeDrift = {
      drift: frozen === null || computed === null ? "unknown" : frozen === computed ? "none" : "announced",
      frozenSizeClass: frozen,
      frozenPopulation: held.population,
      frozenBy: held.amendment,
      computedSizeClass: computed,
      computedPopulation: population,
      figures,
      grid,
      missions,
      frozenYearly: totalOf(grid, frozen, missions),
      computedYearly: totalOf(grid, computed, missions),
    };
    return found;
  });

const ended: ReadonlySet<string> = new Set(["draft", "terminated", "expired"]);

/** The drift of a contract that runs on a day; null where it does not, or does not drift. */
export const driftToTell = (row: ContractRow, day: LocalDate) =>
  Effect.map(ended.has(standingOfRow(row, day)) ? Effect.succeed(null) : driftOf(row, day), (found) => (found?.drift === "announced" ? found : null));

