import type { MeasuredFigure } from "@cpts/domain/ContractComparison";
import { segmentsBetween, timelineOf } from "@cpts/domain/ContractTimeline";
import { calendarYear } from "@cpts/domain/GridSimulation";
import type { Measured } from "@cpts/domain/Indicator";
import type { FundingTotal } from "@cpts/domain/FundingTotals";
import { factsOfRow } from "../contracts/life.ts";
import type { ObservationRow } from "../indicators/observed.ts";
import { measuredOf } from "../indicators/observed.ts";
import type { Plan } from "../indicators/plan.ts";
import type { Figured } from "../portfolio/figures.ts";
import type { PinnedContract } from "../funding/memory.ts";

/** The contract of each CPTS that holds in a year: of several, the one signed last. */
export const comparedContracts = (rows: ReadonlyArray<PinnedContract>, cptsIds: ReadonlyArray<string>, year: number): ReadonlyArray<PinnedContract> => {
  const { from, to } = calendarYear(year);
  const isHeld = (row: PinnedContract): boolean => row.state === "signed" && segmentsBetween(timelineOf(factsOfRow(row)), from, to).some(({ standing }) => standing !== "expired" && standing !== "terminated");
  const held = rows.filter(isHeld).toSorted((a, b) => (a.signing_key < b.signing_key ? -1 : a.signing_key > b.signing_key ? 1 : a.id < b.id ? -1 : 1));
  return cptsIds.flatMap((cptsId) => held.findLast(({ cpts_id: own }) => own === cptsId) ?? []);
};

const exactOf = (total: FundingTotal | null): number | null => (total === null || total.isAtLeast ? null : total.knownCents);

/** The money of a contract in a year. An amount that is "at least" is not compared: the other may know more of its own. */
export const moneyFigures = ({ components, item }: Figured, population: number | null, year: number): ReadonlyArray<MeasuredFigure> => {
  const why = item.notices.map(({ code }) => code).join(", ") || null;
  const bySchedule = { cptsId: item.cptsId, unit: "EUR-cent", rule: item.grid === null ? "no-grid" : `grid ${item.grid.id} v${item.grid.version}`, period: String(year), why };
  const byLedger = { ...bySchedule, rule: "ledger", why: item.paidCents === null ? "no-ledger" : null };
  const due = exactOf(item.due);
  return [
    { ...bySchedule, figure: "due", value: due },
    { ...bySchedule, figure: "due-per-inhabitant", unit: "EUR-cent-per-inhabitant", value: due === null || population === null || population === 0 ? null : Math.round(due / population) },
    ...components.map(({ component, total }) => ({ ...bySchedule, figure: `due/${component}`, value: exactOf(total) })),
    { ...byLedger, figure: "paid", value: item.paidCents },
    { ...byLedger, figure: "spent", value: item.spentCents },
  ];
};

/** Six decimals, as values of indicators have. */
const valueOf = ({ denominator, numerator, value }: Measured): number | null => {
  if (value !== null) return value;
  return numerator === null || denominator === null || denominator === 0 ? null : Math.round((numerator / denominator) * 1_000_000) / 1_000_000;
};

const monthsBetween = (from: string, to: string): number => (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 + Number(to.slice(5, 7)) - Number(from.slice(5, 7)) + (to.slice(8) < from.slice(8) ? -1 : 0);

/** What was validated of the indicators of a contract over a period that begins in the year; of one observed twice, the period that begins last. */
export const indicatorFigures = (cptsId: string, plan: Plan, observations: ReadonlyArray<ObservationRow>, year: number): ReadonlyArray<MeasuredFigure> =>
  plan.indicators.flatMap(({ indicator, row }): ReadonlyArray<MeasuredFigure> => {
    const begun = observations.filter((one) => one.indicator === indicator && one.body.from.startsWith(`${year}-`)).toSorted((a, b) => (a.body.from < b.body.from ? -1 : 1));
    const observed = begun.at(-1);
    if (observed === undefined) return [];
    const { from, rule, to, unit } = observed.body;
    const isValidated = observed.validated !== null;
    return [
      {
        cptsId,
        figure: `indicator/${indicator}`,
        unit,
        rule: rule ?? `${row.code} v${row.version}`,
        period: `${monthsBetween(from, to)} months from ${year}`,
        value: isValidated ? valueOf(measuredOf(observed)) : null,
        why: isValidated ? null : "not-validated",
      },
    ];
  });
