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
import { read } from "../database/tables.ts";
import { amendedPinsOf, familyOf, gridOfAmendment, gridOfContract, type Family } from "../grids/pins.ts";
import { ratesOf } from "../indicators/achievement.ts";
import { explainLine, explainSums } from "./explanations.ts";
import { evidenceOf } from "./evidence.ts";
import { ownLife, usedRow, type FundedContract, type UsedGrid } from "./funded.ts";
import { amendedNotice, lineOf, noticeOf, nothing, unpaidNotices } from "./view.ts";

type View = typeof FundingView.Encoded;
type Query = QueryOf<typeof contracts.endpoints.readFunding>;

const pinStatement = statement<[id: string], { readonly grid_id: string; readonly version: number }>("select grid_id, version from contract_grid where contract_id = $1");

/** Days before and after any contract. */
const always = { from: "0001-01-01" as LocalDate, to: "9999-12-31" as LocalDate };

const none = { total: { ...totalOf([]), isAtLeast: true, atMostCents: null }, components: [] };

const emptyView = (row: NamedContract, year: number | null, grid: View["grid"], notice: View["notices"][number], explain: boolean): View => ({
  contractId: row.id,
  cptsId: row.cpts_id,
  year,
  grid,
  amendedGrids: [],
  contractYears: [],
  payable: none,
  earned: none,
  lines: [],
  notices: [notice],
  ...(explain ? { explanations: [] } : {}),
});

const figuresOf = (funding: Funding, grid: Grid, { counted }: FundedContract, { explain, year }: Query): Omit<View, "contractId" | "cptsId" | "grid" | "amendedGrids"> => {
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
const amendedGridsOf = (family: Family, keptVersion: (id: string) => number | undefined) => {
  const ready = new Map<string, { readonly used: UsedGrid; readonly shown: NonNullable<View["grid"]> }>();
  return (id: string) => {
    const found = ready.has(id) ? null : gridOfAmendment(family, id, keptVersion(id));
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
    const explain = query.explain === "true";
    const year = query.year ?? null;
    if (row.state !== "signed") return emptyView(row, year, null, nothing.notSigned, explain);
    const [pin = null] = yield* read((db) => pinStatement(db, id));
    const family = yield* familyOf(row.kind);
    const found = gridOfContract(family, row.signature, pin);
    if (found === null) return emptyView(row, year, null, nothing.noGrid, explain);
    const used = usedRow(found.row);
    const shown = shownGrid(found, used);
    const amendedGrids = amendedGridsOf(family, yield* amendedPinsOf(id));
    const known = yield* evidenceOf(id);
    const funded = ownLife(used, row, (name) => amendedGrids(name)?.used, known);
    const { amended, life } = funded;
    if (life === null) return emptyView(row, year, shown, nothing.signatureDay, explain);
    const funding = fundingOf(used.ready, { ...life, achieved: yield* ratesOf(id) }, query.year === undefined ? null : calendarYear(query.year));
    const figures = figuresOf(funding, used.grid, funded, query);
    const body: View = {
      contractId: row.id,
      cptsId: row.cpts_id,
      grid: shown,
      amendedGrids: amended.flatMap(({ from, id: name }) => {
        const one = amendedGrids(name);
        return one === undefined ? [] : [{ ...one.shown, from }];
      }),
      ...figures,
      notices: [...amended.map(amendedNotice), ...unpaidNotices(known.undated, funded.uncounted), ...figures.notices],
    };
    return body;
  });
