import type { CrisisPlanPublication } from "@cpts/api/CrisisPlans";
import { prevention } from "@cpts/api/Prevention";
import { Problem } from "@cpts/api/Problem";
import type { CptsId } from "@cpts/domain/Cpts";
import { CrisisExercise, mayBePublished, updateDueOn, type CrisisPlanContent, type CrisisPlanId, type NewCrisisPlan } from "@cpts/domain/CrisisPlan";
import { record } from "@cpts/service-kit/events/log/record";
import { Ids } from "@cpts/service-kit/ids";
import { today } from "@cpts/service-kit/time/today";
import { Effect, Result, Schema } from "effect";
import { write } from "../database/tables.ts";
import { hasAPlan, inTheFuture, noDraft, notPublished, notYetPublished, versionConflict } from "./plan-faults.ts";
import { decodeContent, encodeContent, planHeld, planOfCpts, type PlanRow } from "./plan-rows.ts";
import { remindOn } from "./yearly-update.ts";

const { events } = prevention;
const encodeExercise = Schema.encodeSync(CrisisExercise);

const held = (id: CrisisPlanId) =>
  Effect.flatMap(
    write((db) => planHeld(db, id)),
    ([row]) => (row === undefined ? Effect.fail(new Problem({ type: "not-found" })) : Effect.succeed(row)),
  );

const countsOf = ({ resources, roles }: CrisisPlanContent) => ({ roleCount: roles.length, resourceCount: resources.length });
// The platform's ids are UUIDs.
const idsOf = (row: Pick<PlanRow, "id" | "cpts_id">) => ({ planId: row.id as CrisisPlanId, cptsId: row.cpts_id as CptsId });

const drafted = (row: Pick<PlanRow, "id" | "cpts_id">, version: number, number: number, content: CrisisPlanContent) =>
  record(events.crisisPlanDrafted, { aggregateId: row.id, aggregateVersion: version, data: { ...idsOf(row), number, ...countsOf(content) } });

/** Drafts the plan of a CPTS, which has none yet. */
export const beginPlan = ({ cptsId, ...content }: typeof NewCrisisPlan.Type) =>
  Effect.gen(function* () {
    const [other] = yield* write((db) => planOfCpts(db, cptsId));
    if (other !== undefined) return yield* hasAPlan;
    const id = (yield* (yield* Ids).next) as CrisisPlanId;
    const row = { id, cpts_id: cptsId, published_number: null, reminder_on: null, draft_number: 1, draft: JSON.stringify(encodeContent(content)), version: 1 };
    const kept = yield* write((db) => db.insertInto("crisis_plan").values(row).onConflict((conflict) => conflict.column("cpts_id").doNothing()).returning("id").execute());
    if (kept.length === 0) return yield* hasAPlan;
    yield* drafted(row, 1, 1, content);
    return id;
  });

/** Replaces the draft, or begins that of the next version. */
export const changePlan = (id: CrisisPlanId, content: CrisisPlanContent, ifMatch: number) =>
  Effect.gen(function* () {
    const row = yield* held(id);
    if (row.version !== ifMatch) return yield* versionConflict(row.version);
    const draft = JSON.stringify(encodeContent(content));
    if (row.draft !== null && JSON.stringify(row.draft) === draft) return;
    const [number, version] = [(row.published_number ?? 0) + 1, row.version + 1];
    yield* write((db) => db.updateTable("crisis_plan").set({ draft, draft_number: number, version }).where("id", "=", id).execute());
    yield* drafted(row, version, number, content);
  });

/** Makes the draft the plan, and starts the year after which it is to be updated anew. */
export const publishPlan = (id: CrisisPlanId, body: typeof CrisisPlanPublication.Type) =>
  Effect.gen(function* () {
    const row = yield* held(id);
    const { draft, draft_number: number } = row;
    if (draft === null || number === null) return yield* noDraft;
    const now = yield* today;
    const publishedOn = body.publishedOn ?? now;
    const content = decodeContent(draft);
    const checked = mayBePublished(content, { publishedOn, earliest: row.published_on, today: now });
    if (Result.isFailure(checked)) return yield* notPublished(checked.failure);
    const version = row.version + 1;
    const dueOn = updateDueOn(publishedOn);
    yield* write((db) => db.insertInto("crisis_plan_version").values({ plan_id: id, number, published_on: publishedOn, content: JSON.stringify(draft) }).execute());
    yield* write((db) => db.updateTable("crisis_plan").set({ published_number: number, reminder_on: dueOn, draft: null, draft_number: null, version }).where("id", "=", id).execute());
    yield* remindOn(id, row.reminder_on, dueOn);
    yield* record(events.crisisPlanPublished, { aggregateId: id, aggregateVersion: version, data: { ...idsOf(row), number, publishedOn, updateDueOn: dueOn, ...countsOf(content) } });
  });

/** Keeps what an exercise showed. */
export const recordExercise = (id: CrisisPlanId, exercise: typeof CrisisExercise.Type) =>
  Effect.gen(function* () {
    const row = yield* held(id);
    if (row.published_number === null) return yield* notYetPublished;
    const now = yield* today;
    if (exercise.heldOn > now) return yield* inTheFuture("heldOn", now);
    const version = row.version + 1;
    const exerciseId = yield* (yield* Ids).next;
    yield* write((db) => db.insertInto("crisis_exercise").values({ id: exerciseId, plan_id: id, held_on: exercise.heldOn, exercise: JSON.stringify(encodeExercise(exercise)) }).execute());
    yield* write((db) => db.updateTable("crisis_plan").set({ version }).where("id", "=", id).execute());
    const data = { ...idsOf(row), number: row.published_number, heldOn: exercise.heldOn, participants: exercise.participants };
    yield* record(events.crisisExerciseRecorded, { aggregateId: id, aggregateVersion: version, data });
  });
