/**
 * What the prevention service tells: which actions are planned, changed and published.
 *
 * What is planned is not public and a log cannot be erased, so the texts people type travel only once they are published;
 * until then an event names the texts that changed. Never a person, never a patient.
 *
 * An action under a contract and within the territory is told as the first version of these events tells it. One that is unusual
 * (see `PreventionAction.isUsual`) is told in the second, which the first has no words for, as is the change that ends it: whoever
 * reads the second reads both, whoever reads the first is never told what is not so.
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
import { ContractId } from "./Contract.ts";
import { ActionId, ActionOddity, ActionPeriod, PreventionAction } from "./PreventionAction.ts";
import { PartialDate } from "./PartialDate.ts";
import { EventProvenance, withoutRemark } from "./RegistryEvents.ts";

const { actionSheetId, audience, contractId: maybeContractId, cptsId, expectedPeople, mission, objective, place, title } = PreventionAction.fields;
const ofAction = { actionId: ActionId, cptsId };
const contractId = ContractId;
const sheet = { actionSheetId: Schema.optionalKey(actionSheetId) };
const communes = Schema.Array(CommuneCode);
const period = Schema.NullOr(ActionPeriod);

/** An action is planned. */
export const ActionPlanned = Schema.Struct({ ...ofAction, contractId, mission, period, communes, expectedPeople, provenance: EventProvenance, ...sheet }).annotate({
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
  ...sheet,
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
  ...sheet,
  publishedOn: PartialDate,
}).annotate({ identifier: "ActionPublished", title: "ActionPublished", description: "An action is published" });

/** An action is published. */
export type ActionPublished = typeof ActionPublished.Type;

const outside = communes.annotate({ description: "Those of its communes that lie outside the territory" });
const unusual = Schema.Array(ActionOddity).annotate({ description: "What is unusual about it" });

/** An action is planned, as it may be: under no contract, or outside the territory. */
export const ActionPlannedAsIs = Schema.Struct({ ...ActionPlanned.fields, contractId: maybeContractId, outside, unusual }).annotate({
  identifier: "ActionPlannedAsIs",
  title: "ActionPlannedAsIs",
  description: "An action is planned",
});

/** An action is planned, as it may be. */
export type ActionPlannedAsIs = typeof ActionPlannedAsIs.Type;

/** Fields of a planned action changed, as it may be. */
export const ActionChangedAsIs = Schema.Struct({
  ...ActionChanged.fields,
  contractId: Schema.optionalKey(maybeContractId),
  outside: Schema.optionalKey(outside),
  unusual: Schema.optionalKey(unusual),
}).annotate({ identifier: "ActionChangedAsIs", title: "ActionChangedAsIs", description: "Fields of a planned action changed" });

/** Fields of a planned action changed, as it may be. */
export type ActionChangedAsIs = typeof ActionChangedAsIs.Type;

/** An action is published, as it may be. */
export const ActionPublishedAsIs = Schema.Struct({ ...ActionPublished.fields, contractId: maybeContractId, outside, unusual }).annotate({
  identifier: "ActionPublishedAsIs",
  title: "ActionPublishedAsIs",
  description: "An action is published",
});

/** An action is published, as it may be. */
export type ActionPublishedAsIs = typeof ActionPublishedAsIs.Type;

const codesOf = (of: ReadonlyArray<PreventionAction["communes"][number]>): ReadonlyArray<CommuneCode> => of.map(({ code }) => code);

/** The payload of a plan. */
export const actionPlanned = (action: PreventionAction): ActionPlannedAsIs => ({
  actionId: action.id,
  cptsId: action.cptsId,
  contractId: action.contractId,
  mission: action.mission,
  period: action.period,
  communes: codesOf(action.communes),
  expectedPeople: action.expectedPeople,
  provenance: withoutRemark(action.provenance),
  ...(action.actionSheetId === null ? {} : { actionSheetId: action.actionSheetId }),
  outside: codesOf(action.communes.filter((commune) => commune.outside === true)),
  unusual: action.unusual,
});

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** The payload of a change; `null` when nothing that is kept differs, and then there is no event. */
export const actionChanged = (before: PreventionAction, after: PreventionAction): ActionChangedAsIs | null => {
  const was = { ...actionPlanned(before), actionSheetId: before.actionSheetId };
  const is = { ...actionPlanned(after), actionSheetId: after.actionSheetId };
  const changed = Object.entries(is).filter(([field, value]) => !isSame(value, was[field as keyof ActionPlannedAsIs]));
  const texts = ActionText.literals.filter((field) => before[field] !== after[field]);
  const { version: _, ...keptBefore } = before;
  const { version: __, ...keptAfter } = after;
  if (isSame(keptBefore, keptAfter)) return null;
  return { actionId: after.id, cptsId: after.cptsId, ...Object.fromEntries(changed), ...(texts.length === 0 ? {} : { texts }) };
};

/** The payload of a publication. */
export const actionPublished = (action: PreventionAction, publishedOn: PartialDate): ActionPublishedAsIs => ({
  ...actionPlanned(action),
  title: action.title,
  objective: action.objective,
  audience: action.audience,
  place: action.place,
  publishedOn,
});
