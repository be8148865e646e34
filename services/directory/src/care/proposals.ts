import type { CareProposalRequest } from "@cpts/api/CareEndpoints";
import { directory } from "@cpts/api/Directory";
import type { Explanation } from "@cpts/api/Explanation";
import { careIndicators } from "@cpts/domain/CareParticipation";
import type { CptsId } from "@cpts/domain/Cpts";
import type { IndicatorProposal, ProposalId } from "@cpts/domain/IndicatorProposal";
import { addDays, type LocalDate } from "@cpts/domain/LocalDate";
import { Ids } from "@cpts/service-kit/ids";
import { record } from "@cpts/service-kit/events/log/record";
import { today } from "@cpts/service-kit/time/today";
import { Effect } from "effect";
import { explainMeasure, explainRate } from "./explanations.ts";
import { generalPractitionersOn, participantsOn, rateOf, totalsOf } from "./figures.ts";
import { refused } from "./refusals.ts";

interface Computed {
  readonly numerator: number;
  readonly denominator: number;
  readonly rule: string;
  readonly explanations: ReadonlyArray<typeof Explanation.Encoded>;
}

const generalPractitioners = (cptsId: CptsId, asOf: LocalDate) =>
  Effect.gen(function* () {
    const practising = yield* generalPractitionersOn(cptsId, asOf);
    const { numerator, value } = rateOf(yield* participantsOn(cptsId, asOf), practising);
    if (practising.practising === null || value === null) return yield* refused("indicator", "not-computable", "on ne sait pas combien de médecins généralistes exercent sur le territoire", "it is not known how many general practitioners practise on the territory");
    return { numerator, denominator: practising.practising, rule: careIndicators["SNP-02"].rule, explanations: [explainRate(numerator, practising, asOf)] } satisfies Computed;
  });

/** The years that a period covers wholly; none where it does not begin and end with a year. */
const yearsIn = (from: LocalDate, to: LocalDate): ReadonlyArray<number> => {
  const [first, last] = [from, to].map((day) => (day.endsWith("-01-01") ? Number(day.slice(0, 4)) : Number.NaN));
  return first === undefined || last === undefined || Number.isNaN(first) || Number.isNaN(last) ? [] : Array.from({ length: last - first }, (_, index) => first + index);
};

const treatingDoctors = (cptsId: CptsId, from: LocalDate, to: LocalDate) =>
  Effect.gen(function* () {
    const years = yearsIn(from, to);
    if (years.length === 0 || years.length > 5) return yield* refused("to", "whole-years", "les décomptes sont annuels : donnez de une à cinq années civiles entières", "counts are yearly: give one to five whole calendar years");
    const all = yield* Effect.forEach(years, (year) => Effect.map(totalsOf(cptsId, year), (totals) => totals.map((total) => ({ year, total }))));
    const { denominator, numerator, rule } = careIndicators["MT-03"];
    const of = (measure: string) => all.flat().filter(({ total }) => total.measure === measure);
    const [met, received] = [of(numerator), of(denominator)];
    const sum = (list: ReturnType<typeof of>) => list.reduce((result, { total }) => result + (total.value ?? 0), 0);
    if (met.length < years.length || received.length < years.length || sum(received) === 0)
      return yield* refused("indicator", "not-computable", "il manque, pour une année au moins, les demandes reçues ou celles qui ont abouti", "for one year at least, the requests received or those met are not recorded");
    return { numerator: sum(met), denominator: sum(received), rule, explanations: [...met, ...received].map(({ total, year }) => explainMeasure(total, year, false)) } satisfies Computed;
  });

/** Proposes an indicator of access to care to the contract. Nothing is proposed that cannot be computed. */
export const proposeCare = (cptsId: CptsId, { from, indicator, to }: typeof CareProposalRequest.Type) =>
  Effect.gen(function* () {
    const now = yield* today;
    if (to <= from) return yield* refused("to", "period.empty", "la fin doit suivre le début", "the end must follow the start");
    if (from > now) return yield* refused("from", "not-begun", "cette période n'a pas commencé", "this period has not begun");
    const lastDay = addDays(to, -1);
    const { denominator, explanations, numerator, rule }: Computed = yield* indicator === "SNP-02" ? generalPractitioners(cptsId, lastDay < now ? lastDay : now) : treatingDoctors(cptsId, from, to);
    // The platform's ids are UUIDs.
    const proposalId = (yield* (yield* Ids).next) as ProposalId;
    const proposal: IndicatorProposal = { proposalId, cptsId, indicator, from, to, numerator, denominator, value: numerator / denominator, unit: "ratio", rule, computedOn: now };
    yield* record(directory.events.indicatorProposed, { aggregateId: proposalId, aggregateVersion: 1, data: proposal });
    return { proposal, explanations };
  });
