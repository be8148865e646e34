import type { PortfolioItem } from "@cpts/api/Portfolio";
import { standingIn } from "@cpts/domain/ContractStep";
import { inForceOn } from "@cpts/domain/ContractTimeline";
import { fundingOf, type Funding } from "@cpts/domain/Funding";
import { earnedIn, paidBetween, type FundingTotal, type TotalByComponent } from "@cpts/domain/FundingTotals";
import { calendarYear } from "@cpts/domain/GridSimulation";
import type { LocalDate } from "@cpts/domain/LocalDate";
import { remainingOf, type ContractAmount } from "@cpts/domain/Portfolio";
import { factsOfRow, timelineOfRow } from "../contracts/life.ts";
import type { PinnedContract } from "../funding/memory.ts";
import { fundedUnder } from "../funding/surroundings.ts";
import { amendedNotice, noticeOf, nothing, unpaidNotices } from "../funding/view.ts";
import type { Followed } from "./officers.ts";
import { regimeOn } from "./regime.ts";
import type { Asked, PortfolioInputs } from "./inputs.ts";

type Item = typeof PortfolioItem.Encoded;
type Notices = Item["notices"];

/** What is computed of the schedule of a contract. The schedule itself is let go: those of a country are a hundred thousand lines. */
interface Scheduled {
  readonly grid: Item["grid"];
  readonly lines: number;
  readonly linesUnknown: number;
  /** Whether something that is due is known. */
  readonly isKnown: boolean;
  readonly components: TotalByComponent["components"];
  readonly due: FundingTotal | null;
  readonly earned: FundingTotal | null;
  readonly notices: Notices;
}

/** A contract of the portfolio, with what its schedule holds. */
export interface Figured extends Pick<Scheduled, "components" | "lines" | "linesUnknown"> {
  readonly item: Item;
  readonly due: ContractAmount | null;
  readonly earned: ContractAmount | null;
}

const always = { from: "0001-01-01" as LocalDate, to: "9999-12-31" as LocalDate };

const uncomputed = (notice: Notices[number], grid: Item["grid"] = null): Scheduled => ({ grid, lines: 0, linesUnknown: 0, isKnown: true, components: [], due: null, earned: null, notices: [notice] });

/** Before its signature or after its end a contract is owed nothing, whatever is not known of it. */
const exact = (total: FundingTotal, { dues, lines, notices, years }: Funding): FundingTotal =>
  years.length + lines.length + dues.length === 0 && !notices.some(({ _tag }) => _tag === "TermUnknown") ? { ...total, isAtLeast: false, atMostCents: 0 } : total;

const compute = (row: PinnedContract, inputs: PortfolioInputs, year: number | null): Scheduled => {
  if (row.state !== "signed") return uncomputed(nothing.notSigned);
  const found = fundedUnder(row, inputs.surroundings);
  if (found === null) return uncomputed(nothing.ofRegime(row, inputs.surroundings.grids));
  const { funded: { amended, life, uncounted }, known, used } = found;
  const grid = found.grid === null ? null : { id: found.grid.id, version: found.grid.version, status: used.grid.status };
  if (life === null) return uncomputed(nothing.signatureDay, grid);
  const window = year === null ? null : calendarYear(year);
  const funding = fundingOf(used.ready, { ...life, achieved: inputs.rates.get(row.id) ?? [] }, window);
  const { from, to } = window ?? always;
  const due = paidBetween(funding, from, to);
  return {
    grid,
    lines: funding.lines.length,
    linesUnknown: funding.lines.filter(({ amountCents }) => amountCents === null).length,
    isKnown: funding.dues.some(({ dueCents }) => dueCents !== null),
    components: due.components,
    due: exact(due.total, funding),
    earned: exact(earnedIn(funding, used.grid.prorata, from, to).total, funding),
    notices: [...(grid === null ? [nothing.ofRegime(row, inputs.surroundings.grids)] : []), ...amended.map(amendedNotice), ...unpaidNotices(known.undated, uncounted), ...funding.notices.map(noticeOf)],
  };
};

const schedules = new WeakMap<PinnedContract, Map<string, Scheduled>>();

/** How many years of a contract are remembered before they are let go. */
const fewYears = 12;

/** What the schedule of a contract holds: computed once for what it rests on. A contract that changes is another row. */
const scheduled = (row: PinnedContract, inputs: PortfolioInputs, year: number | null): Scheduled => {
  const key = `${year ?? ""} ${inputs.surroundings.keyOf(row.id)}`;
  const held = schedules.get(row);
  const known = held?.get(key);
  if (known !== undefined) return known;
  const computed = compute(row, inputs, year);
  if (held === undefined || held.size >= fewYears) schedules.set(row, new Map([[key, computed]]));
  else held.set(key, computed);
  return computed;
};

/** A total of which nothing is known but that it exists is no amount. */
const amountOf = (total: FundingTotal | null, isKnown: boolean): ContractAmount | null => (total === null || (total.isAtLeast && !isKnown) ? null : { cents: total.knownCents, isAtLeast: total.isAtLeast });

const figured = (row: PinnedContract, inputs: PortfolioInputs, schedule: Scheduled, { asOf }: Pick<Asked, "asOf">, followed: Followed | null): Figured => {
  const { components, due, earned, grid, isKnown, lines, linesUnknown, notices } = schedule;
  const facts = factsOfRow(row);
  const timeline = timelineOfRow(row);
  const ledger = inputs.ledgers.get(row.id);
  const amounts = { due: amountOf(due, isKnown), earned: amountOf(earned, isKnown) };
  const held = row.state === "draft" ? null : inForceOn(timeline, asOf);
  const remaining = remainingOf(amounts.due, ledger?.spentCents ?? null);
  const item: Item = {
    contractId: row.id,
    cptsId: row.cpts_id,
    cptsName: row.cpts_name,
    kind: row.kind,
    region: row.region,
    departement: row.departement,
    standing: row.state === "draft" ? "draft" : standingIn(timeline, facts, asOf),
    sizeClass: row.state === "draft" ? null : (held?.sizeClass ?? row.size_class),
    followed,
    grid,
    regime: regimeOn(row, held, grid?.id ?? null),
    due,
    earned,
    paidCents: ledger?.receivedCents ?? null,
    spentCents: ledger?.spentCents ?? null,
    remainingCents: remaining?.cents ?? null,
    deadlinesLate: inputs.late.get(row.id) ?? 0,
    notices,
  };
  return { item, components, lines, linesUnknown, ...amounts };
};

/** The figures of contracts */
export const figuresOfAll = (inputs: PortfolioInputs, asked: Pick<Asked, "asOf" | "year">, followed: ReadonlyMap<string, Followed> | null): ReadonlyArray<Figured> =>
  inputs.contracts.map((row) => figured(row, inputs, scheduled(row, inputs, asked.year), asked, followed?.get(row.cpts_id) ?? null));
