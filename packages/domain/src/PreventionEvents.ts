/**
 * What the prevention service tells: which actions are planned, changed and published.
 *
 * What is planned is not public and a log cannot be erased, so the texts people type travel only once they are published;
 * until then an event names the texts that changed. Never a person, never a patient.
 *
 * @example
 * ```ts
 * import * as PreventionEvents from "@cpts/domain/PreventionEvents";
 *
 * "title" in PreventionEvents.ActionPlanned.fields; // => false
 * "title" in PreventionEvents.ActionPublished.fields; // => true
 * ```
 */
import { Schema } from "effect";
import { CommuneCode } from "./Cog.ts";
import { ActionId, ActionPeriod, PreventionAction } from "./PreventionAction.ts";
import { PartialDate } from "./PartialDate.ts";
import { EventProvenance, withoutRemark } from "./RegistryEvents.ts";

const { audience, contractId, cptsId, expectedPeople, mission, objective, place, title } = PreventionAction.fields;
const ofAction = { actionId: ActionId, cptsId };
const communes = Schema.Array(CommuneCode);
const period = Schema.NullOr(ActionPeriod);

/** An action is planned. */
export const ActionPlanned = Schema.Struct({ ...ofAction, contractId, mission, period, communes, expectedPeople, provenance: EventProvenance }).annotate({
  identifier: "ActionPlanned",
  title: "ActionPlanned",
  description: "An action is planned",
});

/** An action is planned. */
export type ActionPlanned = typeof ActionPlanned.Type;

/** A text of an action that is not told before publication. */
export const ActionText = Schema.Literals(["title", "objective", "audience", "place"]).annotate({ title: "ActionText", description: "A text of an action" });

/** A text of an action. */
export type ActionText = typeof ActionText.Type;

/** Fields of a planned action changed: only those that did, with their new value; texts by their names. */
export const ActionChanged = Schema.Struct({
  ...ofAction,
  contractId: Schema.optionalKey(contractId),
  mission: Schema.optionalKey(mission),
  period: Schema.optionalKey(period),
  communes: Schema.optionalKey(communes),
  expectedPeople: Schema.optionalKey(expectedPeople),
  provenance: Schema.optionalKey(EventProvenance),
  texts: Schema.optionalKey(Schema.Array(ActionText).annotate({ description: "Texts that changed" })),
}).annotate({ identifier: "ActionChanged", title: "ActionChanged", description: "Fields of a planned action changed" });

/** Fields of a planned action changed. */
export type ActionChanged = typeof ActionChanged.Type;

/** An action is published: whole, so that who hears of it first here needs nothing else. */
export const ActionPublished = Schema.Struct({
  ...ofAction,
  contractId,
  mission,
  title,
  objective,
  audience,
  period,
  communes,
  place,
  expectedPeople,
  provenance: EventProvenance,
  publishedOn: PartialDate,
}).annotate({ identifier: "ActionPublished", title: "ActionPublished", description: "An action is published" });

/** An action is published. */
export type ActionPublished = typeof ActionPublished.Type;

const codesOf = (action: PreventionAction): ReadonlyArray<CommuneCode> => action.communes.map(({ code }) => code);

/** The payload of a plan. */
export const actionPlanned = (action: PreventionAction): ActionPlanned => ({
  actionId: action.id,
  cptsId: action.cptsId,
  contractId: action.contractId,
  mission: action.mission,
  period: action.period,
  communes: codesOf(action),
  expectedPeople: action.expectedPeople,
  provenance: withoutRemark(action.provenance),
});

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** The payload of a change; `null` when nothing that is kept differs, and then there is no event. */
export const actionChanged = (before: PreventionAction, after: PreventionAction): ActionChanged | null => {
  const [was, is] = [actionPlanned(before), actionPlanned(after)];
  const changed = Object.entries(is).filter(([field, value]) => !isSame(value, was[field as keyof ActionPlanned]));
  const texts = ActionText.literals.filter((field) => before[field] !== after[field]);
  const { version: _, ...keptBefore } = before;
  const { version: __, ...keptAfter } = after;
  if (isSame(keptBefore, keptAfter)) return null;
  return { actionId: after.id, cptsId: after.cptsId, ...Object.fromEntries(changed), ...(texts.length === 0 ? {} : { texts }) };
};

/** The payload of a publication. */
export const actionPublished = (action: PreventionAction, publishedOn: PartialDate): ActionPublished => ({
  ...actionPlanned(action),
  title: action.title,
  objective: action.objective,
  audience: action.audience,
  place: action.place,
  publishedOn,
});
