/**
 * An action sheet of a contract: what is to be done, by whom with whom, when, followed by which indicators, and how far it is.
 * A sheet of which documents give the title alone says nothing else. Its budget is the entries of the money of the contract that name it.
 *
 * @example
 * ```ts
 * import * as ActionSheet from "@cpts/domain/ActionSheet";
 * import * as PartialDate from "@cpts/domain/PartialDate";
 * import { Schema } from "effect";
 *
 * const day = Schema.decodeUnknownSync(PartialDate.PartialDate);
 * const plan = { from: day("2026-10"), to: day("2026-09-30"), steps: [] };
 * ActionSheet.planFaults(plan, { signedOn: null, lastDay: null }); // => [{ code: "ends-before-start", path: ["to"], on: "2026-09-30", than: "2026-10" }]
 * ```
 */
import { Schema } from "effect";
import { freeText } from "./FreeText.ts";
import { LocalDate } from "./LocalDate.ts";
import { OrganizationId } from "./Organization.ts";
import { compare, fromLocalDate, PartialDate } from "./PartialDate.ts";

/** Who the sheet is carried out with: an organization of the directory, or a name as a document writes it. */
export const SheetPartner = Schema.Struct({
  organizationId: Schema.NullOr(OrganizationId),
  name: Schema.NullOr(freeText({ max: 200, title: "Name", description: "The partner as a document names it" })),
}).annotate({ identifier: "SheetPartner", title: "SheetPartner", description: "A partner of an action sheet" });

/** A partner of an action sheet. */
export type SheetPartner = typeof SheetPartner.Type;

/** A step of the calendar of a sheet. */
export const SheetStep = Schema.Struct({
  label: freeText({ max: 300, title: "Label", description: "What is done" }),
  from: Schema.NullOr(PartialDate),
  to: Schema.NullOr(PartialDate),
}).annotate({ identifier: "SheetStep", title: "SheetStep", description: "A step of the calendar of an action sheet" });

/** A step of the calendar of a sheet. */
export type SheetStep = typeof SheetStep.Type;

/** Where the work of a sheet stands. */
export const SheetState = Schema.Literals(["planned", "running", "done", "stopped"]).annotate({ title: "SheetState", description: "Where the work of an action sheet stands" });

/** Where the work of a sheet stands. */
export type SheetState = typeof SheetState.Type;

/** How far a sheet was on a day. Issue: `sheet-progress.percent`. */
export const SheetProgress = Schema.Struct({
  on: LocalDate,
  state: SheetState,
  percent: Schema.NullOr(Schema.Int.pipe(Schema.check(Schema.isBetween({ minimum: 0, maximum: 100 }, { message: "sheet-progress.percent" })))),
}).annotate({ identifier: "SheetProgress", title: "SheetProgress", description: "How far an action sheet was on a day" });

/** How far a sheet was on a day. */
export type SheetProgress = typeof SheetProgress.Type;

/** The dates of a sheet. */
export interface SheetPlan {
  readonly from: PartialDate | null;
  readonly to: PartialDate | null;
  readonly steps: ReadonlyArray<Pick<SheetStep, "from" | "to">>;
}

/** The days a contract certainly holds on, as far as they are known. */
export interface ContractDays {
  readonly signedOn: PartialDate | null;
  readonly lastDay: LocalDate | null;
}

/** A date of a sheet that cannot be: `on` against `than`. */
export interface PlanFault {
  readonly code: "ends-before-start" | "before-signature" | "after-last-day" | "outside-sheet";
  readonly path: ReadonlyArray<string | number>;
  readonly on: PartialDate;
  readonly than: PartialDate;
}

const isBefore = (one: PartialDate | null, other: PartialDate | null): one is PartialDate => one !== null && other !== null && compare(one, other) === "before";

const periodFaults = ({ from, to }: Pick<SheetPlan, "from" | "to">, { lastDay, signedOn }: ContractDays): ReadonlyArray<PlanFault> => {
  const last = lastDay === null ? null : fromLocalDate(lastDay);
  return [
    ...(isBefore(to, from) && from !== null ? [{ code: "ends-before-start", path: ["to"], on: to, than: from } as const] : []),
    ...(isBefore(from, signedOn) && signedOn !== null ? [{ code: "before-signature", path: ["from"], on: from, than: signedOn } as const] : []),
    ...(to !== null && last !== null && isBefore(last, to) ? [{ code: "after-last-day", path: ["to"], on: to, than: last } as const] : []),
  ];
};

const stepFaults = (step: Pick<SheetStep, "from" | "to">, plan: SheetPlan): ReadonlyArray<PlanFault> => [
  ...(isBefore(step.to, step.from) && step.from !== null ? [{ code: "ends-before-start", path: ["to"], on: step.to, than: step.from } as const] : []),
  ...(isBefore(step.from, plan.from) && plan.from !== null ? [{ code: "outside-sheet", path: ["from"], on: step.from, than: plan.from } as const] : []),
  ...(step.to !== null && plan.to !== null && isBefore(plan.to, step.to) ? [{ code: "outside-sheet", path: ["to"], on: step.to, than: plan.to } as const] : []),
];

/** The dates that cannot be: only what is certain is a fault, a partial date that leaves it open is none. */
export const planFaults = (plan: SheetPlan, contract: ContractDays): ReadonlyArray<PlanFault> => [
  ...periodFaults(plan, contract),
  ...plan.steps.flatMap((step, index) => stepFaults(step, plan).map((fault) => ({ ...fault, path: ["steps", index, ...fault.path] }))),
];

/** How far a sheet is: what was noted last of the newest day; null where nothing was. */
export const newestProgress = <Noted extends Pick<SheetProgress, "on">>(history: ReadonlyArray<Noted>): Noted | null =>
  history.reduce<Noted | null>((newest, one) => (newest === null || one.on >= newest.on ? one : newest), null);
