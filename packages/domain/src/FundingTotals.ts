/**
 * Sums of a schedule that never hide what is not known: a sum with an unknown amount is "at least", and says how much of it is sure.
 *
 * @example
 * ```ts
 * import * as FundingTotals from "@cpts/domain/FundingTotals";
 *
 * const amounts = [{ cents: 100, mostCents: 100, status: "verified" }, { cents: null, mostCents: 250, status: "provisional" }] as const;
 * FundingTotals.totalOf(amounts); // => { knownCents: 100, isAtLeast: true, atMostCents: 350, verifiedCents: 100, provisionalCents: 0, overriddenCents: 0 }
 * ```
 */
import type { Funding, FundingLine } from "./Funding.ts";
import { earnedBetween, statusOf, type Due } from "./FundingDue.ts";
import type { CellStatus, FundingComponent, ProrataRule } from "./Grid.ts";
import type { LocalDate } from "./LocalDate.ts";

/** An amount of a sum; `null` where it is not known, with the most it can be where that is. */
export interface Amount {
  readonly cents: number | null;
  readonly mostCents: number | null;
  readonly status: CellStatus | null;
}

/** A sum. `isAtLeast`: something in it is not known. `atMostCents`: `null` where nothing tells. The three last add up to `knownCents`. */
export interface FundingTotal {
  readonly knownCents: number;
  readonly isAtLeast: boolean;
  readonly atMostCents: number | null;
  readonly verifiedCents: number;
  readonly provisionalCents: number;
  readonly overriddenCents: number;
}

/** The sum of some amounts. */
export const totalOf = (amounts: Iterable<Amount>): FundingTotal => {
  let knownCents = 0;
  let isAtLeast = false;
  let atMostCents: number | null = 0;
  const sure = { verified: 0, provisional: 0, overridden: 0 };
  for (const { cents, mostCents, status } of amounts) {
    if (cents === null) isAtLeast = true;
    else {
      knownCents += cents;
      sure[status ?? "provisional"] += cents;
    }
    atMostCents = atMostCents === null || mostCents === null ? null : atMostCents + mostCents;
  }
  return { knownCents, isAtLeast, atMostCents, verifiedCents: sure.verified, provisionalCents: sure.provisional, overriddenCents: sure.overridden };
};

/** The amount of a payment. */
export const amountOfLine = ({ amountCents, due, kind }: FundingLine): Amount => ({ cents: amountCents, mostCents: kind === "after-review" ? due.mostCents : amountCents, status: statusOf(due) });

/** What of a due is earned on the days of a period (`to` excluded). What is paid once is earned on its day. */
export const earnedAmount = (due: Due, rule: ProrataRule, from: LocalDate, to: LocalDate): Amount => {
  const isOnce = due.from === due.to;
  const isThen = isOnce && due.from >= from && due.from < to;
  const status = statusOf(due);
  if (isOnce) return { cents: isThen ? due.dueCents : 0, mostCents: isThen ? due.mostCents : 0, status };
  const cents = due.dueCents === null ? null : earnedBetween(due, rule, from, to);
  return { cents, mostCents: due.mostCents === null ? null : earnedBetween(due, rule, from, to, true), status };
};

/** Whether some day of a due is in a period (`to` excluded). */
export const touches = (due: Due, from: LocalDate, to: LocalDate): boolean => (due.from === due.to ? due.from >= from && due.from < to : due.from < to && due.to > from);

/** The sum of some amounts and the sum of each component that is among them. */
export interface TotalByComponent {
  readonly total: FundingTotal;
  readonly components: ReadonlyArray<{ readonly component: FundingComponent; readonly total: FundingTotal }>;
}

const byComponent = (rows: ReadonlyArray<{ readonly component: FundingComponent; readonly amount: Amount }>, isWhole: boolean): TotalByComponent => {
  const amounts = new Map<FundingComponent, Array<Amount>>();
  for (const { amount, component } of rows) {
    const some = amounts.get(component);
    if (some === undefined) amounts.set(component, [amount]);
    else some.push(amount);
  }
  const total = totalOf(rows.map(({ amount }) => amount));
  return {
    total: isWhole ? total : { ...total, isAtLeast: true, atMostCents: null },
    components: [...amounts].map(([component, some]) => ({ component, total: totalOf(some) })),
  };
};

/** Whether nothing keeps the schedule from being whole, but a term that is not known. */
export const isWhole = ({ notices }: Pick<Funding, "notices">): boolean => notices.every(({ _tag }) => _tag === "TermUnknown");

/** What is paid in a period (`to` excluded), and paid back. */
export const paidBetween = (funding: Funding, from: LocalDate, to: LocalDate): TotalByComponent =>
  byComponent(
    funding.lines.filter(({ on }) => on >= from && on < to).map((line) => ({ component: line.due.group.component, amount: amountOfLine(line) })),
    isWhole(funding),
  );

/** What is earned in a period (`to` excluded), whenever it is paid. */
export const earnedIn = (funding: Funding, rule: ProrataRule, from: LocalDate, to: LocalDate): TotalByComponent =>
  byComponent(
    funding.dues.filter((due) => touches(due, from, to)).map((due) => ({ component: due.group.component, amount: earnedAmount(due, rule, from, to) })),
    isWhole(funding),
  );

/** What is due for a contract year. */
export const dueIn = (funding: Funding, number: number): TotalByComponent =>
  byComponent(
    funding.dues.filter(({ year }) => year.number === number).map((due) => ({ component: due.group.component, amount: { cents: due.dueCents, mostCents: due.mostCents, status: statusOf(due) } })),
    isWhole(funding),
  );
