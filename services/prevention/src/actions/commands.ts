import { prevention, type NewAction, type Publication } from "@cpts/api/Prevention";
import { Problem } from "@cpts/api/Problem";
import type { CptsId } from "@cpts/domain/Cpts";
import type { LocalDate } from "@cpts/domain/LocalDate";
import { formatEn, formatFr, fromLocalDate, type PartialDate } from "@cpts/domain/PartialDate";
import * as Domain from "@cpts/domain/PreventionAction";
import { actionChanged, actionPlanned, actionPublished } from "@cpts/domain/PreventionEvents";
import { loadCommunes } from "@cpts/reference-data";
import { claimExternalIds } from "@cpts/service-kit/database/external-ids";
import { Ids } from "@cpts/service-kit/ids";
import { record } from "@cpts/service-kit/events/log/record";
import { territoryOn } from "@cpts/service-kit/known/cpts";
import { today } from "@cpts/service-kit/time/today";
import { Effect, Result } from "effect";
import { signedContractsOf } from "../contracts/queries.ts";
import { write } from "../database/tables.ts";
import { faultsOfAction } from "./faults.ts";
import { completed } from "./template.ts";
import { kind } from "./queries.ts";
import { actionOfRow, columnsOf, communesOfAction } from "./rows.ts";

/** What an action is checked against on a day, as learned from the registry and the contracts service. */
const worldOf = (cptsId: CptsId, day: LocalDate) =>
  Effect.gen(function* () {
    const territory = yield* territoryOn(cptsId, day);
    // The events came through their schemas.
    const placed = territory === undefined ? null : (territory as unknown as Domain.PlacedTerritory);
    const world: Domain.ActionWorld = { contracts: yield* signedContractsOf(cptsId), day, territory: placed };
    return world;
  });

/** The action does not fit: a request to correct, or a publication that is not possible as the action stands. */
const refused = ({ problems }: Domain.ActionRefused, at: "request" | "publication") =>
  Effect.flatMap(Effect.promise(loadCommunes), (communes) => {
    const faults = faultsOfAction(problems, communes);
    if (at === "request") return Effect.fail(new Problem({ type: "invalid-request", faults }));
    const detail = {
      fr: "L'action ne tient plus dans le contrat ou le territoire de la CPTS : modifiez-la, puis publiez-la.",
      en: "The action does not fit the contract or the territory of the CPTS any more: change it, then publish it.",
    };
    return Effect.fail(new Problem({ type: "illegal-transition", detail, faults }));
  });

const alreadyPublished = ({ publishedOn }: Domain.ActionAlreadyPublished): Problem =>
  new Problem({
    type: "illegal-transition",
    detail: {
      fr: `Cette action est publiée (${publishedOn === null ? "date non précisée" : formatFr(publishedOn)}) : elle ne change plus.`,
      en: `This action is published (${publishedOn === null ? "date not stated" : formatEn(publishedOn)}): it does not change any more.`,
    },
  });

const inTheFuture = ({ publishedOn, today: now }: Domain.PublishedInTheFuture): Problem =>
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
      .values(action.communes.map(({ code, parts }, number) => ({ action_id: action.id, number, commune: code, parts })))
      .execute(),
  );

const storeChange = (action: Domain.PreventionAction) =>
  Effect.gen(function* () {
    yield* write((db) => db.updateTable("action").set(columnsOf(action)).where("id", "=", action.id).execute());
    yield* write((db) => db.deleteFrom("action_commune").where("action_id", "=", action.id).execute());
    yield* insertCommunes(action);
  });

/** Plans an action: the mission must be under a signed contract, the communes in the territory of the day. */
export const planAction = ({ externalIds = [], template, ...said }: typeof NewAction.Type) =>
  Effect.gen(function* () {
    const input = yield* completed(said, template);
    const world = yield* worldOf(input.cptsId, Domain.dayOf(input.period ?? null, yield* today));
    // The platform's ids are UUIDs.
    const id = (yield* (yield* Ids).next) as Domain.ActionId;
    const plan = Domain.planAction(id, input, world);
    if (Result.isFailure(plan)) return yield* refused(plan.failure, "request");
    const action = plan.success;
    yield* write((db) => db.insertInto("action").values(columnsOf(action)).execute());
    yield* insertCommunes(action);
    if (externalIds.length > 0) yield* claimExternalIds(kind, id, externalIds);
    yield* record(prevention.events.actionPlanned, { aggregateId: id, aggregateVersion: 1, data: actionPlanned(action) });
    return id;
  });

/** Reads an action and holds it until the transaction ends: of two writers one waits, then sees the other's version. */
const lockAction = (id: Domain.ActionId) =>
  Effect.flatMap(
    write((db) => db.selectFrom("action as a").selectAll("a").select(communesOfAction).where("a.id", "=", id).forUpdate("a").executeTakeFirst()),
    (row) => (row === undefined ? Effect.fail(new Problem({ type: "not-found" })) : Effect.succeed(actionOfRow(row))),
  );

/** Changes a planned action from the version that the caller has read. A change that changes nothing leaves no trace. */
export const changeAction = (id: Domain.ActionId, patch: Domain.ActionPatch, ifMatch: number) =>
  Effect.gen(function* () {
    const before = yield* lockAction(id);
    if (before.version !== ifMatch) return yield* versionConflict(before.version);
    const world = yield* worldOf(before.cptsId, Domain.dayOf(Domain.periodAfter(before, patch), yield* today));
    const changed = Domain.changeAction(before, patch, world);
    if (Result.isFailure(changed)) return yield* changed.failure._tag === "ActionRefused" ? refused(changed.failure, "request") : Effect.fail(alreadyPublished(changed.failure));
    const after = changed.success;
    const data = actionChanged(before, after);
    if (data === null) return;
    yield* storeChange(after);
    yield* record(prevention.events.actionChanged, { aggregateId: id, aggregateVersion: after.version, data });
  });

/** Publishes a planned action, checked once more against what is known now: it is open data from then on. */
export const publishAction = (id: Domain.ActionId, body: typeof Publication.Type) =>
  Effect.gen(function* () {
    const before = yield* lockAction(id);
    const now = yield* today;
    const publishedOn: PartialDate = body.publishedOn ?? fromLocalDate(now);
    const published = Domain.publishAction(before, publishedOn, now, yield* worldOf(before.cptsId, Domain.dayOf(before.period, now)));
    if (Result.isFailure(published)) {
      const { failure } = published;
      if (failure._tag === "ActionRefused") return yield* refused(failure, "publication");
      return yield* failure._tag === "PublishedInTheFuture" ? inTheFuture(failure) : alreadyPublished(failure);
    }
    const after = published.success;
    yield* storeChange(after);
    yield* write((db) => db.updateTable("session").set({ is_public: true }).where("action_id", "=", id).execute());
    yield* record(prevention.events.actionPublished, { aggregateId: id, aggregateVersion: after.version, data: actionPublished(after, publishedOn) });
  });
