import type { FundingView } from "@cpts/api/ContractFunding";
import type { contracts } from "@cpts/api/Contracts";
import type { QueryOf } from "@cpts/api/Endpoint";
import type { ContractId } from "@cpts/domain/Contract";
import { fundingOf, type Funding } from "@cpts/domain/Funding";
import { dueIn, earnedIn, paidBetween, totalOf } from "@cpts/domain/FundingTotals";
import type { Grid } from "@cpts/domain/Grid";
import { calendarYear } from "@cpts/domain/GridSimulation";
import type { LocalDate } from "@cpts/domain/LocalDate";
import { statement } from "@cpts/service-kit/database/statement";
import { Effect } from "effect";
import { findContractRow, type NamedContract } from "../contracts/queries.ts";
import { explainRegime, regimeOf, regimesAround } from "../contracts/regime.ts";
import { read } from "../database/tables.ts";
import { allGrids, amendedPinsOf, gridOfAmendment, gridOfContract, type Grids } from "../grids/pins.ts";
import { ratesOf } from "../indicators/achievement.ts";
import { explainLine, explainSums } from "./explanations.ts";
import { evidenceOf } from "./evidence.ts";
import { ownLife, untilAmended, usedRow, type FundedContract, type UsedGrid } from "./funded.ts";
import { amendedNotice, lineOf, noticeOf, nothing, unpaidNotices } from "./view.ts";

type View = typeof FundingView.Encoded;
type Query = QueryOf<typeof contracts.endpoints.readFunding>;

const pinStatement = statement<[id: string], { readonly grid_id: string; readonly version: number }>("select grid_id, version from contract_grid where contract_id = $1");

/** Days before and after any contract. */
const always = { from: "0001-01-01" as LocalDate, to: "9999-12-31" as LocalDate };

const none = { total: { ...totalOf([]), isAtLeast: true, atMostCents: null }, components: [] };

interface Told {
  readonly year: number | null;
  readonly regime: View["regime"];
  readonly explained: Pick<View, "explanations">;
}

const emptyView = (row: NamedContract, { explained, regime, year }: Told, grid: View["grid"], notice: View["notices"][number]): View => ({
  contractId: row.id,
  cptsId: row.cpts_id,
  year,
  regime,
  grid,
  amendedGrids: [],
  contractYears: [],
  payable: none,
  earned: none,
  lines: [],
  notices: [notice],
  ...explained,
});

const figuresOf = (funding: Funding, grid: Grid, { counted }: FundedContract, { explain, year }: Query): Omit<View, "contractId" | "cptsId" | "regime" | "grid" | "amendedGrids"> => {
  const { from, to } = year === undefined ? always : calendarYear(year);
  const lines = funding.lines.filter(({ on }) => on >= from && on < to).toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
  return {
    year: year ?? null,
    contractYears: funding.years.filter((one) => one.from < to && one.to > from).map((one) => ({ ...one, due: dueIn(funding, one.number) })),
    payable: paidBetween(funding, from, to),
    earned: earnedIn(funding, grid.prorata, from, to),
    lines: lines.map((line) => lineOf(line, grid, counted)),
    notices: funding.notices.map(noticeOf),
    ...(explain === "true" ? { explanations: [...explainSums(grid), ...lines.map((line, index) => explainLine(line, index, grid, counted))] } : {}),
  };
};

const shownGrid = ({ isPinned, row }: NonNullable<ReturnType<typeof gridOfContract>>, { grid }: UsedGrid) => ({ id: row.id, version: row.version, label: grid.label, status: grid.status, isPinned });

/** The grids that amendments of a contract name, each made ready once. */
const amendedGridsOf = (grids: Grids, keptVersion: (id: string) => number | undefined) => {
  const ready = new Map<string, { readonly used: UsedGrid; readonly shown: NonNullable<View["grid"]> }>();
  return (id: string) => {
    const found = ready.has(id) ? null : gridOfAmendment(grids, id, keptVersion(id));
    if (found !== null) {
      const used = usedRow(found.row);
      ready.set(id, { used, shown: shownGrid(found, used) });
    }
    return ready.get(id);
  };
};

/** The funding of a contract by the grid it has, whole or of a calendar year. */
export const findFunding = (id: ContractId, query: Query) =>
  Effect.gen(function* () {
    const row = yield* findContractRow(id);
    const around = yield* regimesAround([id]);
    const regime = regimeOf(row, around);
    const whyRegime = query.explain === "true" ? [explainRegime("regime", row, regime, around)] : [];
    const told: Told = { year: query.year ?? null, regime, explained: query.explain === "true" ? { explanations: whyRegime } : {} };
    if (row.state !== "signed") return emptyView(row, told, null, nothing.notSigned);
    const [pin = null] = yield* read((db) => pinStatement(db, id));
    const grids = yield* allGrids;
    const found = gridOfContract(grids, row, pin);
    const amendedGrids = amendedGridsOf(grids, yield* amendedPinsOf(id));
    const gridNamed = (name: string) => amendedGrids(name)?.used;
    const used = found === null ? untilAmended(row, gridNamed) : usedRow(found.row);
    if (used === null) return emptyView(row, told, null, nothing.ofRegime(row, grids));
    const shown = found === null ? null : shownGrid(found, used);
    const known = yield* evidenceOf(id);
    const funded = ownLife(used, row, gridNamed, known);
    const { amended, life } = funded;
    if (life === null) return emptyView(row, told, shown, nothing.signatureDay);
    const funding = fundingOf(used.ready, { ...life, achieved: yield* ratesOf(id) }, query.year === undefined ? null : calendarYear(query.year));
    const figures = figuresOf(funding, used.grid, funded, query);
    const body: View = {
      contractId: row.id,
      cptsId: row.cpts_id,
      regime,
      grid: shown,
      amendedGrids: amended.flatMap(({ from, id: name }) => {
        const one = amendedGrids(name);
        return one === undefined ? [] : [{ ...one.shown, from }];
      }),
      ...figures,
      notices: [...(found === null ? [nothing.ofRegime(row, grids)] : []), ...amended.map(amendedNotice), ...unpaidNotices(known.undated, funded.uncounted), ...figures.notices],
      ...(figures.explanations === undefined ? {} : { explanations: [...whyRegime, ...figures.explanations] }),
    };
    return body;
  });
