/**
 * The life of a CPTS as its steps, each dated as far as it is known, with what proves it and in whose name it was taken.
 *
 * A step that is taken obeys the table of `CptsStatus`. A CPTS that already runs is taken over: the steps of its past are stated
 * with their sources, in their order, and are not played again.
 *
 * @example
 * ```ts
 * import * as CptsHistory from "@cpts/domain/CptsHistory";
 * import * as LocalDate from "@cpts/domain/LocalDate";
 * import { Schema } from "effect";
 *
 * const day = Schema.decodeUnknownSync(LocalDate.LocalDate);
 * const life = [
 *   { to: "emergence", start: null, earliest: null, latest: day("2026-11-22") },
 *   { to: "active", start: null, earliest: day("2020-01-01"), latest: day("2020-12-31") },
 * ] as const;
 * CptsHistory.statusOn(life, day("2021-05-01")); // => { status: "active", possible: ["active"] }
 * CptsHistory.statusOn(life, day("2020-05-01")); // => { status: null, possible: ["emergence", "active"] }
 * ```
 */
import { Schema } from "effect";
import { CptsId } from "./Cpts.ts";
import { CptsAction, CptsStatus, cptsStatuses } from "./CptsStatus.ts";
import type { LocalDate } from "./LocalDate.ts";
import { isBefore, PartialDate } from "./PartialDate.ts";
import { Role } from "./Role.ts";
import { Source } from "./Source.ts";
import { isInForce, type Dated, type StartBounds } from "./Validity.ts";

/** How a status was reached: by an action, by being registered with it, or by a take-over that states the past. */
export const RecordedAction = Schema.Literals([...CptsAction.literals, "registration", "take-over"]).annotate({
  title: "RecordedAction",
  description: "A step in the life of a CPTS, or the statement of a step of its past",
});

/** How a status was reached. */
export type RecordedAction = typeof RecordedAction.Type;

/** A step to be taken; `evidence` is the document that proves it. */
export const NewTransition = Schema.Struct({
  action: CptsAction,
  on: Schema.optionalKey(PartialDate.annotate({ description: "When it was taken, as far as it is known; today when absent" })),
  by: Schema.optionalKey(Role.annotate({ description: "In whose name a service account writes; a person acts in the own role" })),
  evidence: Schema.optionalKey(Source),
}).annotate({ identifier: "NewTransition", title: "NewTransition", description: "A step of a CPTS" });

/** A step to be taken. */
export type NewTransition = typeof NewTransition.Type;

/** Which CPTS another one becomes part of. */
export const NewMerger = Schema.Struct({
  into: CptsId,
  on: Schema.optionalKey(PartialDate.annotate({ description: "When it was merged, as far as it is known; today when absent" })),
  evidence: Source,
}).annotate({ identifier: "NewMerger", title: "NewMerger", description: "The merger of a CPTS into another" });

/** Which CPTS another one becomes part of. */
export type NewMerger = typeof NewMerger.Type;

/** A step of the past as a document states it. */
export const StatedStep = Schema.Struct({
  to: CptsStatus,
  on: Schema.optionalKey(PartialDate),
  source: Source,
}).annotate({ identifier: "StatedStep", title: "StatedStep", description: "A step of the past, with its source" });

/** A step of the past as a document states it. */
export type StatedStep = typeof StatedStep.Type;

const isFinal = (status: CptsStatus): boolean => cptsStatuses.some(({ code, final }) => final && code === status);

/** Of two dates that cannot be compared, the order in which they are given is believed. */
const inOrder = (steps: ReadonlyArray<StatedStep>) =>
  steps.flatMap(({ on }, index) => {
    const earlier = steps.slice(0, index);
    const isTooEarly = on !== undefined && earlier.some((other) => other.on !== undefined && isBefore(on, other.on) === "yes");
    const isTooLate = earlier.some((other) => isFinal(other.to));
    return [
      ...(isTooEarly ? [{ path: [index, "on"], issue: "take-over.order" }] : []),
      ...(isTooLate ? [{ path: [index, "to"], issue: "take-over.after-end" }] : []),
    ];
  });

const count = { message: "take-over.count" };

/** The past of a CPTS that already runs, 1 to 50 steps in their order. Issues: `take-over.count`, `take-over.order`, `take-over.after-end`. */
export const TakeOver = Schema.Struct({
  steps: Schema.Array(StatedStep).pipe(Schema.check(Schema.isMinLength(1, count), Schema.isMaxLength(50, count), Schema.makeFilter(inOrder))),
}).annotate({ identifier: "TakeOver", title: "TakeOver", description: "The past of a CPTS that already runs" });

/** The past of a CPTS that already runs. */
export type TakeOver = typeof TakeOver.Type;

/** A step with the bounds of its date. */
export interface DatedStatus extends Dated {
  readonly to: CptsStatus;
}

/** The status on a day: `null` where dates known in part leave several possible, which are named. */
export interface StatusOnDay {
  readonly status: CptsStatus | null;
  readonly possible: ReadonlyArray<CptsStatus>;
}

/**
 * Where a CPTS stood on a day, by its steps in the order of their recording. What is recorded later holds from its date on: a decision
 * taken in time and recorded late leaves nothing of the silence that was recorded before it.
 */
export const statusOn = (steps: ReadonlyArray<DatedStatus>, day: LocalDate): StatusOnDay => {
  const verdicts = steps.map((step, index) => {
    const later = steps.slice(index + 1).map((next) => isInForce(step, next, day));
    return { to: step.to, verdict: later.includes("no") ? "no" : later.includes("unknown") ? "unknown" : isInForce(step, null, day) };
  });
  const possible = [...new Set(verdicts.flatMap(({ to, verdict }) => (verdict === "no" ? [] : [to])))];
  return { status: possible.length === 1 && verdicts.some(({ verdict }) => verdict === "yes") ? (possible[0] ?? null) : null, possible };
};

/** Why a step cannot stand after the last one: it is certainly before it, or it is yet to come. */
export type Misplaced = "before-previous" | "in-the-future";

/** Whether a step is dated after the last one and not after today; `null` where nothing says otherwise. */
export const misplaced = (previous: StartBounds, next: StartBounds, today: LocalDate): Misplaced | null => {
  if (next.earliest !== null && next.earliest > today) return "in-the-future";
  return previous.earliest !== null && next.latest < previous.earliest ? "before-previous" : null;
};
