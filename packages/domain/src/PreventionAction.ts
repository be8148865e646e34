/**
 * An action of a CPTS under a mission of its contract, for communes of its territory: planned, then published.
 *
 * Counts only, never a patient (art. L. 1111-8 CSP): the people expected are a number, and a text that holds a
 * social-security number is refused.
 *
 * @example
 * ```ts
 * import * as LocalDate from "@cpts/domain/LocalDate";
 * import * as PreventionAction from "@cpts/domain/PreventionAction";
 * import { Schema } from "effect";
 *
 * const today = Schema.decodeUnknownSync(LocalDate.LocalDate)("2026-11-22");
 * PreventionAction.dayOf(null, today); // => "2026-11-22"
 * ```
 */
import { Result, Schema } from "effect";
import { CommuneCode } from "./Cog.ts";
import { ContractId } from "./Contract.ts";
import { lastDayOf } from "./ContractTerm.ts";
import { CptsId } from "./Cpts.ts";
import { freeText } from "./FreeText.ts";
import { placesOf, type PlacedTerritory } from "./internal/actionPlaces.ts";
import { platformId } from "./internal/platformId.ts";
import { LocalDate } from "./LocalDate.ts";
import { contractOf, inForce, missionsOf, type SignedContract } from "./MissionContract.ts";
import { Code } from "./OpenCode.ts";
import { earliest, isBefore, PartialDate, precision } from "./PartialDate.ts";
import { Provenance } from "./Source.ts";
import { mostCommunes } from "./Territory.ts";

export { type PlacedTerritory } from "./internal/actionPlaces.ts";

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

/** A commune of an action; `parts` names what the territory holds of it, and is empty where it holds the whole. */
export const ActionCommune = Schema.Struct({ code: CommuneCode, parts: Schema.Array(Schema.String) }).annotate({
  identifier: "ActionCommune",
  title: "ActionCommune",
  description: "A commune of an action",
});

/** A commune of an action. */
export type ActionCommune = typeof ActionCommune.Type;

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

/** What it takes to plan an action. Absent keys are not known; `provenance` is `declared` unless said. */
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
  provenance: Schema.optionalKey(Provenance),
})
  .annotate({ title: "ActionPatch", description: "What to change in a planned action" })
  .pipe(Schema.check(Schema.makeFilter((patch: object) => Object.keys(patch).length > 0 || "action-patch.empty", { identifier: "ActionPatch" })));

/** What to change in a planned action. */
export type ActionPatch = typeof ActionPatch.Type;

/** An action as it is kept. `contractId` is the contract whose mission it is; `version` counts changes from 1. */
export const PreventionAction = Schema.Struct({
  id: ActionId,
  cptsId: CptsId,
  contractId: ContractId,
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

/** What an action is checked against: the signed contracts of its CPTS, and the territory of the day (`null`: none is known). */
export interface ActionWorld {
  readonly contracts: ReadonlyArray<SignedContract>;
  readonly day: LocalDate;
  readonly territory: PlacedTerritory | null;
}

/** Whether a commune is in a territory, in whole or in part. */
export const isInTerritory = (territory: PlacedTerritory, code: CommuneCode): boolean => placesOf(territory)(code) !== null;

const Path = Schema.Array(Schema.Union([Schema.String, Schema.Int]));
const problem = <const Tag extends string, const Fields extends Schema.Struct.Fields>(tag: Tag, fields: Fields) =>
  Schema.TaggedStruct(tag, { path: Path, ...fields });

/**
 * What keeps an action from being planned or published. `path` leads to the fault from the action itself, for instance
 * `["communes", 3]`; `lastDay` is the last one of the contract that held the mission, when there was one.
 */
export const ActionProblem = Schema.Union([
  problem("MissionNotUnderContract", { mission: Code, signedContracts: Schema.Int, underContract: Schema.Array(Code), lastDay: Schema.NullOr(LocalDate) }),
  problem("NoTerritory", { day: LocalDate }),
  problem("TerritoryInWords", { day: LocalDate }),
  problem("CommuneOutsideTerritory", { day: LocalDate, code: CommuneCode }),
]).annotate({ title: "ActionProblem", description: "What keeps an action from being planned or published, and where" });

/** What keeps an action from being planned or published. */
export type ActionProblem = typeof ActionProblem.Type;

/** The action does not fit the contracts or the territory of its CPTS: every reason at once. */
export class ActionRefused extends Schema.TaggedError<ActionRefused>()("ActionRefused", { problems: Schema.Array(ActionProblem) }) {}

/** The action is published: it neither changes nor is published again. */
export class ActionAlreadyPublished extends Schema.TaggedError<ActionAlreadyPublished>()("ActionAlreadyPublished", {
  actionId: ActionId,
  publishedOn: Schema.NullOr(PartialDate),
}) {}

/** Nothing was published on a day that has not come. */
export class PublishedInTheFuture extends Schema.TaggedError<PublishedInTheFuture>()("PublishedInTheFuture", { publishedOn: PartialDate, today: LocalDate }) {}

/** The day whose territory counts: the start of the action if it is fully known, else today. */
export const dayOf = (period: ActionPeriod | null, today: LocalDate): LocalDate =>
  period === null || period.from === null || precision(period.from) !== "day" ? today : (earliest(period.from) ?? today);

const notUnderContract = (code: string, { contracts, day }: ActionWorld): ActionProblem => {
  const ended = contracts.filter(({ missions }) => missions.includes(code)).flatMap((contract) => lastDayOf(contract) ?? []);
  return {
    _tag: "MissionNotUnderContract",
    path: ["mission"],
    mission: code,
    signedContracts: contracts.length,
    underContract: missionsOf(inForce(contracts, day)),
    lastDay: ended.toSorted().at(-1) ?? null,
  };
};

interface Placed {
  readonly contractId: ContractId;
  readonly communes: ReadonlyArray<ActionCommune>;
}

/** The contract and the communes of an action, or everything that does not fit. */
const placeAction = (code: string, communes: ReadonlyArray<CommuneCode>, world: ActionWorld): Result.Result<Placed, ActionRefused> => {
  const { contracts, day, territory } = world;
  const contract = contractOf(contracts, code, day);
  const problems: Array<ActionProblem> = contract === null ? [notUnderContract(code, world)] : [];
  const kept: Array<ActionCommune> = [];
  if (territory === null) problems.push({ _tag: "NoTerritory", path: ["communes"], day });
  else if (territory.communes.length + territory.parts.length === 0) problems.push({ _tag: "TerritoryInWords", path: ["communes"], day });
  else {
    const held = placesOf(territory);
    for (const [index, commune] of communes.entries()) {
      const parts = held(commune);
      if (parts === null) problems.push({ _tag: "CommuneOutsideTerritory", path: ["communes", index], day, code: commune });
      else kept.push({ code: commune, parts });
    }
  }
  return contract === null || problems.length > 0 ? Result.fail(new ActionRefused({ problems })) : Result.succeed({ contractId: contract.id, communes: kept });
};

/** The action that a plan makes. The identity comes from outside: the domain draws no number. */
export const planAction = (id: ActionId, input: NewAction, world: ActionWorld): Result.Result<PreventionAction, ActionRefused> =>
  Result.map(placeAction(input.mission, input.communes, world), (placed) => ({
    id,
    cptsId: input.cptsId,
    state: "planned" as const,
    mission: input.mission,
    title: input.title,
    objective: input.objective ?? null,
    audience: input.audience ?? null,
    period: input.period ?? null,
    place: input.place ?? null,
    expectedPeople: input.expectedPeople ?? null,
    provenance: input.provenance ?? { status: "declared" },
    publishedOn: null,
    version: 1,
    ...placed,
  }));

/** The period an action will have after a patch, which tells the day to check it against. */
export const periodAfter = (action: PreventionAction, patch: ActionPatch): ActionPeriod | null => (patch.period === undefined ? action.period : patch.period);

/**
 * The planned action after a patch, one version later. Mission, communes and period are checked again when one of them is
 * given; a new title alone is no reason to refuse an action whose territory has changed meanwhile: its publication will.
 */
export const changeAction = (action: PreventionAction, patch: ActionPatch, world: ActionWorld): Result.Result<PreventionAction, ActionAlreadyPublished | ActionRefused> => {
  if (action.state !== "planned") return Result.fail(new ActionAlreadyPublished({ actionId: action.id, publishedOn: action.publishedOn }));
  const { communes, ...fields } = patch;
  const changed = { ...action, ...fields, version: action.version + 1 };
  if (patch.mission === undefined && communes === undefined && patch.period === undefined) return Result.succeed(changed);
  const codes = communes ?? action.communes.map(({ code }) => code);
  return Result.map(placeAction(changed.mission, codes, world), (placed) => ({ ...changed, ...placed }));
};

/** The action, published: checked once more, since its territory may have changed after it was planned. */
export const publishAction = (
  action: PreventionAction,
  publishedOn: PartialDate,
  today: LocalDate,
  world: ActionWorld,
): Result.Result<PreventionAction, ActionAlreadyPublished | PublishedInTheFuture | ActionRefused> => {
  if (action.state !== "planned") return Result.fail(new ActionAlreadyPublished({ actionId: action.id, publishedOn: action.publishedOn }));
  const first = earliest(publishedOn);
  if (first !== null && first > today) return Result.fail(new PublishedInTheFuture({ publishedOn, today }));
  const codes = action.communes.map(({ code }) => code);
  return Result.map(placeAction(action.mission, codes, world), (placed) => ({ ...action, ...placed, state: "published" as const, publishedOn, version: action.version + 1 }));
};
