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
import { advanceOf, centsOf, dueBetween, dueOnce, partsOf, sizeOn, type CellGroup, type Due, type ReadyGrid } from "./FundingDue.ts";
import { gridsOf, isMissionIn, type GridsOfLife } from "./FundingGrids.ts";
import type { FundingRuleCode } from "./FundingRules.ts";
import { endOf, type FundingTimeline, type MissionRun } from "./FundingTimeline.ts";
import type { LocalDate } from "./LocalDate.ts";
import { anniversary, contractYear, type ContractYear } from "./Prorata.ts";

/** What a payment is of what is due. A `repayment` is below zero. */
export type PaymentKind = "full" | "advance" | "balance" | "repayment" | "after-review";

/** What was paid of a due before its balance: its advance, or all of it as it was known then. */
export interface PaidBefore {
  readonly amountCents: number;
  readonly expectedCents: number | null;
  readonly isAdvance: boolean;
}

/** A payment, or a repayment. `paid`: of a balance or repayment, what it is the rest of. `amountCents` is `null` when what is due is not known. `expectedCents`: what was due as known on the day of an advance. */
export interface FundingLine {
  readonly due: Due;
  readonly kind: PaymentKind;
  readonly rule: FundingRuleCode;
  readonly on: LocalDate;
  readonly amountCents: number | null;
  readonly expectedCents: number | null;
  readonly paid: PaidBefore | null;
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
  readonly grids: GridsOfLife;
  readonly timeline: FundingTimeline;
  readonly end: LocalDate | null;
  readonly dues: Array<Due>;
  readonly lines: Array<FundingLine>;
}

/** The last day that a year is paid for, excluded. */
const endIn = ({ end }: Schedule, year: ContractYear): LocalDate => (end !== null && end < year.to ? end : year.to);

/** What is due as it is known on a day: later changes of size, suspensions and ends are not. */
const expectedOn = (schedule: Schedule, due: Due, on: LocalDate): number | null => {
  const { timeline } = schedule;
  const isPlain = due.to === due.year.to && timeline.sizes.length <= 1 && timeline.suspensions.length === 0;
  return isPlain ? due.dueCents : centsOf(partsOf(due.group, schedule, due.year, due.from, due.year.to, on));
};

const settle = (schedule: Schedule, due: Due, paid: PaidBefore | null, rule: FundingRuleCode): void => {
  const isEarly = schedule.end !== null && schedule.end < due.year.to;
  const amountCents = due.dueCents === null || paid === null ? null : due.dueCents - paid.amountCents;
  if (amountCents !== null && amountCents < 0) schedule.lines.push({ due, kind: "repayment", rule: isEarly ? "repayment-at-end" : "correction-at-anniversary", on: endIn(schedule, due.year), amountCents, expectedCents: null, paid });
  else schedule.lines.push({ due, kind: "balance", rule: isEarly ? "settlement-at-end" : rule, on: endIn(schedule, due.year), amountCents, expectedCents: null, paid });
};

/** The part that the grid in force on a day pays in advance. */
const advancePercentOn = ({ ready, timeline }: Schedule, on: LocalDate): number => (sizeOn(timeline, on)?.under ?? ready).grid.advancePercent;

const payInTwo = (schedule: Schedule, due: Due, rules: readonly [advance: FundingRuleCode, balance: FundingRuleCode]): void => {
  const expectedCents = expectedOn(schedule, due, due.from);
  const amountCents = expectedCents === null ? null : advanceOf(expectedCents, advancePercentOn(schedule, due.from));
  schedule.lines.push({ due, kind: "advance", rule: rules[0], on: due.from, amountCents, expectedCents, paid: null });
  settle(schedule, due, amountCents === null ? null : { amountCents, expectedCents, isAdvance: true }, rules[1]);
};

const payInFull = (schedule: Schedule, due: Due, rule: FundingRuleCode): void => {
  const expectedCents = expectedOn(schedule, due, due.from);
  schedule.lines.push({ due, kind: "full", rule, on: due.from, amountCents: expectedCents, expectedCents, paid: null });
  if (expectedCents !== due.dueCents) settle(schedule, due, expectedCents === null ? null : { amountCents: expectedCents, expectedCents, isAdvance: false }, "correction-at-anniversary");
};

const isRunning = ({ from, to }: MissionRun, day: LocalDate): boolean => from !== null && from <= day && (to === null || day < to);

const functioning = (schedule: Schedule, year: ContractYear): void => {
  const { grids, timeline } = schedule;
  for (const group of grids.functioning) {
    const span = grids.spanOf(group, year.from, endIn(schedule, year));
    if (span === null) continue;
    const due = dueBetween(group, schedule, year, span[0], span[1], null);
    schedule.dues.push(due);
    if (due.from > year.from) payInTwo(schedule, due, ["advance-under-amendment", "functioning-balance"]);
    else if (year.number === 1) payInFull(schedule, due, "functioning-at-signature");
    else if (timeline.missions.some((run) => isRunning(run, year.from))) payInTwo(schedule, due, ["functioning-advance", "functioning-balance"]);
    else payInFull(schedule, due, "functioning-before-missions");
  }
};

const variable = (schedule: Schedule, group: CellGroup, year: ContractYear, from: LocalDate, to: LocalDate): void => {
  const achieved = schedule.timeline.achieved.find((one) => one.mission === group.mission && one.contractYear === year.number);
  const due = dueBetween(group, schedule, year, from, to, achieved?.ratePpm ?? null, achieved === undefined || achieved.agreedOn !== null);
  schedule.dues.push(due);
  schedule.lines.push({ due, kind: "after-review", rule: "variable-after-review", on: achieved?.agreedOn ?? year.to, amountCents: due.dueCents, expectedCents: null, paid: null });
};

const ruleOfAdvance = (run: MissionRun, year: ContractYear, due: Due): FundingRuleCode => {
  if (run.from !== null && due.from > run.from && due.from > year.from) return "advance-under-amendment";
  return run.from !== null && run.from >= year.from ? "fixed-advance-at-start" : "fixed-advance";
};

const mission = (schedule: Schedule, run: MissionRun, year: ContractYear): void => {
  const { grids } = schedule;
  const last = endIn(schedule, year);
  if (run.from === null || run.from >= last || (run.to !== null && run.to <= year.from)) return;
  const from = run.from > year.from ? run.from : year.from;
  const to = run.to !== null && run.to < last ? run.to : last;
  if (from >= to) return;
  for (const group of grids.missions.get(run.mission) ?? []) {
    const span = group.component === "variable" || group.component === "fixed" ? grids.spanOf(group, from, to) : null;
    if (span === null) continue;
    if (group.component === "variable") {
      variable(schedule, group, year, span[0], span[1]);
      continue;
    }
    const due = dueBetween(group, schedule, year, span[0], span[1], null);
    schedule.dues.push(due);
    payInTwo(schedule, due, [ruleOfAdvance(run, year, due), "fixed-balance"]);
  }
};

const payOnce = (schedule: Schedule, group: CellGroup, year: ContractYear, on: LocalDate, rule: FundingRuleCode): void => {
  const due = dueOnce(group, schedule, year, on);
  if (due === null) return;
  schedule.dues.push(due);
  schedule.lines.push({ due, kind: "full", rule, on, amountCents: due.dueCents, expectedCents: due.dueCents, paid: null });
};

const once = (schedule: Schedule, year: ContractYear): void => {
  const { grids, timeline } = schedule;
  if (year.number === 1 && timeline.letterOfIntentOn !== null) for (const group of grids.startUp) payOnce(schedule, group, year, timeline.letterOfIntentOn, "start-up-in-full");
  for (const { component, mission: code, on } of timeline.crises) {
    if (on < year.from || on >= endIn(schedule, year)) continue;
    for (const group of grids.missions.get(code) ?? []) if (group.component === component) payOnce(schedule, group, year, on, "crisis-in-full");
  }
};

const noticesOf = (ready: ReadyGrid, timeline: FundingTimeline): ReadonlyArray<FundingNotice> => [
  ...(timeline.termYears === null ? [{ _tag: "TermUnknown" } as const] : []),
  ...(timeline.sizes.length === 0 || timeline.sizes.some(({ size }) => size === null) ? [{ _tag: "SizeUnknown" } as const] : []),
  ...timeline.missions.flatMap((run): ReadonlyArray<FundingNotice> => {
    if (!isMissionIn(ready, timeline, run)) return [{ _tag: "MissionNotInGrid", mission: run.mission }];
    return run.from === null ? [{ _tag: "MissionStartUnknown", mission: run.mission }] : [];
  }),
];

/** A review may be held long after its year. */
const isReviewedIn = ({ achieved }: FundingTimeline, year: ContractYear, window: FundingWindow): boolean =>
  achieved.some(({ agreedOn, contractYear: number }) => number === year.number && agreedOn !== null && agreedOn >= window.from);

/** The schedule of a contract by a grid: whole, or of the contract years that a window touches. */
export const fundingOf = (ready: ReadyGrid, timeline: FundingTimeline, window: FundingWindow | null = null): Funding => {
  const end = endOf(timeline);
  const horizon = end ?? window?.to ?? anniversary(timeline.signedOn, yearsWithoutTerm);
  const schedule: Schedule = { ready, grids: gridsOf(ready, timeline), timeline, end, dues: [], lines: [] };
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
