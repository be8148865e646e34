/**
 * The life of a contract as the service shows it: its steps with the rule of each, and what it is from a day to another.
 *
 * @example
 * ```ts
 * import { Schema } from "effect"
 * import { NewContractStep } from "@cpts/api/ContractLifeViews"
 *
 * const step = { action: "suspend", on: "2027-01", document: { document: "Lettre de l'agence" } }
 * Schema.decodeUnknownSync(NewContractStep)(step).action // => "suspend"
 * ```
 *
 * @since 0.1.0
 */
import { ContractId, ContractMission } from "@cpts/domain/Contract";
import { ContractAmendment } from "@cpts/domain/ContractAmendment";
import { ContractStanding } from "@cpts/domain/ContractLife";
import { OrderedBy } from "@cpts/domain/ContractSigning";
import { ContractStep } from "@cpts/domain/ContractStep";
import { ContractWithdrawal } from "@cpts/domain/ContractWithdrawal";
import { CptsId } from "@cpts/domain/Cpts";
import { LocalDate } from "@cpts/domain/LocalDate";
import { Code } from "@cpts/domain/OpenCode";
import { PartialDate } from "@cpts/domain/PartialDate";
import { Source } from "@cpts/domain/Source";
import { Schema } from "effect";
import { OverlapReason } from "./ContractInputs.ts";
import { Explanation } from "./Explanation.ts";

const years = Schema.Int.pipe(Schema.check(Schema.isBetween({ minimum: 1, maximum: 50 })));

const { action, document, ground, note, noticeOn, on } = ContractStep.fields;

/** A step to be recorded: what it is, since when, by which document. */
export const NewContractStep = Schema.Struct({
  action,
  on,
  noticeOn: Schema.optionalKey(noticeOn),
  ground: Schema.optionalKey(ground),
  termYears: Schema.optionalKey(Schema.NullOr(years).annotate({ description: "Of a renewal: for how many years; null for as many as before" })),
  document,
  note: Schema.optionalKey(note),
  overlapReason: Schema.optionalKey(OverlapReason),
}).annotate({ identifier: "NewContractStep" });
export type NewContractStep = typeof NewContractStep.Type;

const bilingual = Schema.Struct({ fr: Schema.String, en: Schema.String });

/** The row of the table of states that a step went by. */
export const StepRule = Schema.Struct({
  from: ContractStanding,
  to: ContractStanding,
  guards: Schema.Array(bilingual),
  legalSource: Schema.String,
  status: Schema.Literals(["verified", "provisional"]),
}).annotate({ identifier: "ContractStepRule" });

/** What a termination owes, as a principle: the amounts are those of the funding. */
export const RepaymentRule = Schema.Struct({ code: Schema.String, ...bilingual.fields, source: Schema.String, status: Schema.String }).annotate({ identifier: "RepaymentRule" });

/** A step of a contract, with its rule. */
export const ContractStepView = Schema.Struct({
  ...ContractStep.fields,
  rule: Schema.NullOr(StepRule),
  noticeKept: Schema.NullOr(Schema.Literals(["yes", "no", "unknown"])).annotate({ description: "Of a termination: whether notice was given two months before, a provisional rule that refuses nothing" }),
  repayment: Schema.NullOr(RepaymentRule),
}).annotate({ identifier: "ContractStepView" });
export type ContractStepView = typeof ContractStepView.Type;

/** A mission of a contract from a day on. */
export const MissionInForce = Schema.Struct({ ...ContractMission.fields, startedOn: Schema.NullOr(PartialDate).annotate({ description: "Null on days before it started" }) }).annotate({ identifier: "MissionInForce" });

/** What a contract is from a day to another. */
export const ContractSegmentView = Schema.Struct({
  from: LocalDate,
  to: Schema.NullOr(LocalDate).annotate({ description: "The first day that no longer belongs to it" }),
  standing: ContractStanding,
  certain: Schema.Boolean.annotate({ description: "`false` where a document leaves open whether something had happened yet" }),
  amendment: Schema.Int.annotate({ description: "Number of the last amendment in force; 0 before the first" }),
  sizeClass: Schema.NullOr(Schema.String),
  population: Schema.NullOr(Schema.Int),
  missions: Schema.Array(MissionInForce),
  termYears: Schema.NullOr(Schema.Int),
  lastDay: Schema.NullOr(LocalDate),
  grid: Schema.NullOr(Schema.String).annotate({ description: "The grid of amounts that an amendment refers to" }),
  communes: Schema.NullOr(Schema.Array(Schema.String)).annotate({ description: "The territory that an amendment gives" }),
  indicators: Schema.NullOr(Schema.Array(Schema.String)).annotate({ description: "The indicators that an amendment gives" }),
}).annotate({ identifier: "ContractSegment" });

/** When a mission started or was fully deployed, and the document that says so where one was given. */
export const MissionProgressView = Schema.Struct({ code: Code, stage: Schema.Literals(["started", "deployed"]), on: PartialDate, document: Schema.NullOr(Source) }).annotate({ identifier: "MissionProgress" });

/** The life of a contract, whole, and what it is on a date. */
export const ContractLifeView = Schema.Struct({
  contractId: ContractId,
  cptsId: CptsId,
  asOf: LocalDate,
  standing: ContractStanding,
  orderedBy: OrderedBy,
  inForce: Schema.NullOr(ContractSegmentView).annotate({ description: "What the contract is on that date, its amendments in force; null before its signature, or when nothing tells its year" }),
  segments: Schema.Array(ContractSegmentView),
  steps: Schema.Array(ContractStepView),
  amendments: Schema.Array(ContractAmendment),
  progress: Schema.Array(MissionProgressView).annotate({ description: "When its missions started and were fully deployed, in the order it was told" }),
  withdrawals: Schema.Array(ContractWithdrawal).annotate({ description: "What was recorded by mistake and taken back: it counts no more" }),
  explanations: Schema.optionalKey(Schema.Array(Explanation)),
}).annotate({ identifier: "ContractLife" });
export type ContractLifeView = typeof ContractLifeView.Type;
