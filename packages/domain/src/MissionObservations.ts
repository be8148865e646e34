/**
 * What the pathways and the crisis plan of a CPTS come to, as observations of indicators to propose to the contract.
 *
 * The indicators and their codes come from the working catalogue of the platform (PAR-01, PAR-02, CRI-01); contracts set their
 * own, so each is a proposal that people accept or not: status provisional.
 *
 * @example
 * ```ts
 * import * as MissionObservations from "@cpts/domain/MissionObservations";
 *
 * MissionObservations.crisisObservations({ written: true, upToDate: true, exercised: false }).map(({ indicator, value }) => [indicator, value]); // => [["CRI-01", 0.6667], ["CRI-01.written", 1], ["CRI-01.updated", 1], ["CRI-01.exercised", 0]]
 * ```
 */
import type { planFigures } from "./CrisisPlan.ts";
import type { InclusionCount } from "./PathwayInclusions.ts";
import type { Observation } from "./PreventionEvaluation.ts";

/** A pathway as it stood at the end of a period: the professions that its steps name, none where a document alone tells them. */
export interface FormalisedPathway {
  readonly professions: ReadonlyArray<string>;
}

/** How many professions make a pathway one that several professions share. */
const sharedFrom = 2;

/** People included over `[from, to)`: `null` where nothing was declared of it, or a declared period is only partly of it and cannot be divided. */
export const includedIn = (declared: ReadonlyArray<InclusionCount>, from: string, to: string): number | null => {
  const concerned = declared.filter((count) => count.from < to && count.to > from);
  return concerned.length === 0 || concerned.some((count) => count.from < from || count.to > to) ? null : concerned.reduce((sum, { people }) => sum + people, 0);
};

/** PAR-01: pathways in force at the end of the period of which two professions or more have a step. PAR-02: people included. Nothing where no pathway is in force. */
export const pathwayObservations = (pathways: ReadonlyArray<FormalisedPathway>, included: number | null): ReadonlyArray<Observation> =>
  pathways.length === 0
    ? []
    : [
        { indicator: "PAR-01", numerator: null, denominator: null, value: pathways.filter(({ professions }) => professions.length >= sharedFrom).length, unit: "pathways", rule: "pathways-published-of-two-professions" },
        { indicator: "PAR-02", numerator: null, denominator: null, value: included, unit: "people", rule: "people-included-in-pathways" },
      ];

const flag = (name: string, rule: string, holds: boolean): Observation => ({ indicator: `CRI-01.${name}`, numerator: null, denominator: null, value: holds ? 1 : 0, unit: "yes-no", rule });

/** CRI-01: how many of its three conditions a plan meets, and each of them as 0 or 1. */
export const crisisObservations = ({ exercised, upToDate, written }: ReturnType<typeof planFigures>): ReadonlyArray<Observation> => {
  const met = [written, upToDate, exercised].filter(Boolean).length;
  return [
    { indicator: "CRI-01", numerator: met, denominator: 3, value: Math.round((met * 10_000) / 3) / 10_000, unit: "ratio", rule: "crisis-plan-conditions-met" },
    flag("written", "crisis-plan-published", written),
    flag("updated", "crisis-plan-updated-within-12-months", upToDate),
    flag("exercised", "crisis-exercise-within-12-months", exercised),
  ];
};
