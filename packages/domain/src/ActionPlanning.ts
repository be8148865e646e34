/**
 * How an action is planned, changed and published: put under the contract that holds its mission and into the territory of its
 * day, with what is unusual about it. Nothing unusual is refused here: whoever asks says that they have seen it.
 *
 * @example
 * ```ts
 * import * as ActionPlanning from "@cpts/domain/ActionPlanning";
 * import * as LocalDate from "@cpts/domain/LocalDate";
 * import { Schema } from "effect";
 *
 * const today = Schema.decodeUnknownSync(LocalDate.LocalDate)("2026-11-22");
 * ActionPlanning.dayOf(null, today); // => "2026-11-22"
 * ```
 */
import { Result, Schema } from "effect";
import { CommuneCode } from "./Cog.ts";
import { placesOf, type PlacedTerritory } from "./internal/actionPlaces.ts";
import { LocalDate } from "./LocalDate.ts";
import { contractOf, inForce, isSuspended, lastDayKnown, missionsOf, type SignedContract } from "./MissionContract.ts";
import { Code } from "./OpenCode.ts";
import { earliest, PartialDate, precision } from "./PartialDate.ts";
import { ActionId, ActionOddity, type ActionCommune, type ActionPatch, type ActionPeriod, type NewAction, type PreventionAction } from "./PreventionAction.ts";

export { type PlacedTerritory } from "./internal/actionPlaces.ts";

/** What an action is checked against: the signed contracts of its CPTS, and the territory of the day (`null`: none is known). */
export interface ActionWorld {
  readonly contracts: ReadonlyArray<SignedContract>;
  readonly day: LocalDate;
  readonly territory: PlacedTerritory | null;
}

/** Whether a commune is in a territory, in whole or in part. */
export const isInTerritory = (territory: PlacedTerritory, code: CommuneCode): boolean => placesOf(territory)(code) !== null;

const Path = Schema.Array(Schema.Union([Schema.String, Schema.Int]));
const notice = <const Tag extends string, const Fields extends Schema.Struct.Fields>(tag: Tag, fields: Fields) =>
  Schema.TaggedStruct(tag, { path: Path, ...fields });

/**
 * Something unusual about an action, to be acknowledged. `path` leads to it from the action itself, for instance
 * `["communes", 3]`; `lastDay` is the last one of the contract that held the mission, when there was one; `suspended`: one that holds it
 * is suspended.
 */
export const ActionNotice = Schema.Union([
  notice("MissionNotUnderContract", { mission: Code, signedContracts: Schema.Int, underContract: Schema.Array(Code), lastDay: Schema.NullOr(LocalDate), suspended: Schema.Boolean }),
  notice("NoTerritory", { day: LocalDate }),
  notice("TerritoryInWords", { day: LocalDate }),
  notice("CommuneOutsideTerritory", { day: LocalDate, code: CommuneCode }),
]).annotate({ title: "ActionNotice", description: "Something unusual about an action, and where" });

/** Something unusual about an action. */
export type ActionNotice = typeof ActionNotice.Type;

const oddities: { readonly [Tag in ActionNotice["_tag"]]: ActionOddity } = {
  MissionNotUnderContract: "mission-not-under-contract",
  NoTerritory: "no-territory",
  TerritoryInWords: "territory-in-words",
  CommuneOutsideTerritory: "commune-outside-territory",
};

/** What is unusual, as the action keeps it. */
export const oddityOf = ({ _tag }: ActionNotice): ActionOddity => oddities[_tag];

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

const notUnderContract = (code: string, { contracts, day }: ActionWorld): ActionNotice => {
  const holding = contracts.filter(({ amendments = [], missions }) => [...missions, ...amendments.flatMap(({ changes }) => changes.missions?.map((mission) => mission.code) ?? [])].includes(code));
  // One that the day is before has not ended: an amendment took the mission away.
  const ended = holding.flatMap((contract) => lastDayKnown(contract) ?? []).filter((last) => last < day);
  return {
    _tag: "MissionNotUnderContract",
    path: ["mission"],
    mission: code,
    signedContracts: contracts.length,
    underContract: missionsOf(inForce(contracts, day)),
    lastDay: ended.toSorted().at(-1) ?? null,
    suspended: holding.some((contract) => isSuspended(contract, day)),
  };
};

/** An action after a check, with what is unusual about it and was not so before. */
export interface CheckedAction {
  readonly action: PreventionAction;
  readonly notices: ReadonlyArray<ActionNotice>;
}

/** Puts an action under its contract and into the territory, and says all that does not fit. */
const placed = (action: PreventionAction, codes: ReadonlyArray<CommuneCode>, world: ActionWorld): CheckedAction => {
  const { contracts, day, territory } = world;
  const contract = contractOf(contracts, action.mission, day);
  const notices: Array<ActionNotice> = contract === null ? [notUnderContract(action.mission, world)] : [];
  const isTold = territory !== null && territory.communes.length + territory.parts.length > 0;
  if (!isTold) notices.push({ _tag: territory === null ? "NoTerritory" : "TerritoryInWords", path: ["communes"], day });
  const held = isTold ? placesOf(territory) : () => [];
  const communes = codes.map((code, index): ActionCommune => {
    const parts = held(code);
    if (parts !== null) return { code, parts };
    notices.push({ _tag: "CommuneOutsideTerritory", path: ["communes", index], day, code });
    return { code, parts: [], outside: true };
  });
  const unusual = ActionOddity.literals.filter((code) => notices.some((one) => oddityOf(one) === code));
  return { action: { ...action, contractId: contract?.id ?? null, communes, unusual }, notices };
};

/** Whether this was so of the action as it stood before, and acknowledged then. */
const wasSo = (before: PreventionAction, one: ActionNotice): boolean => {
  if (one._tag === "MissionNotUnderContract") return before.contractId === null && before.mission === one.mission;
  if (one._tag === "CommuneOutsideTerritory") return before.communes.some(({ code, outside }) => code === one.code && outside === true);
  return before.unusual.includes(oddityOf(one));
};

const checkedAgain = (before: PreventionAction, after: PreventionAction, codes: ReadonlyArray<CommuneCode>, world: ActionWorld): CheckedAction => {
  const { action, notices } = placed(after, codes, world);
  return { action, notices: notices.filter((one) => !wasSo(before, one)) };
};

/** The action that a plan makes, and what is unusual about it. The identity comes from outside: the domain draws no number. */
export const planAction = (id: ActionId, { communes, ...input }: NewAction, world: ActionWorld): CheckedAction =>
  placed(
    {
      id,
      cptsId: input.cptsId,
      contractId: null,
      actionSheetId: input.actionSheetId ?? null,
      unusual: [],
      state: "planned",
      mission: input.mission,
      title: input.title,
      objective: input.objective ?? null,
      audience: input.audience ?? null,
      period: input.period ?? null,
      communes: [],
      place: input.place ?? null,
      expectedPeople: input.expectedPeople ?? null,
      provenance: input.provenance ?? { status: "declared" },
      publishedOn: null,
      version: 1,
    },
    communes,
    world,
  );

/** The period an action will have after a patch, which tells the day to check it against. */
export const periodAfter = (action: PreventionAction, patch: ActionPatch): ActionPeriod | null => (patch.period === undefined ? action.period : patch.period);

/**
 * The planned action after a patch, one version later. Mission, communes and period are checked again when one of them is
 * given; a new title alone is no reason to look at a territory that has changed meanwhile: its publication will.
 */
export const changeAction = (action: PreventionAction, patch: ActionPatch, world: ActionWorld): Result.Result<CheckedAction, ActionAlreadyPublished> => {
  if (action.state !== "planned") return Result.fail(new ActionAlreadyPublished({ actionId: action.id, publishedOn: action.publishedOn }));
  const { communes, ...fields } = patch;
  const changed = { ...action, ...fields, version: action.version + 1 };
  if (patch.mission === undefined && communes === undefined && patch.period === undefined) return Result.succeed({ action: changed, notices: [] });
  return Result.succeed(checkedAgain(action, changed, communes ?? action.communes.map(({ code }) => code), world));
};

/** The action, published: checked once more, since its territory may have changed after it was planned. */
export const publishAction = (
  action: PreventionAction,
  publishedOn: PartialDate,
  today: LocalDate,
  world: ActionWorld,
): Result.Result<CheckedAction, ActionAlreadyPublished | PublishedInTheFuture> => {
  if (action.state !== "planned") return Result.fail(new ActionAlreadyPublished({ actionId: action.id, publishedOn: action.publishedOn }));
  const first = earliest(publishedOn);
  if (first !== null && first > today) return Result.fail(new PublishedInTheFuture({ publishedOn, today }));
  const published = { ...action, state: "published" as const, publishedOn, version: action.version + 1 };
  return Result.succeed(checkedAgain(action, published, action.communes.map(({ code }) => code), world));
};
