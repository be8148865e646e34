import type { AchievementView } from "@cpts/api/ContractIndicatorViews";
import type { Explanation } from "@cpts/api/Explanation";
import type { ContractId } from "@cpts/domain/Contract";
import { achievedOf, missionRates, type AchievedIndicator, type MissionRate } from "@cpts/domain/IndicatorPlan";
import type { LocalDate } from "@cpts/domain/LocalDate";
import { Effect } from "effect";
import { findContractRow } from "../contracts/queries.ts";
import { agreedOf, type AgreedRate } from "./agreed.ts";
import { currentOf, measuredOf, type CountedObservation, type ObservationRow } from "./observed.ts";
import { planOf, rowIn, type Plan } from "./plan.ts";

/** What the indicators of a contract come to in a contract year, as known now. */
export interface YearFigures {
  readonly indicators: ReadonlyArray<AchievedIndicator>;
  readonly missions: ReadonlyArray<MissionRate>;
}

/** Computes a contract year from what was observed. */
export const figuresOf = (plan: Plan, observations: ReadonlyArray<CountedObservation>, contractYear: number): YearFigures => {
  const observed = (indicator: string) => observations.find((one) => one.indicator === indicator && one.contract_year === contractYear);
  const indicators = achievedOf(plan.indicators, rowIn(plan), contractYear, (indicator) => {
    const row = observed(indicator);
    return row === undefined ? null : measuredOf(row);
  });
  return { indicators, missions: missionRates(indicators) };
};

/** How far each indicator is achieved, as it is answered. */
export const achievedViews = ({ indicators }: YearFigures, observations: ReadonlyArray<ObservationRow>, contractYear: number): (typeof AchievementView.Encoded)["indicators"] =>
  indicators.map(({ fault, indicator, mission, ratePpm, terms, weightPpm }) => {
    const row = observations.find((one) => one.indicator === indicator && one.contract_year === contractYear);
    return { indicator, mission, weightPpm, start: terms.start, target: terms.target, observationId: row?.id ?? null, isValidated: (row?.validated ?? null) !== null, ratePpm, why: fault };
  });

type MissionView = (typeof AchievementView.Encoded)["missions"][number];

const missionsOf = (rates: ReadonlyArray<MissionRate>, agreed: ReadonlyArray<AgreedRate>): ReadonlyArray<MissionView> => [
  ...agreed.map(({ agreedOn, mission, ratePpm }) => ({ mission, ratePpm, status: "agreed" as const, agreedOn, missing: [] })),
  ...rates.filter(({ mission }) => !agreed.some((one) => one.mission === mission)).map((one) => ({ ...one, status: "provisional" as const, agreedOn: null })),
];

const text = (value: number | null): string => (value === null ? "-" : String(value));

const explainIndicator = ({ indicator, measured, ratePpm, terms, weightPpm }: AchievedIndicator, index: number, plan: Plan, row: ObservationRow | undefined): typeof Explanation.Encoded => {
  const found = plan.indicators.find((one) => one.indicator === indicator)?.row;
  const steps = terms.achievement.method === "steps" ? terms.achievement.steps.map(({ from, ratePpm: rate }) => ({ name: `from ${from}`, value: String(rate) })) : [];
  return {
    figure: `indicators.${index}.ratePpm`,
    rule: {
      fr: "Linéaire : (mesure - départ) / (cible - départ), borné entre 0 et 1, arrondi au millionième. Oui ou non : 1 si la cible est atteinte. Par paliers : le taux du dernier palier atteint.",
      en: "Linear: (measure - start) / (target - start), within 0 and 1, rounded to the millionth. Yes or no: 1 if the target is reached. Steps: the rate of the last step reached.",
    },
    inputs: [
      { name: "method", value: terms.achievement.method },
      { name: "direction", value: terms.direction },
      { name: "start", value: text(terms.start) },
      { name: "target", value: text(terms.target) },
      ...steps,
      { name: "numerator", value: text(measured?.numerator ?? null) },
      { name: "denominator", value: text(measured?.denominator ?? null) },
      { name: "value", value: text(measured?.value ?? null) },
      { name: "weightPpm", value: String(weightPpm) },
      { name: "ratePpm", value: text(ratePpm) },
    ],
    sources: [
      ...(found === undefined ? [] : [{ name: `${found.code} v${found.version}: ${found.body.source.document}`, status: found.body.status }]),
      ...(row === undefined ? [] : [{ name: row.body.source.document, status: row.validated === null ? "declared" : "validated" }]),
    ],
  };
};

const explainMissions = (missions: ReadonlyArray<MissionView>, indicators: ReadonlyArray<AchievedIndicator>): ReadonlyArray<typeof Explanation.Encoded> =>
  missions.map(({ agreedOn, mission, status }, index) => ({
    figure: `missions.${index}.ratePpm`,
    rule:
      status === "agreed"
        ? { fr: "Taux décidé à la revue annuelle, et figé.", en: "Rate decided at the annual review, and frozen." }
        : { fr: "Somme des poids fois les taux d'atteinte ; provisoire jusqu'à la revue annuelle, inconnue tant qu'un indicateur pondéré n'est pas mesuré.", en: "Sum of weights times rates of achievement; provisional until the annual review, unknown while an indicator with a weight is not measured." },
    inputs: [{ name: "agreedOn", value: agreedOn ?? "-" }, ...indicators.filter((one) => one.mission === mission).map(({ indicator, ratePpm, weightPpm }) => ({ name: indicator, value: `${weightPpm} x ${text(ratePpm)} / 1000000` }))],
    sources: [{ name: "VariablePart: formula of this platform, weights left to each contract by the agreement", status: "provisional" }],
  }));

/** How far the indicators of a contract are achieved in a contract year, explained on demand. */
export const findAchievement = (id: ContractId, contractYear: number, explain: boolean) =>
  Effect.gen(function* () {
    const { cpts_id: cptsId } = yield* findContractRow(id);
    const [plan, observations, agreed] = [yield* planOf(id), yield* currentOf(id), (yield* agreedOf(id)).filter((one) => one.contractYear === contractYear)];
    const figures = figuresOf(plan, observations, contractYear);
    const rowOf = (indicator: string) => observations.find((one) => one.indicator === indicator && one.contract_year === contractYear);
    const missions = missionsOf(figures.missions, agreed);
    const body: typeof AchievementView.Encoded = {
      contractId: id,
      cptsId,
      contractYear,
      planVersion: plan.version,
      indicators: achievedViews(figures, observations, contractYear),
      missions,
      ...(explain ? { explanations: [...figures.indicators.map((one, index) => explainIndicator(one, index, plan, rowOf(one.indicator))), ...explainMissions(missions, figures.indicators)] } : {}),
    };
    return body;
  });

/** A rate that the funding counts with. */
export interface CountedRate {
  readonly mission: string;
  readonly contractYear: number;
  readonly ratePpm: number;
  readonly agreedOn: LocalDate | null;
}

/** The rates of every year: agreed ones, and before them what the observations give. */
export const countedRates = (plan: Plan, observations: ReadonlyArray<CountedObservation>, agreed: ReadonlyArray<AgreedRate>): ReadonlyArray<CountedRate> => {
  const years = [...new Set(observations.map(({ contract_year: year }) => year))];
  const provisional = years.flatMap((contractYear) =>
    figuresOf(plan, observations, contractYear).missions.flatMap(({ mission, ratePpm }): ReadonlyArray<CountedRate> =>
      ratePpm === null || agreed.some((one) => one.mission === mission && one.contractYear === contractYear) ? [] : [{ mission, contractYear, ratePpm, agreedOn: null }],
    ),
  );
  return [...agreed, ...provisional];
};

/** The rates of every year of a contract. */
export const ratesOf = (id: string) => Effect.gen(function* () {
  return countedRates(yield* planOf(id), yield* currentOf(id), yield* agreedOf(id));
});
