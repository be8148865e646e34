/**
 * The indicators of a contract as they travel: those that are set, what was observed of them, what is proposed, how far they are achieved.
 *
 * @example
 * ```ts
 * import { NewObservation } from "@cpts/api/ContractIndicatorViews"
 * import { Schema } from "effect"
 *
 * const counted = { indicator: "PRE-01", contractYear: 1, from: "2026-01-01", to: "2027-01-01", numerator: 3, denominator: 4, source: { document: "Bilan" } }
 * Schema.decodeUnknownSync(NewObservation)(counted).numerator // => 3
 * ```
 *
 * @since 0.1.0
 */
import { ContractId } from "@cpts/domain/Contract";
import { CptsId } from "@cpts/domain/Cpts";
import { freeText } from "@cpts/domain/FreeText";
import { IndicatorValue, Ppm } from "@cpts/domain/Indicator";
import { ObservationId } from "@cpts/domain/IndicatorEvents";
import { ContractYearNumber, PlannedIndicator } from "@cpts/domain/IndicatorPlan";
import { IndicatorProposal } from "@cpts/domain/IndicatorProposal";
import { LocalDate } from "@cpts/domain/LocalDate";
import { Code } from "@cpts/domain/OpenCode";
import { Source } from "@cpts/domain/Source";
import { Schema } from "effect";
import { Explanation } from "./Explanation.ts";
import { StoredFile } from "./Files.ts";
import { IndicatorView } from "./Indicators.ts";

const ofContract = { contractId: ContractId, cptsId: CptsId };
const whole = Schema.Int.pipe(Schema.check(Schema.isBetween({ minimum: 0, maximum: 1_000_000_000 })));
const measured = { numerator: Schema.NullOr(Schema.Int), denominator: Schema.NullOr(Schema.Int), value: Schema.NullOr(Schema.Finite) };
const reason = freeText({ max: 1000, title: "Reason", description: "Why" });

/** What everyone may see of an indicator in a contract year: small counts of people hidden. */
export const ShownObservation = Schema.Struct({ contractYear: Schema.Int, ...measured }).annotate({ identifier: "ShownObservation" });

/** An indicator of a contract, with the row of the catalogue it keeps. */
export const PlannedIndicatorView = Schema.Struct({
  ...PlannedIndicator.fields,
  catalogue: IndicatorView,
  observed: Schema.Array(ShownObservation).annotate({ description: "Validated observations, as everyone may see them" }),
}).annotate({ identifier: "ContractIndicator" });

/** The indicators of a contract. Version 0: none were set yet. */
export const IndicatorPlanView = Schema.Struct({ ...ofContract, version: Schema.Int, reason: Schema.NullOr(Schema.String), indicators: Schema.Array(PlannedIndicatorView) }).annotate({ identifier: "IndicatorPlan" });
export type IndicatorPlanView = typeof IndicatorPlanView.Type;

/** All the indicators of a contract, and why they are what they are from now on. */
export const NewIndicatorPlan = Schema.Struct({ indicators: Schema.Array(PlannedIndicator).pipe(Schema.check(Schema.isMaxLength(200))), reason }).annotate({ identifier: "NewIndicatorPlan" });
export type NewIndicatorPlan = typeof NewIndicatorPlan.Type;

/** What was measured. Both counts of a ratio, or the value alone. */
export const NewObservation = Schema.Struct({
  indicator: Code,
  contractYear: ContractYearNumber.annotate({ description: "The contract year it is counted for" }),
  from: LocalDate,
  to: LocalDate.annotate({ description: "The day after the last" }),
  numerator: Schema.optionalKey(whole),
  denominator: Schema.optionalKey(whole),
  value: Schema.optionalKey(IndicatorValue),
  source: Source,
  note: Schema.optionalKey(freeText({ max: 1000, title: "Note", description: "How it was counted" })),
  corrects: Schema.optionalKey(ObservationId.annotate({ description: "The observation that this one replaces; it stays in the history" })),
  reason: Schema.optionalKey(reason.annotate({ description: "Why it is corrected" })),
}).annotate({ identifier: "NewObservation" });
export type NewObservation = typeof NewObservation.Type;

/** Who did something, and when: a role and a pseudonym. */
export const DoneBy = Schema.Struct({ role: Schema.String, name: Schema.String.annotate({ description: "A pseudonym" }), on: LocalDate }).annotate({ identifier: "DoneBy" });

/** An observation with its history. */
export const ObservationView = Schema.Struct({
  id: ObservationId,
  ...ofContract,
  indicator: Code,
  contractYear: Schema.Int,
  from: LocalDate,
  to: LocalDate,
  ...measured,
  unit: Code,
  source: Source,
  note: Schema.NullOr(Schema.String),
  rule: Schema.NullOr(Code).annotate({ description: "The rule that computed it, where it was proposed by a service" }),
  proposalId: Schema.NullOr(IndicatorProposal.fields.proposalId),
  corrects: Schema.NullOr(ObservationId),
  correctedBy: Schema.NullOr(ObservationId),
  reason: Schema.NullOr(Schema.String),
  enteredBy: DoneBy,
  validatedBy: Schema.NullOr(DoneBy),
  proofs: Schema.Array(StoredFile),
  version: Schema.Int,
}).annotate({ identifier: "Observation" });
export type ObservationView = typeof ObservationView.Type;

/** What an agency says when it validates. */
export const NewValidation = Schema.Struct({ note: Schema.optionalKey(freeText({ max: 1000, title: "Note", description: "On what grounds" })) }).annotate({ identifier: "NewValidation" });

/** A value that a service proposes, and what became of it. */
export const ProposalView = Schema.Struct({
  ...IndicatorProposal.fields,
  source: Schema.String.annotate({ description: "The service that computed it" }),
  state: Schema.Literals(["proposed", "accepted", "refused"]),
  observationId: Schema.NullOr(ObservationId),
  reason: Schema.NullOr(Schema.String),
  decidedBy: Schema.NullOr(DoneBy),
}).annotate({ identifier: "ProposalForContract" });
export type ProposalView = typeof ProposalView.Type;

/** What a person makes of a proposal: an observation of a contract year, or nothing, with the reason. */
export const ProposalDecision = Schema.Union([
  Schema.Struct({ decision: Schema.Literal("accepted"), contractYear: ContractYearNumber, indicator: Schema.optionalKey(Code.annotate({ description: "The indicator of the contract it counts for; by default the proposed one" })), note: Schema.optionalKey(reason) }),
  Schema.Struct({ decision: Schema.Literal("refused"), reason }),
]);
export type ProposalDecision = typeof ProposalDecision.Type;

/** How far an indicator is achieved. */
export const AchievedView = Schema.Struct({
  indicator: Code,
  mission: Schema.NullOr(Code),
  weightPpm: Ppm,
  start: Schema.NullOr(Schema.Finite).annotate({ description: "The floor, else the baseline" }),
  target: Schema.NullOr(Schema.Finite),
  observationId: Schema.NullOr(ObservationId),
  isValidated: Schema.Boolean,
  ratePpm: Schema.NullOr(Ppm),
  why: Schema.NullOr(Schema.Literals(["ratio-over-zero", "not-measured", "no-target", "no-start", "target-is-start", "target-against-direction"])).annotate({ description: "Why no rate can be told" }),
}).annotate({ identifier: "AchievedIndicator" });

/** The rate of a mission in a contract year. `agreed`: as decided at the annual review, it changes no more. */
export const MissionRateView = Schema.Struct({
  mission: Code,
  ratePpm: Schema.NullOr(Ppm),
  status: Schema.Literals(["agreed", "provisional"]),
  agreedOn: Schema.NullOr(LocalDate),
  missing: Schema.Array(Code).annotate({ description: "Indicators that weigh in it and have no rate" }),
}).annotate({ identifier: "MissionRate" });

/** How far the indicators of a contract are achieved in a contract year. */
export const AchievementView = Schema.Struct({
  ...ofContract,
  contractYear: Schema.Int,
  planVersion: Schema.Int,
  indicators: Schema.Array(AchievedView),
  missions: Schema.Array(MissionRateView),
  explanations: Schema.optionalKey(Schema.Array(Explanation)),
}).annotate({ identifier: "Achievement" });
export type AchievementView = typeof AchievementView.Type;
