/**
 * An action of a CPTS under a mission of its contract, for communes of its territory: planned, then published. One whose mission
 * is under no contract, or whose communes lie outside the territory, is unusual: it says so itself.
 *
 * Counts only, never a patient (art. L. 1111-8 CSP): the people expected are a number, and a text that holds a
 * social-security number is refused.
 *
 * @example
 * ```ts
 * import * as PreventionAction from "@cpts/domain/PreventionAction";
 *
 * PreventionAction.isUsual({ contractId: null, unusual: ["mission-not-under-contract"] }); // => false
 * ```
 */
import { Schema } from "effect";
import { CommuneCode } from "./Cog.ts";
import { ActionSheetId, ContractId } from "./Contract.ts";
import { CptsId } from "./Cpts.ts";
import { freeText } from "./FreeText.ts";
import { platformId } from "./internal/platformId.ts";
import { Code } from "./OpenCode.ts";
import { isBefore, PartialDate } from "./PartialDate.ts";
import { Provenance } from "./Source.ts";
import { mostCommunes } from "./Territory.ts";

/** Identity of an action. Issue: `platform-id.format`. */
export const ActionId = platformId("ActionId", "Identity of an action on the platform").pipe(Schema.brand("ActionId"));

/** Identity of an action. */
export type ActionId = typeof ActionId.Type;

/** `planned`: known to those of the CPTS and its agencies, may change. `published`: open data, fixed. */
export const ActionState = Schema.Literals(["planned", "published"]).annotate({ title: "ActionState", description: "Where an action stands" });

/** Where an action stands. */
export type ActionState = typeof ActionState.Type;

/** `[from, to)` as far as each is known; `null`: not known, or open. Issue: `period.empty` at `to` when it certainly holds no day. */
export const ActionPeriod = Schema.Struct({ from: Schema.NullOr(PartialDate), to: Schema.NullOr(PartialDate) })
  .annotate({ title: "ActionPeriod", description: "From the first day to the day after the last, each as far as it is known" })
  .pipe(
    Schema.check(
      Schema.makeFilter(
        ({ from, to }: { readonly from: PartialDate | null; readonly to: PartialDate | null }) =>
          from === null || to === null || isBefore(from, to) !== "no" || { path: ["to"], issue: "period.empty" },
        { identifier: "ActionPeriod" },
      ),
    ),
  );

/** `[from, to)` as far as each is known. */
export type ActionPeriod = typeof ActionPeriod.Type;

const repeated = (codes: ReadonlyArray<CommuneCode>) => {
  // A list that is too long is refused for its length alone.
  if (codes.length > mostCommunes) return true;
  const seen = new Set<string>();
  return codes.flatMap((code, index) => (seen.size === seen.add(code).size ? [{ path: [index], issue: "action-communes.repeated" }] : []));
};

/** 1 to 2,000 communes, each once. Issues: `action-communes.none`, `action-communes.too-many`, `action-communes.repeated` at the second one. */
export const ActionCommunes = Schema.Array(CommuneCode)
  .annotate({ title: "ActionCommunes", description: "Communes and municipal arrondissements of the action, each once" })
  .pipe(
    Schema.check(
      Schema.isMinLength(1, { message: "action-communes.none" }),
      Schema.isMaxLength(mostCommunes, { message: "action-communes.too-many" }),
      Schema.makeFilter(repeated),
    ),
  );

/**
 * A commune of an action; `parts` names what the territory holds of it, and is empty where it holds the whole. `outside`: the
 * territory held nothing of it when it was last checked.
 */
export const ActionCommune = Schema.Struct({ code: CommuneCode, parts: Schema.Array(Schema.String), outside: Schema.optionalKey(Schema.Literal(true)) }).annotate({
  identifier: "ActionCommune",
  title: "ActionCommune",
  description: "A commune of an action",
});

/** A commune of an action. */
export type ActionCommune = typeof ActionCommune.Type;

/**
 * What may be unusual about an action: its mission is under no contract on its day, no territory of its CPTS is known on that day,
 * that territory is words without communes, a commune lies outside it.
 */
export const ActionOddity = Schema.Literals(["mission-not-under-contract", "no-territory", "territory-in-words", "commune-outside-territory"]).annotate({
  title: "ActionOddity",
  description: "What is unusual about an action",
});

/** What may be unusual about an action. */
export type ActionOddity = typeof ActionOddity.Type;

/** More people than France has. */
const mostPeople = 100_000_000;

const title = freeText({ max: 200, title: "Title", description: "What is done" });
const objective = freeText({ max: 4000, title: "Objective", description: "What for" });
const audience = freeText({ max: 500, title: "Audience", description: "For whom, never by name" });
const place = freeText({ max: 300, title: "Place", description: "Where it takes place" });
const expectedPeople = Schema.Int.annotate({ title: "ExpectedPeople", description: "How many people are expected: a count, never a list" }).pipe(
  Schema.check(Schema.isBetween({ minimum: 0, maximum: mostPeople }, { message: "expected-people.range" })),
);
/** The official code (`missions` of `@cpts/reference-data`), an open list. */
const mission = Code;

/** What it takes to plan an action. Absent keys are not known, nor need the action sheet be yet; `provenance` is `declared` unless said. */
export const NewAction = Schema.Struct({
  cptsId: CptsId,
  mission,
  title,
  objective: Schema.optionalKey(objective),
  audience: Schema.optionalKey(audience),
  period: Schema.optionalKey(ActionPeriod),
  communes: ActionCommunes,
  place: Schema.optionalKey(place),
  expectedPeople: Schema.optionalKey(expectedPeople),
  actionSheetId: Schema.optionalKey(ActionSheetId),
  provenance: Schema.optionalKey(Provenance),
}).annotate({ identifier: "NewAction", title: "NewAction", description: "What it takes to plan an action" });

/** What it takes to plan an action. */
export type NewAction = typeof NewAction.Type;

/** What to change in a planned action: absent keys stay, `null` clears (RFC 7396). Issue: `action-patch.empty`. */
export const ActionPatch = Schema.Struct({
  mission: Schema.optionalKey(mission),
  title: Schema.optionalKey(title),
  objective: Schema.optionalKey(Schema.NullOr(objective)),
  audience: Schema.optionalKey(Schema.NullOr(audience)),
  period: Schema.optionalKey(Schema.NullOr(ActionPeriod)),
  communes: Schema.optionalKey(ActionCommunes),
  place: Schema.optionalKey(Schema.NullOr(place)),
  expectedPeople: Schema.optionalKey(Schema.NullOr(expectedPeople)),
  actionSheetId: Schema.optionalKey(Schema.NullOr(ActionSheetId)),
  provenance: Schema.optionalKey(Provenance),
})
  .annotate({ title: "ActionPatch", description: "What to change in a planned action" })
  .pipe(Schema.check(Schema.makeFilter((patch: object) => Object.keys(patch).length > 0 || "action-patch.empty", { identifier: "ActionPatch" })));

/** What to change in a planned action. */
export type ActionPatch = typeof ActionPatch.Type;

/** An action as it is kept. `contractId` is the contract whose mission it is, `unusual` what was so when it was last checked; `version` counts changes from 1. */
export const PreventionAction = Schema.Struct({
  id: ActionId,
  cptsId: CptsId,
  contractId: Schema.NullOr(ContractId).annotate({ description: "The contract whose mission it is; null where the mission is under none" }),
  actionSheetId: Schema.NullOr(ActionSheetId).annotate({ description: "The action sheet of a contract that it carries out" }),
  unusual: Schema.Array(ActionOddity).annotate({ description: "What is unusual about it, and was acknowledged when it was planned, changed or published" }),
  state: ActionState,
  mission,
  title,
  objective: Schema.NullOr(objective),
  audience: Schema.NullOr(audience),
  period: Schema.NullOr(ActionPeriod),
  communes: Schema.Array(ActionCommune),
  place: Schema.NullOr(place),
  expectedPeople: Schema.NullOr(expectedPeople),
  provenance: Provenance,
  publishedOn: Schema.NullOr(PartialDate),
  version: Schema.Int.annotate({ description: "Counts the changes, from 1" }).pipe(Schema.check(Schema.isGreaterThanOrEqualTo(1, { message: "version.range" }))),
}).annotate({ identifier: "PreventionAction", title: "PreventionAction", description: "An action of a CPTS on its territory" });

/** An action as it is kept. */
export type PreventionAction = typeof PreventionAction.Type;

/** Whether an action is under a contract and within the territory, as it was last checked. */
export const isUsual = ({ contractId, unusual }: Pick<PreventionAction, "contractId" | "unusual">): boolean => contractId !== null && unusual.length === 0;
