/**
 * How an action is carried out: its theme and public, who leads it and with whom, what it may and did cost, and each state it
 * went through with its day and reason. Kept beside what is published of it.
 *
 * @example
 * ```ts
 * import * as ActionConduct from "@cpts/domain/ActionConduct";
 *
 * ActionConduct.nextOf("planned"); // => ["running", "postponed", "done", "cancelled"]
 * ActionConduct.nextOf("done"); // => []
 * ```
 */
import { Result, Schema } from "effect";
import { freeText } from "./FreeText.ts";
import { platformId } from "./internal/platformId.ts";
import { LocalDate } from "./LocalDate.ts";
import { Code } from "./OpenCode.ts";
import { OrganizationId } from "./Organization.ts";
import { ProfessionalId } from "./Professional.ts";

/** Identity of the conduct of an action. Issue: `platform-id.format`. */
export const ConductId = platformId("ConductId", "Identity of the conduct of an action").pipe(Schema.brand("ConductId"));

/** Identity of the conduct of an action. */
export type ConductId = typeof ConductId.Type;

/** How far an action is. `done` and `cancelled` are final. */
export const ActionProgress = Schema.Literals(["planned", "running", "postponed", "done", "cancelled"]).annotate({ title: "ActionProgress", description: "How far an action is" });

/** How far an action is. */
export type ActionProgress = typeof ActionProgress.Type;

/** A billion euros in cents: more than all that CPTS are paid. */
const mostCents = 100_000_000_000;

/** An amount in euro cents, 0 to a billion euros. Issue: `amount-cents.range`. */
export const AmountCents = Schema.Int.annotate({ title: "AmountCents", description: "An amount in euro cents" }).pipe(
  Schema.check(Schema.isBetween({ minimum: 0, maximum: mostCents }, { message: "amount-cents.range" })),
);

const each = <S extends Schema.Constraint>(item: S, most: number) => Schema.Array(item).pipe(Schema.check(Schema.isMaxLength(most), Schema.isUnique()));

const inOrder = ({ realFrom, realTo }: { readonly realFrom: LocalDate | null; readonly realTo: LocalDate | null }) =>
  realFrom === null || realTo === null || realTo >= realFrom || { path: ["realTo"], issue: "action-conduct.ends-before-start" };

/**
 * What is known of how an action is carried out, given whole. Real dates are the first and the last day it took place on. Issues:
 * `amount-cents.range`, `action-conduct.ends-before-start`.
 */
export const ConductStatement = Schema.Struct({
  theme: Schema.NullOr(Code.annotate({ description: "What it is about, an open list (preventionThemes of @cpts/reference-data)" })),
  populations: each(Code, 20).annotate({ description: "Whom it is for, an open list" }),
  leadId: Schema.NullOr(ProfessionalId),
  partners: each(OrganizationId, 50),
  budgetCents: Schema.NullOr(AmountCents),
  spentCents: Schema.NullOr(AmountCents),
  realFrom: Schema.NullOr(LocalDate),
  realTo: Schema.NullOr(LocalDate),
})
  .annotate({ title: "ConductStatement", description: "How an action is carried out" })
  .pipe(Schema.check(Schema.makeFilter(inOrder, { identifier: "ConductStatement" })));

/** What is known of how an action is carried out. */
export type ConductStatement = typeof ConductStatement.Type;

/** Why an action went to its state. */
export const ProgressReason = freeText({ max: 500, title: "ProgressReason", description: "Why, never about a person" });

/** A state that an action went to, on which day, and why. */
export const ProgressStep = Schema.Struct({ to: ActionProgress, on: LocalDate, reason: Schema.NullOr(ProgressReason) }).annotate({
  identifier: "ProgressStep",
  title: "ProgressStep",
  description: "A state that an action went to",
});

/** A state that an action went to. */
export type ProgressStep = typeof ProgressStep.Type;

const next: { readonly [P in ActionProgress]: ReadonlyArray<ActionProgress> } = {
  planned: ["running", "postponed", "done", "cancelled"],
  running: ["postponed", "done", "cancelled"],
  postponed: ["planned", "running", "cancelled"],
  done: [],
  cancelled: [],
};

/** The states that may follow. */
export const nextOf = (progress: ActionProgress): ReadonlyArray<ActionProgress> => next[progress];

/** The action does not go from the one state to the other. */
export class ProgressRefused extends Schema.TaggedError<ProgressRefused>()("ProgressRefused", { from: ActionProgress, to: ActionProgress, possible: Schema.Array(ActionProgress) }) {}

/** A cancellation or a postponement says why. */
export class ReasonMissing extends Schema.TaggedError<ReasonMissing>()("ReasonMissing", { to: ActionProgress }) {}

/** A state is one of the past or of today, and not before the one that precedes it. */
export class StepOutOfOrder extends Schema.TaggedError<StepOutOfOrder>()("StepOutOfOrder", { on: LocalDate, earliest: Schema.NullOr(LocalDate), latest: LocalDate }) {}

/** The history of an action with one step more. An action without history is planned. */
export const progressed = (history: ReadonlyArray<ProgressStep>, step: ProgressStep, today: LocalDate): Result.Result<ReadonlyArray<ProgressStep>, ProgressRefused | ReasonMissing | StepOutOfOrder> => {
  const last = history.at(-1);
  const from = last?.to ?? "planned";
  if (!nextOf(from).includes(step.to)) return Result.fail(new ProgressRefused({ from, to: step.to, possible: nextOf(from) }));
  if (step.reason === null && (step.to === "cancelled" || step.to === "postponed")) return Result.fail(new ReasonMissing({ to: step.to }));
  if (step.on > today || (last !== undefined && step.on < last.on)) return Result.fail(new StepOutOfOrder({ on: step.on, earliest: last?.on ?? null, latest: today }));
  return Result.succeed([...history, step]);
};
