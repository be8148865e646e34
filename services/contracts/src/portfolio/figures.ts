import type { PortfolioItem } from "@cpts/api/Portfolio";
import { standingOn } from "@cpts/domain/ContractStep";
import { inForceOn, timelineOf } from "@cpts/domain/ContractTimeline";
import { fundingOf, type Funding } from "@cpts/domain/Funding";
import { earnedIn, paidBetween, type FundingTotal } from "@cpts/domain/FundingTotals";
import { calendarYear } from "@cpts/domain/GridSimulation";
import type { LocalDate } from "@cpts/domain/LocalDate";
import { remainingOf, type ContractAmount } from "@cpts/domain/Portfolio";
import { factsOfRow } from "../contracts/life.ts";
import { ownLife, usedRow, type UsedGrid } from "../funding/funded.ts";
import { amendedNotice, noticeOf, nothing, unpaidNotices } from "../funding/view.ts";
import { gridOfAmendment, gridOfContract } from "../grids/pins.ts";
import type { GridRow } from "../grids/queries.ts";
import type { Followed } from "./officers.ts";
import type { Asked, PinnedContract, PortfolioInputs } from "./inputs.ts";

type Item = typeof PortfolioItem.Encoded;
type Notices = Item["notices"];

/** What is computed of the schedule of a contract. */
interface Scheduled {
  readonly grid: Item["grid"];
  readonly funding: Funding | null;
  readonly due: FundingTotal | null;
  readonly earned: FundingTotal | null;
  readonly notices: Notices;
}

/** A contract of the portfolio, with the schedule it was computed from. */
export interface Figured {
  readonly item: Item;
  readonly funding: Funding | null;
  readonly due: ContractAmount | null;
  readonly earned: ContractAmount | null;
}

const always = { from: "0001-01-01" as LocalDate, to: "9999-12-31" as LocalDate };

const uncomputed = (notice: Notices[number], grid: Item["grid"] = null): Scheduled => ({ grid, funding: null, due: null, earned: null, notices: [notice] });

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

/** Before its signature or after its end a contract is owed nothing, whatever is not known of it. */
const exact = (total: FundingTotal, { dues, lines, notices, years }: Funding): FundingTotal =>
  years.length + lines.length + dues.length === 0 && !notices.some(({ _tag }) => _tag === "TermUnknown") ? { ...total, isAtLeast: false, atMostCents: 0 } : total;

const scheduled = (row: PinnedContract, inputs: PortfolioInputs, ready: ReturnType<typeof readyOnce>, year: number | null): Scheduled => {
  if (row.state !== "signed") return uncomputed(nothing.notSigned);
  const family = inputs.families.get(row.kind);
  const found = family === undefined ? null : gridOfContract(family, row.signature, row.pin_grid === null || row.pin_version === null ? null : { grid_id: row.pin_grid, version: row.pin_version });
  if (found === null) return uncomputed(nothing.noGrid);
  const used: UsedGrid = ready(found.row);
  const grid = { id: found.row.id, version: found.row.version, status: used.grid.status };
  const gridNamed = (id: string): UsedGrid | undefined => {
    const other = family === undefined ? null : gridOfAmendment(family, id, inputs.keptVersion(row.id, id));
    return other === null ? undefined : ready(other.row);
  };
  const known = inputs.known(row.id);
  const { amended, life, uncounted } = ownLife(used, row, gridNamed, known);
  if (life === null) return uncomputed(nothing.signatureDay, grid);
  const window = year === null ? null : calendarYear(year);
  const funding = fundingOf(used.ready, { ...life, achieved: inputs.rates.get(row.id) ?? [] }, window);
  const { from, to } = window ?? always;
  return {
    grid,
    funding,
    due: exact(paidBetween(funding, from, to).total, funding),
    earned: exact(earnedIn(funding, used.grid.prorata, from, to).total, funding),
    notices: [...amended.map(amendedNotice), ...unpaidNotices(known.undated, uncounted), ...funding.notices.map(noticeOf)],
  };
};

/** A total of which nothing is known but that it exists is no amount. */
const amountOf = (total: FundingTotal | null, isKnown: boolean): ContractAmount | null => (total === null || (total.isAtLeast && !isKnown) ? null : { cents: total.knownCents, isAtLeast: total.isAtLeast });

const figured = (row: PinnedContract, inputs: PortfolioInputs, schedule: Scheduled, { asOf }: Pick<Asked, "asOf">, followed: Followed | null): Figured => {
  const { due, earned, funding, grid, notices } = schedule;
  const facts = factsOfRow(row);
  const ledger = inputs.ledgers.get(row.id);
  const isKnown = funding === null || funding.dues.some(({ dueCents }) => dueCents !== null);
  const amounts = { due: amountOf(due, isKnown), earned: amountOf(earned, isKnown) };
  const remaining = remainingOf(amounts.due, ledger?.spentCents ?? null);
  const item: Item = {
    contractId: row.id,
    cptsId: row.cpts_id,
    cptsName: row.cpts_name,
    kind: row.kind,
    region: row.region,
    departement: row.departement,
    standing: row.state === "draft" ? "draft" : standingOn(facts, asOf),
    sizeClass: row.state === "draft" ? null : (inForceOn(timelineOf(facts), asOf)?.sizeClass ?? row.size_class),
    followed,
    grid,
    due,
    earned,
    paidCents: ledger?.receivedCents ?? null,
    spentCents: ledger?.spentCents ?? null,
    remainingCents: remaining?.cents ?? null,
    deadlinesLate: inputs.late.get(row.id) ?? 0,
    notices,
  };
  return { item, funding, ...amounts };
};

/** The figures of contracts, each grid made ready once. */
export const figuresOfAll = (inputs: PortfolioInputs, asked: Pick<Asked, "asOf" | "year">, followed: ReadonlyMap<string, Followed> | null): ReadonlyArray<Figured> => {
  const ready = readyOnce();
  return inputs.contracts.map((row) => figured(row, inputs, scheduled(row, inputs, ready, asked.year), asked, followed?.get(row.cpts_id) ?? null));
};
