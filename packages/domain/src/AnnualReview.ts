/**
 * The annual review of a contract year ("dialogue de gestion"): what its file lacks, and which rates of achievement may be decided.
 *
 * That the report and the indicators decide on the balance and the variable part is verified (Senate, report 32); what exactly a file holds is left to each
 * agency, so this list is ours: provisional, and never more than a reason to explain.
 *
 * @example
 * ```ts
 * import * as AnnualReview from "@cpts/domain/AnnualReview";
 *
 * const file = { hasReport: false, missions: [], sheetMissions: null, indicators: [], unanswered: [] };
 * AnnualReview.missingOf(file); // => [{ code: "report", about: null }]
 * AnnualReview.rateFaults([{ mission: "PREVENTION", ratePpm: 500000 }], [{ mission: "PREVENTION", ratePpm: 800000, reason: null }]); // => [{ _tag: "ReasonMissing", index: 0 }]
 * ```
 */
import { Schema } from "effect";
import { ContractId } from "./Contract.ts";
import { CptsId } from "./Cpts.ts";
import { Ppm } from "./Indicator.ts";
import { ContractYearNumber } from "./IndicatorPlan.ts";
import { platformId } from "./internal/platformId.ts";
import { LocalDate } from "./LocalDate.ts";
import { Code } from "./OpenCode.ts";

/** Identity of an annual review. Issue: `platform-id.format`. */
export const ReviewId = platformId("ReviewId", "Identity of an annual review").pipe(Schema.brand("ReviewId"));

/** Identity of an annual review. */
export type ReviewId = typeof ReviewId.Type;

/** What a file may lack. */
export const MissingCode = Schema.Literals(["report", "observation", "validation", "proof", "mission-indicator", "mission-sheet", "answer"]).annotate({ title: "MissingCode", description: "What the file of a review lacks" });

/** Something that a file lacks, and of which indicator, mission or question. */
export interface Missing {
  readonly code: typeof MissingCode.Type;
  readonly about: string | null;
}

/** What is known of a file. `sheetMissions`: the missions that action sheets are of; `null` where the contract has no sheet at all. */
export interface FileFacts {
  readonly hasReport: boolean;
  readonly missions: ReadonlyArray<string>;
  readonly sheetMissions: ReadonlyArray<string> | null;
  readonly indicators: ReadonlyArray<{ readonly indicator: string; readonly mission: string | null; readonly hasTarget: boolean; readonly isObserved: boolean; readonly isValidated: boolean; readonly proofRequired: boolean; readonly hasProof: boolean }>;
  readonly unanswered: ReadonlyArray<string>;
}

/** Why each thing is asked for, in words. */
export const missingTexts: Readonly<Record<Missing["code"], { readonly fr: string; readonly en: string }>> = {
  report: { fr: "Le rapport d'activité de l'année n'est pas joint : le dialogue de gestion porte sur lui.", en: "The activity report of the year is not attached: the review is about it." },
  observation: { fr: "Cet indicateur a une cible cette année et n'est pas observé : son taux ne se calcule pas.", en: "This indicator has a target this year and is not observed: its rate cannot be computed." },
  validation: { fr: "L'observation de cet indicateur n'est pas validée.", en: "The observation of this indicator is not validated." },
  proof: { fr: "Cet indicateur demande une preuve, et aucune n'est jointe.", en: "This indicator asks for a proof, and none is attached." },
  "mission-indicator": { fr: "Cette mission du contrat n'a aucun indicateur avec une cible cette année.", en: "This mission of the contract has no indicator with a target this year." },
  "mission-sheet": { fr: "Aucune fiche action du contrat ne porte sur cette mission.", en: "No action sheet of the contract is about this mission." },
  answer: { fr: "Cette question de la campagne attend une réponse.", en: "This question of the campaign awaits an answer." },
};

/** Everything that a file lacks, report first, then indicator by indicator, mission by mission, question by question. */
export const missingOf = ({ hasReport, indicators, missions, sheetMissions, unanswered }: FileFacts): ReadonlyArray<Missing> => [
  ...(hasReport ? [] : [{ code: "report", about: null } as const]),
  ...indicators.flatMap(({ hasProof, hasTarget, indicator, isObserved, isValidated, proofRequired }): ReadonlyArray<Missing> => {
    if (!hasTarget) return [];
    if (!isObserved) return [{ code: "observation", about: indicator }];
    return [...(proofRequired && !hasProof ? [{ code: "proof", about: indicator } as const] : []), ...(isValidated ? [] : [{ code: "validation", about: indicator } as const])];
  }),
  ...missions.flatMap((mission): ReadonlyArray<Missing> => [
    ...(indicators.some((one) => one.mission === mission && one.hasTarget) ? [] : [{ code: "mission-indicator", about: mission } as const]),
    ...(sheetMissions === null || sheetMissions.includes(mission) ? [] : [{ code: "mission-sheet", about: mission } as const]),
  ]),
  ...unanswered.map((about): Missing => ({ code: "answer", about })),
];

/** What was computed, and what people decide. */
export interface DecidedRate {
  readonly mission: string;
  readonly ratePpm: number;
  readonly reason: string | null;
}

/** What is wrong with decided rates. */
export type RateDecisionFault =
  | { readonly _tag: "ReasonMissing"; readonly index: number }
  | { readonly _tag: "NotWeighed"; readonly index: number; readonly mission: string }
  | { readonly _tag: "DecidedTwice"; readonly index: number; readonly mission: string }
  | { readonly _tag: "Undecided"; readonly mission: string };

/** A rate may depart from the one computed, with a reason; one that cannot be computed is decided with a reason; none is decided of a mission without weights. */
export const rateFaults = (computed: ReadonlyArray<{ readonly mission: string; readonly ratePpm: number | null }>, decided: ReadonlyArray<DecidedRate>): ReadonlyArray<RateDecisionFault> => [
  ...decided.flatMap(({ mission, ratePpm, reason }, index): ReadonlyArray<RateDecisionFault> => {
    if (decided.findIndex((one) => one.mission === mission) < index) return [{ _tag: "DecidedTwice", index, mission }];
    const found = computed.find((one) => one.mission === mission);
    if (found === undefined) return [{ _tag: "NotWeighed", index, mission }];
    return found.ratePpm === ratePpm || reason !== null ? [] : [{ _tag: "ReasonMissing", index }];
  }),
  ...computed.flatMap(({ mission, ratePpm }): ReadonlyArray<RateDecisionFault> => (ratePpm === null && !decided.some((one) => one.mission === mission) ? [{ _tag: "Undecided", mission }] : [])),
];

/** Where the review of a contract year stands, in a campaign too. */
export const ReviewState = Schema.Literals(["not-started", "preparing", "received", "to-complete", "closed"]).annotate({ title: "ReviewState", description: "Where an annual review stands" });

/** Where a review stands. */
export type ReviewState = typeof ReviewState.Type;

/** A step of a review. */
export type ReviewAction = "submit" | "return" | "close";

const table: Readonly<Record<ReviewAction, readonly [from: ReadonlyArray<ReviewState>, to: ReviewState]>> = {
  submit: [["preparing", "to-complete"], "received"],
  return: [["received"], "to-complete"],
  close: [["received"], "closed"],
};

/** The state after a step; `null` where the step cannot be made from there. */
export const stateAfter = (state: ReviewState, action: ReviewAction): ReviewState | null => (table[action][0].includes(state) ? table[action][1] : null);

const ofContract = { reviewId: ReviewId, contractId: ContractId, cptsId: CptsId, contractYear: ContractYearNumber };

/** A review moved: opened, received, sent back, closed. */
export const ReviewMoved = Schema.Struct({ ...ofContract, state: ReviewState }).annotate({ identifier: "ReviewMoved", title: "ReviewMoved", description: "An annual review moved to a state" });

/** The figures of a contract year are decided and frozen. */
export const ReviewClosed = Schema.Struct({
  ...ofContract,
  decidedOn: LocalDate,
  hash: Schema.String.annotate({ description: "SHA-256 of the frozen figures, in hexadecimal digits" }),
  rates: Schema.Array(Schema.Struct({ mission: Code, ratePpm: Ppm })),
}).annotate({ identifier: "ReviewClosed", title: "ReviewClosed", description: "The figures of a contract year are decided and frozen" });
