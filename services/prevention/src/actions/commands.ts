import { prevention, type ActionPatch, type NewAction, type Publication } from "@cpts/api/Prevention";
import { Problem } from "@cpts/api/Problem";
import * as Planning from "@cpts/domain/ActionPlanning";
import type { CommuneCode } from "@cpts/domain/Cog";
import type { CptsId } from "@cpts/domain/Cpts";
import type { LocalDate } from "@cpts/domain/LocalDate";
import { formatEn, formatFr, fromLocalDate, type PartialDate } from "@cpts/domain/PartialDate";
import * as Domain from "@cpts/domain/PreventionAction";
import { actionChanged, actionPlanned, actionPublished, type ActionChangedAsIs } from "@cpts/domain/PreventionEvents";
import { claimExternalIds } from "@cpts/service-kit/database/external-ids";
import { Ids } from "@cpts/service-kit/ids";
import { record } from "@cpts/service-kit/events/log/record";
import { territoryOn } from "@cpts/service-kit/known/cpts";
import { today } from "@cpts/service-kit/time/today";
import { Effect, Result } from "effect";
import { signedContractsOf } from "../contracts/queries.ts";
import { write } from "../database/tables.ts";
import { bornTexts, requireSeen, textsIn } from "../warnings/warning.ts";
import { unknownCommunes, unusualOf } from "./faults.ts";
import { completed } from "./template.ts";
import { kind } from "./queries.ts";
import { requireSheet } from "./sheet.ts";
import { actionOfRow, columnsOf, communesOfAction } from "./rows.ts";

const { events } = prevention;

/** What an action is checked against on a day, as learned from the registry and the contracts service. */
const worldOf = (cptsId: CptsId, day: LocalDate) =>
  Effect.gen(function* () {
    const territory = yield* territoryOn(cptsId, day);
    // The events came through their schemas.
    const placed = territory === undefined ? null : (territory as unknown as Planning.PlacedTerritory);
    const world: Planning.ActionWorld = { contracts: yield* signedContractsOf(cptsId), day, territory: placed };
    return world;
  });

type Acknowledgement = (typeof NewAction.Type)["acknowledged"];

interface Said {
  readonly communes?: ReadonlyArray<CommuneCode>;
}

/** Whoever asks has said to know all that is unusual, and names communes of today. */
const requireAllSeen = (said: Said, notices: ReadonlyArray<Planning.ActionNotice>, acknowledged: Acknowledgement) =>
  Effect.gen(function* () {
    const faults = yield* unknownCommunes(said.communes ?? []);
    const born = bornTexts(textsIn(said), yield* today);
    const isNamed = new Set(faults.map(({ path }) => path.join("/")));
    const unusual = [...(yield* unusualOf(notices)).filter(({ path }) => !isNamed.has(path.join("/"))), ...born];
    const unseen = yield* Effect.flip(requireSeen(unusual, acknowledged)).pipe(Effect.orElseSucceed(() => null));
    const all = [...faults, ...(unseen?.faults ?? [])];
    if (all.length > 0) return yield* new Problem({ type: "invalid-request", faults: all });
  });

const alreadyPublished = ({ publishedOn }: Planning.ActionAlreadyPublished): Problem =>
  new Problem({
    type: "illegal-transition",
    detail: {
      fr: `Cette action est publiée (${publishedOn === null ? "date non précisée" : formatFr(publishedOn)}) : elle ne change plus.`,
      en: `This action is published (${publishedOn === null ? "date not stated" : formatEn(publishedOn)}): it does not change any more.`,
    },
  });

const inTheFuture = ({ publishedOn, today: now }: Planning.PublishedInTheFuture): Problem =>
  new Problem({
    type: "invalid-request",
    faults: [
      {
        in: "body",
        path: ["publishedOn"],
        code: "in-the-future",
        message: {
          fr: `la date de publication (${formatFr(publishedOn)}) n'est pas encore venue : nous sommes le ${formatFr(fromLocalDate(now))}`,
          en: `the date of publication (${formatEn(publishedOn)}) has not come yet: today is ${formatEn(fromLocalDate(now))}`,
        },
      },
    ],
  });

const versionConflict = (version: number): Problem =>
  new Problem({
    type: "version-conflict",
    detail: {
      fr: `L'action en est à la version ${version}. Relisez-la, puis refaites votre modification.`,
      en: `The action is at version ${version}. Read it again, then make your change anew.`,
    },
  });

const insertCommunes = (action: Domain.PreventionAction) =>
  write((db) =>
    db
      .insertInto("action_commune")
      .values(action.communes.map(({ code, outside = false, parts }, number) => ({ action_id: action.id, number, commune: code, parts, outside })))
      .execute(),
  );

const storeChange = (action: Domain.PreventionAction) =>
  Effect.gen(function* () {
    yield* write((db) => db.updateTable("action").set(columnsOf(action)).where("id", "=", action.id).execute());
    yield* write((db) => db.deleteFrom("action_commune").where("action_id", "=", action.id).execute());
    yield* insertCommunes(action);
  });

/** Tells an event in the first version where it has the words, else in the second. */
const tellPlanned = (action: Domain.PreventionAction) => {
  const at = { aggregateId: action.id, aggregateVersion: action.version };
  const { contractId, ...data } = actionPlanned(action);
  return contractId !== null && Domain.isUsual(action)
    ? record(events.actionPlanned, { ...at, data: { ...data, contractId } })
    : record(events.actionPlannedAsIs, { ...at, data: { ...data, contractId } });
};

const tellChanged = (before: Domain.PreventionAction, after: Domain.PreventionAction, { contractId, ...data }: ActionChangedAsIs) => {
  const at = { aggregateId: after.id, aggregateVersion: after.version };
  return contractId !== null && Domain.isUsual(before) && Domain.isUsual(after)
    ? record(events.actionChanged, { ...at, data: { ...data, ...(contractId === undefined ? {} : { contractId }) } })
    : record(events.actionChangedAsIs, { ...at, data: { ...data, ...(contractId === undefined ? {} : { contractId }) } });
};

const tellPublished = (action: Domain.PreventionAction, publishedOn: PartialDate) => {
  const at = { aggregateId: action.id, aggregateVersion: action.version };
  const { contractId, ...data } = actionPublished(action, publishedOn);
  return contractId !== null && Domain.isUsual(action)
    ? record(events.actionPublished, { ...at, data: { ...data, contractId } })
    : record(events.actionPublishedAsIs, { ...at, data: { ...data, contractId } });
};

/** Plans an action. Under no contract, or outside the territory of the day, whoever plans it has said to know. */
export const planAction = ({ acknowledged, externalIds = [], template, ...said }: typeof NewAction.Type) =>
  Effect.gen(function* () {
    const input = yield* completed(said, template);
    yield* requireSheet(input.actionSheetId, input.cptsId);
    const world = yield* worldOf(input.cptsId, Planning.dayOf(input.period ?? null, yield* today));
    // The platform's ids are UUIDs.
    const id = (yield* (yield* Ids).next) as Domain.ActionId;
    const { action, notices } = Planning.planAction(id, input, world);
    yield* requireAllSeen(input, notices, acknowledged);
    yield* write((db) => db.insertInto("action").values(columnsOf(action)).execute());
    yield* insertCommunes(action);
    if (externalIds.length > 0) yield* claimExternalIds(kind, id, externalIds);
    yield* tellPlanned(action);
    return id;
  });

/** Reads an action and holds it until the transaction ends: of two writers one waits, then sees the other's version. */
const lockAction = (id: Domain.ActionId) =>
  Effect.flatMap(
    write((db) => db.selectFrom("action as a").selectAll("a").select(communesOfAction).where("a.id", "=", id).forUpdate("a").executeTakeFirst()),
    (row) => (row === undefined ? Effect.fail(new Problem({ type: "not-found" })) : Effect.succeed(actionOfRow(row))),
  );

/** Changes a planned action from the version that the caller has read. A change that changes nothing leaves no trace. */
export const changeAction = (id: Domain.ActionId, { acknowledged, ...patch }: typeof ActionPatch.Type, ifMatch: number) =>
  Effect.gen(function* () {
    const before = yield* lockAction(id);
    if (before.version !== ifMatch) return yield* versionConflict(before.version);
    yield* requireSheet(patch.actionSheetId, before.cptsId);
    const world = yield* worldOf(before.cptsId, Planning.dayOf(Planning.periodAfter(before, patch), yield* today));
    const changed = Planning.changeAction(before, patch, world);
    if (Result.isFailure(changed)) return yield* alreadyPublished(changed.failure);
    const { action: after, notices } = changed.success;
    yield* requireAllSeen(patch, notices, acknowledged);
    const data = actionChanged(before, after);
    if (data === null) return;
    yield* storeChange(after);
    yield* tellChanged(before, after, data);
  });

/** Publishes a planned action, checked once more against what is known now: it is open data from then on. */
export const publishAction = (id: Domain.ActionId, body: typeof Publication.Type) =>
  Effect.gen(function* () {
    const before = yield* lockAction(id);
    const now = yield* today;
    const publishedOn: PartialDate = body.publishedOn ?? fromLocalDate(now);
    const published = Planning.publishAction(before, publishedOn, now, yield* worldOf(before.cptsId, Planning.dayOf(before.period, now)));
    if (Result.isFailure(published)) {
      const { failure } = published;
      return yield* failure._tag === "PublishedInTheFuture" ? inTheFuture(failure) : alreadyPublished(failure);
    }
    const { action: after, notices } = published.success;
    yield* requireAllSeen({}, notices, body.acknowledged);
    yield* storeChange(after);
    yield* write((db) => db.updateTable("session").set({ is_public: true }).where("action_id", "=", id).execute());
    yield* tellPublished(after, publishedOn);
  });
