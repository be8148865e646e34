/**
 * The schedule of a contract: what is due each year, and when it is paid, advance by advance, with the rule of each payment.
 *
 * Payments of a due always add up to it: an advance is a rounded part of what is due as it is known on its day, and whatever is left,
 * the rest of a cent included, is in the balance. What ends early or shrinks may leave a balance below zero: a repayment.
 *
 * @example
 * ```ts
 * import * as Funding from "@cpts/domain/Funding";
 * import * as FundingDue from "@cpts/domain/FundingDue";
 * import { simpleTimeline } from "@cpts/domain/FundingTimeline";
 * import { LocalDate } from "@cpts/domain/LocalDate";
 * import { Schema } from "effect";
 *
 * const day = Schema.decodeUnknownSync(LocalDate);
 * const cell = { mission: "PREVENTION", component: "fixed", part: null, size: "T1", amountCents: 1000000, status: "provisional", source: { document: "Grid" } } as const;
 * const grid = FundingDue.readyGrid({ prorata: "ACTUAL_365", advancePercent: 75, lines: [cell], unknown: [] });
 * const missions = [{ mission: "PREVENTION", from: day("2027-03-01"), to: null }];
 * const { lines } = Funding.fundingOf(grid, simpleTimeline({ signedOn: day("2026-09-01"), size: "T1", termYears: 2, missions }));
 * lines.map(({ amountCents, kind, on }) => `${on} ${kind} ${amountCents}`); // => ["2027-03-01 advance 378083", "2027-09-01 balance 126027", "2027-09-01 advance 750000", "2028-09-01 balance 250000"]
 * ```
 */
import { advanceOf, centsOf, dueBetween, dueOnce, partsOf, type CellGroup, type Due, type ReadyGrid } from "./FundingDue.ts";
import type { FundingRuleCode } from "./FundingRules.ts";
import { endOf, type FundingTimeline, type MissionRun } from "./FundingTimeline.ts";
import type { LocalDate } from "./LocalDate.ts";
import { anniversary, contractYear, type ContractYear } from "./Prorata.ts";

/** What a payment is of what is due. A `repayment` is below zero. */
export type PaymentKind = "full" | "advance" | "balance" | "repayment" | "after-review";

/** A payment, or a repayment. `amountCents` is `null` when what is due is not known. `expectedCents`: what was due as known on the day of an advance. */
export interface FundingLine {
  readonly due: Due;
  readonly kind: PaymentKind;
  readonly rule: FundingRuleCode;
  readonly on: LocalDate;
  readonly amountCents: number | null;
  readonly expectedCents: number | null;
}

/** What keeps a schedule from being whole. */
export type FundingNotice =
  | { readonly _tag: "TermUnknown" }
  | { readonly _tag: "SizeUnknown" }
  | { readonly _tag: "MissionNotInGrid"; readonly mission: string }
  | { readonly _tag: "MissionStartUnknown"; readonly mission: string };

/** The schedule of a contract: what is due, how it is paid, and what keeps it from being whole. */
export interface Funding {
  readonly years: ReadonlyArray<ContractYear>;
  readonly dues: ReadonlyArray<Due>;
  readonly lines: ReadonlyArray<FundingLine>;
  readonly notices: ReadonlyArray<FundingNotice>;
}

/** Days to look at, `to` excluded: the contract years that touch them, and the one whose balance falls on the first. */
export interface FundingWindow {
  readonly from: LocalDate;
  readonly to: LocalDate;
}

/** How many contract years are computed of a contract whose term is not known, where no window says. */
export const yearsWithoutTerm = 5;

interface Schedule {
  readonly ready: ReadyGrid;
  readonly timeline: FundingTimeline;
  readonly end: LocalDate | null;
  readonly dues: Array<Due>;
  readonly lines: Array<FundingLine>;
}

/** The last day that a year is paid for, excluded. */
const endIn = ({ end }: Schedule, year: ContractYear): LocalDate => (end !== null && end < year.to ? end : year.to);

/** What is due as it is known on a day: later changes of size, suspensions and ends are not. */
const expectedOn = ({ ready, timeline }: Schedule, due: Due, on: LocalDate): number | null => {
  const isPlain = due.to === due.year.to && timeline.sizes.length <= 1 && timeline.suspensions.length === 0;
  return isPlain ? due.dueCents : centsOf(partsOf(due.group, timeline, ready.grid.prorata, due.year, due.from, due.year.to, on), due.perYear);
};

const settle = (schedule: Schedule, due: Due, paidCents: number | null, rule: FundingRuleCode): void => {
  const isEarly = schedule.end !== null && schedule.end < due.year.to;
  const amountCents = due.dueCents === null || paidCents === null ? null : due.dueCents - paidCents;
  if (amountCents !== null && amountCents < 0) schedule.lines.push({ due, kind: "repayment", rule: isEarly ? "repayment-at-end" : "correction-at-anniversary", on: endIn(schedule, due.year), amountCents, expectedCents: null });
  else schedule.lines.push({ due, kind: "balance", rule: isEarly ? "settlement-at-end" : rule, on: endIn(schedule, due.year), amountCents, expectedCents: null });
};

const payInTwo = (schedule: Schedule, due: Due, rules: readonly [advance: FundingRuleCode, balance: FundingRuleCode]): void => {
  const expectedCents = expectedOn(schedule, due, due.from);
  const amountCents = expectedCents === null ? null : advanceOf(expectedCents, schedule.ready.grid.advancePercent);
  schedule.lines.push({ due, kind: "advance", rule: rules[0], on: due.from, amountCents, expectedCents });
  settle(schedule, due, amountCents, rules[1]);
};

const payInFull = (schedule: Schedule, due: Due, rule: FundingRuleCode): void => {
  const expectedCents = expectedOn(schedule, due, due.from);
  schedule.lines.push({ due, kind: "full", rule, on: due.from, amountCents: expectedCents, expectedCents });
  if (expectedCents !== due.dueCents) settle(schedule, due, expectedCents, "correction-at-anniversary");
};

const isRunning = ({ from, to }: MissionRun, day: LocalDate): boolean => from !== null && from <= day && (to === null || day < to);

const functioning = (schedule: Schedule, year: ContractYear): void => {
  const { ready, timeline } = schedule;
  for (const group of ready.functioning) {
    const due = dueBetween(group, timeline, ready.grid.prorata, year, year.from, endIn(schedule, year), null);
    schedule.dues.push(due);
    if (year.number === 1) payInFull(schedule, due, "functioning-at-signature");
    else if (timeline.missions.some((run) => isRunning(run, year.from))) payInTwo(schedule, due, ["functioning-advance", "functioning-balance"]);
    else payInFull(schedule, due, "functioning-before-missions");
  }
};

const variable = (schedule: Schedule, group: CellGroup, year: ContractYear, from: LocalDate, to: LocalDate): void => {
  const { ready, timeline } = schedule;
  const achieved = timeline.achieved.find((one) => one.mission === group.mission && one.contractYear === year.number);
  const due = dueBetween(group, timeline, ready.grid.prorata, year, from, to, achieved?.ratePpm ?? null, achieved === undefined || achieved.agreedOn !== null);
  schedule.dues.push(due);
  schedule.lines.push({ due, kind: "after-review", rule: "variable-after-review", on: achieved?.agreedOn ?? year.to, amountCents: due.dueCents, expectedCents: null });
};

const mission = (schedule: Schedule, run: MissionRun, year: ContractYear): void => {
  const { ready, timeline } = schedule;
  const last = endIn(schedule, year);
  if (run.from === null || run.from >= last || (run.to !== null && run.to <= year.from)) return;
  const from = run.from > year.from ? run.from : year.from;
  const to = run.to !== null && run.to < last ? run.to : last;
  if (from >= to) return;
  for (const group of ready.missions.get(run.mission) ?? []) {
    if (group.component === "variable") variable(schedule, group, year, from, to);
    if (group.component !== "fixed") continue;
    const due = dueBetween(group, timeline, ready.grid.prorata, year, from, to, null);
    schedule.dues.push(due);
    payInTwo(schedule, due, [run.from >= year.from ? "fixed-advance-at-start" : "fixed-advance", "fixed-balance"]);
  }
};

const payOnce = (schedule: Schedule, group: CellGroup, year: ContractYear, on: LocalDate, rule: FundingRuleCode): void => {
  const due = dueOnce(group, schedule.timeline, year, on);
  schedule.dues.push(due);
  schedule.lines.push({ due, kind: "full", rule, on, amountCents: due.dueCents, expectedCents: due.dueCents });
};

const once = (schedule: Schedule, year: ContractYear): void => {
  const { ready, timeline } = schedule;
  if (year.number === 1 && timeline.letterOfIntentOn !== null) for (const group of ready.startUp) payOnce(schedule, group, year, timeline.letterOfIntentOn, "start-up-in-full");
  for (const { component, mission: code, on } of timeline.crises) {
    if (on < year.from || on >= endIn(schedule, year)) continue;
    for (const group of ready.missions.get(code) ?? []) if (group.component === component) payOnce(schedule, group, year, on, "crisis-in-full");
  }
};

const noticesOf = (ready: ReadyGrid, timeline: FundingTimeline): ReadonlyArray<FundingNotice> => [
  ...(timeline.termYears === null ? [{ _tag: "TermUnknown" } as const] : []),
  ...(timeline.sizes.length === 0 || timeline.sizes.some(({ size }) => size === null) ? [{ _tag: "SizeUnknown" } as const] : []),
  ...timeline.missions.flatMap(({ from, mission: code }): ReadonlyArray<FundingNotice> => {
    if (!ready.missions.has(code)) return [{ _tag: "MissionNotInGrid", mission: code }];
    return from === null ? [{ _tag: "MissionStartUnknown", mission: code }] : [];
  }),
];

/** A review may be held long after its year. */
const isReviewedIn = ({ achieved }: FundingTimeline, year: ContractYear, window: FundingWindow): boolean =>
  achieved.some(({ agreedOn, contractYear: number }) => number === year.number && agreedOn !== null && agreedOn >= window.from);

/** The schedule of a contract by a grid: whole, or of the contract years that a window touches. */
export const fundingOf = (ready: ReadyGrid, timeline: FundingTimeline, window: FundingWindow | null = null): Funding => {
  const end = endOf(timeline);
  const horizon = end ?? window?.to ?? anniversary(timeline.signedOn, yearsWithoutTerm);
  const schedule: Schedule = { ready, timeline, end, dues: [], lines: [] };
  const years: Array<ContractYear> = [];
  for (let number = 1; ; number += 1) {
    const year = contractYear(timeline.signedOn, number);
    if (year.from >= horizon || (window !== null && year.from >= window.to)) break;
    if (window !== null && year.to < window.from && !isReviewedIn(timeline, year, window)) continue;
    years.push(year);
    once(schedule, year);
    functioning(schedule, year);
    for (const run of timeline.missions) mission(schedule, run, year);
  }
  return { years, dues: schedule.dues, lines: schedule.lines, notices: noticesOf(ready, timeline) };
};
