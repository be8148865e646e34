/**
 * A step in the life of a contract as a document records it, and what keeps it from being recorded.
 *
 * @example
 * ```ts
 * import * as ContractStep from "@cpts/domain/ContractStep";
 * import { Schema } from "effect";
 * import { LocalDate } from "@cpts/domain/LocalDate";
 * import { PartialDate } from "@cpts/domain/PartialDate";
 *
 * const date = Schema.decodeUnknownSync(PartialDate);
 * const contract = { standing: "active", signedOn: date("2026-09-01"), last: null } as const;
 * const step = { action: "resume", on: date("2027-01-01"), noticeOn: null, termYears: null } as const;
 * ContractStep.stepFaults(contract, step, Schema.decodeUnknownSync(LocalDate)("2027-02-01"))[0]?._tag; // => "StepNotAllowed"
 * ```
 */
import { Schema } from "effect";
import { ContractStanding, lifeActionLabels, lifeStep, lifeStepsFrom, noticeRule, RecordedStep } from "./ContractLife.ts";
import type { ContractFacts, ContractTimeline } from "./ContractTimeline.ts";
import { inForceOn, timelineOf } from "./ContractTimeline.ts";
import { freeText } from "./FreeText.ts";
import { monthsLater } from "./internal/monthsLater.ts";
import { LocalDate } from "./LocalDate.ts";
import { Code } from "./OpenCode.ts";
import { compare, earliest, latest, PartialDate } from "./PartialDate.ts";
import { Source } from "./Source.ts";

/** A step of a contract and the document that records it. `ground`: why, an open list (`non-respect`, `eligibility-lost`, `own-will`...). */
export const ContractStep = Schema.Struct({
  action: RecordedStep,
  on: PartialDate.annotate({ description: "The first day on which it holds" }),
  noticeOn: Schema.NullOr(PartialDate).annotate({ description: "Of a termination: when notice was given" }),
  ground: Schema.NullOr(Code).annotate({ description: "Why, an open list: `non-respect`, `eligibility-lost`, `own-will`..." }),
  termYears: Schema.NullOr(Schema.Int).annotate({ description: "Of a renewal: for how many years; null for as many as before" }),
  document: Source,
  note: Schema.NullOr(freeText({ max: 1000 })),
  overlapReason: Schema.optionalKey(freeText({ max: 1000, description: "Why the contract holds from then on beside another of its kind" })),
}).annotate({ identifier: "ContractStep", title: "ContractStep", description: "A step in the life of a contract" });

/** A step of a contract and the document that records it. */
export type ContractStep = typeof ContractStep.Type;

/** The step does not exist from where the contract stands. */
export class StepNotAllowed extends Schema.TaggedError<StepNotAllowed>()("StepNotAllowed", { from: ContractStanding, action: RecordedStep, allowed: Schema.Array(Schema.String), source: Schema.String }) {}

/** The step is certainly before the one recorded last, or before the signature. */
export class StepOutOfOrder extends Schema.TaggedError<StepOutOfOrder>()("StepOutOfOrder", { on: PartialDate, after: PartialDate, afterWhat: Schema.String }) {}

/** What has happened is told, and that day has certainly not come. Ends and renewals may be agreed before they hold. */
export class StepInTheFuture extends Schema.TaggedError<StepInTheFuture>()("StepInTheFuture", { field: Schema.Literals(["on", "noticeOn"]), on: PartialDate, today: LocalDate }) {}

/** The contract would end before notice was given. */
export class EndBeforeNotice extends Schema.TaggedError<EndBeforeNotice>()("EndBeforeNotice", { on: PartialDate, noticeOn: PartialDate }) {}

/** The field belongs to another step. */
export class NotOfStep extends Schema.TaggedError<NotOfStep>()("NotOfStep", { field: Schema.Literals(["noticeOn", "termYears"]), action: RecordedStep }) {}

/** Neither the contract nor the renewal says for how many years. */
export class TermUnknown extends Schema.TaggedError<TermUnknown>()("TermUnknown", {}) {}

/** Why a step cannot be recorded like this. */
export type StepFault = StepNotAllowed | StepOutOfOrder | StepInTheFuture | EndBeforeNotice | NotOfStep | TermUnknown;

/** A contract as the rule sees it. */
export interface Steppable {
  readonly standing: ContractStanding;
  readonly signedOn: PartialDate | null;
  /** The step recorded last. */
  readonly last: Pick<ContractStep, "action" | "on"> | null;
  readonly termYears?: number | null;
}

type Given = Pick<ContractStep, "action" | "on" | "noticeOn" | "termYears">;

const orderFaults = ({ last, signedOn }: Steppable, { on }: Given): ReadonlyArray<StepOutOfOrder> => {
  if (signedOn !== null && compare(on, signedOn) === "before") return [new StepOutOfOrder({ on, after: signedOn, afterWhat: "sign" })];
  return last !== null && compare(on, last.on) === "before" ? [new StepOutOfOrder({ on, after: last.on, afterWhat: last.action })] : [];
};

const isToCome = (date: PartialDate, today: LocalDate): boolean => {
  const first = earliest(date);
  return first !== null && first > today;
};

const futureFaults = ({ action, noticeOn, on }: Given, today: LocalDate): ReadonlyArray<StepInTheFuture> => [
  ...((action === "suspend" || action === "resume") && isToCome(on, today) ? [new StepInTheFuture({ field: "on", on, today })] : []),
  ...(noticeOn !== null && isToCome(noticeOn, today) ? [new StepInTheFuture({ field: "noticeOn", on: noticeOn, today })] : []),
];

/** Everything that keeps a step from being recorded, as told today. An order that documents leave open is accepted. */
export const stepFaults = (contract: Steppable, step: Given, today: LocalDate): ReadonlyArray<StepFault> => {
  const { action, noticeOn, on, termYears } = step;
  const { standing } = contract;
  if (lifeStep(standing, action) === null) {
    const steps = lifeStepsFrom(standing);
    return [new StepNotAllowed({ from: standing, action, allowed: steps.map((other) => other.action), source: steps[0]?.legalSource ?? "-" })];
  }
  return [
    ...orderFaults(contract, step),
    ...futureFaults(step, today),
    ...(action === "terminate" && noticeOn !== null && compare(on, noticeOn) === "before" ? [new EndBeforeNotice({ on, noticeOn })] : []),
    ...(action !== "terminate" && noticeOn !== null ? [new NotOfStep({ field: "noticeOn", action })] : []),
    ...(action !== "renew" && termYears !== null ? [new NotOfStep({ field: "termYears", action })] : []),
    ...(action === "renew" && termYears === null && (contract.termYears ?? null) === null ? [new TermUnknown({})] : []),
  ];
};

/** Whether notice was given so many months before the end as the (provisional) rule has it; `unknown` where dates or notice are. */
export const noticeKept = ({ noticeOn, on }: Pick<ContractStep, "noticeOn" | "on">): "yes" | "no" | "unknown" => {
  const [first, last] = noticeOn === null ? [null, null] : [earliest(noticeOn), latest(noticeOn)];
  const [endFirst, endLast] = [earliest(on), latest(on)];
  if (first === null || last === null || endFirst === null || endLast === null) return "unknown";
  const [soonest, safest] = [monthsLater(first, noticeRule.months), monthsLater(last, noticeRule.months)];
  if (safest !== null && endFirst >= safest) return "yes";
  return soonest !== null && endLast >= soonest ? "unknown" : "no";
};

/**
 * Where a contract stands on a day: a draft before its signature. Where documents give no year to place its signature by, where the steps recorded leave it:
 * nothing then expires.
 */
export const standingOn = (facts: ContractFacts, day: LocalDate): ContractStanding => standingIn(timelineOf(facts), facts, day);

/** The same, of a contract whose timeline is at hand. */
export const standingIn = (timeline: ContractTimeline, facts: Pick<ContractFacts, "missionStarts" | "steps">, day: LocalDate): ContractStanding => {
  const found = inForceOn(timeline, day);
  if (found !== null) return found.standing;
  return timeline.segments.length > 0 ? "draft" : standingAfterSteps(facts);
};

/** Where the steps recorded leave a contract, whatever their dates. */
export const standingAfterSteps = ({ missionStarts, steps }: Pick<ContractFacts, "missionStarts" | "steps">): ContractStanding =>
  steps.reduce<ContractStanding>((standing, { action }) => lifeStepsFrom(standing).find((step) => step.action === action)?.to ?? standing, missionStarts.length > 0 ? "active" : "signed");

/** Where a contract stands when a step of a date is recorded: after the steps before it, and expired when its last day was before. */
export const standingForStep = (facts: ContractFacts, on: PartialDate): ContractStanding => {
  const standing = standingAfterSteps(facts);
  const [first, last] = [earliest(on), timelineOf(facts).segments.at(-1)?.lastDay ?? null];
  return standing !== "terminated" && first !== null && last !== null && first > last ? "expired" : standing;
};

/** The step in words. */
export const labelOfStep = (action: string): { readonly fr: string; readonly en: string } => (Object.hasOwn(lifeActionLabels, action) ? lifeActionLabels[action as RecordedStep] : { fr: action, en: action });
