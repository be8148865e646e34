import { prevention } from "@cpts/api/Prevention";
import type { Bilingual } from "@cpts/api/Endpoint";
import { Problem } from "@cpts/api/Problem";
import type { Actor } from "@cpts/domain/Access";
import type { CptsId } from "@cpts/domain/Cpts";
import { openTasks, taskMoves, type Activation, type ClosureReport, type CrisisId, type CrisisTaskId, type LogEntryInput, type NewTask, type TaskPatch } from "@cpts/domain/Crisis";
import { statement } from "@cpts/service-kit/database/statement";
import { record } from "@cpts/service-kit/events/log/record";
import { Ids } from "@cpts/service-kit/ids";
import { Clock, Effect } from "effect";
import type { Selectable } from "kysely";
import { write } from "../database/tables.ts";
import type { CrisisTables } from "./tables.ts";
import { closedAlready, notInTime, tasksOpen, taskStays } from "./crisis-faults.ts";
import { planOfCpts } from "./plan-rows.ts";
import { keepReport } from "./report.ts";
import { versionConflict } from "./plan-faults.ts";

const { events } = prevention;

type CrisisRow = Selectable<CrisisTables["crisis"]>;

const instant = Effect.map(Clock.currentTimeMillis, (millis) => new Date(millis).toISOString());

const heldStatement = statement<[id: string], CrisisRow>("select * from crisis where id = $1 for update");
const held = (id: CrisisId) =>
  Effect.flatMap(
    write((db) => heldStatement(db, id)),
    ([row]) => (row === undefined ? Effect.fail(new Problem({ type: "not-found" })) : row.state === "closed" ? Effect.fail(closedAlready) : Effect.succeed(row)),
  );

interface Entry {
  readonly kind: string;
  readonly at?: string;
  readonly text?: string;
  readonly taskId?: string;
}

// The crisis is held: two entries never take the same number.
const nextNumber = statement<[id: string], { readonly number: number }>("select coalesce(max(number), 0)::integer + 1 as number from crisis_log_entry where crisis_id = $1");

const note = (crisisId: string, actor: Actor, happened: Entry) =>
  Effect.gen(function* () {
    const { at, kind, taskId = null, text = null } = happened;
    const [next] = yield* write((db) => nextNumber(db, crisisId));
    const now = yield* instant;
    const entry = { number: next?.number ?? 1, kind, at: at ?? now, recorded_at: now, by: actor.role, text, task_id: taskId };
    yield* write((db) => db.insertInto("crisis_log_entry").values({ crisis_id: crisisId, ...entry }).execute());
    return entry;
  });

/** The alert. A CPTS without a plan answers too: nothing must keep it from that. */
export const activate = ({ cptsId, level, reason, theme }: typeof Activation.Type, actor: Actor) =>
  Effect.gen(function* () {
    const [plan] = yield* write((db) => planOfCpts(db, cptsId));
    // The platform's ids are UUIDs.
    const id = (yield* (yield* Ids).next) as CrisisId;
    const activatedAt = yield* instant;
    const planNumber = plan?.published_number ?? null;
    const row = { id, cpts_id: cptsId, state: "active" as const, level, theme, reason, plan_number: planNumber, activated_at: activatedAt, closed_at: null, report: null, lessons: null, version: 1 };
    yield* write((db) => db.insertInto("crisis").values(row).execute());
    yield* note(id, actor, { kind: "activated" });
    yield* record(events.crisisActivated, { aggregateId: id, aggregateVersion: 1, data: { crisisId: id, cptsId, level, theme, planNumber, activatedAt } });
    return id;
  });

/** An entry of the log. It tells of the time since the alert, never of the future. */
export const addEntry = (id: CrisisId, { at, text }: typeof LogEntryInput.Type, actor: Actor) =>
  Effect.gen(function* () {
    const crisis = yield* held(id);
    const now = yield* Clock.currentTimeMillis;
    if (at !== undefined && (Date.parse(at) > now || Date.parse(at) < Date.parse(crisis.activated_at))) return yield* notInTime;
    const { recorded_at: recordedAt, task_id: taskId, ...entry } = yield* note(id, actor, { kind: "note", text, ...(at === undefined ? {} : { at }) });
    return { ...entry, recordedAt, taskId };
  });

/** Gives a task, and notes it. */
export const addTask = (crisisId: CrisisId, input: typeof NewTask.Type, actor: Actor) =>
  Effect.gen(function* () {
    const { assigneeId = null, dueAt = null, roleId = null, title } = input;
    yield* held(crisisId);
    const id = (yield* (yield* Ids).next) as CrisisTaskId;
    yield* write((db) => db.insertInto("crisis_task").values({ id, crisis_id: crisisId, title, state: "todo", assignee_id: assigneeId, role_id: roleId, due_at: dueAt, version: 1 }).execute());
    yield* note(crisisId, actor, { kind: "task-added", taskId: id });
    return id;
  });

/** Moves a task on, or gives it to somebody else, and notes it. */
export const changeTask = (crisisId: CrisisId, id: CrisisTaskId, patch: TaskPatch, ifMatch: number, actor: Actor) =>
  Effect.gen(function* () {
    yield* held(crisisId);
    const [task] = yield* write((db) => db.selectFrom("crisis_task").selectAll().where("crisis_id", "=", crisisId).where("id", "=", id).execute());
    if (task === undefined) return yield* new Problem({ type: "not-found" });
    if (task.version !== ifMatch) return yield* versionConflict(task.version);
    const { assigneeId = task.assignee_id, dueAt = task.due_at, state = task.state } = patch;
    if (state !== task.state && !taskMoves[task.state].includes(state)) return yield* taskStays(task.state);
    if (state === task.state && assigneeId === task.assignee_id && dueAt === task.due_at) return;
    const after = { state, assignee_id: assigneeId, due_at: dueAt, version: task.version + 1 };
    yield* write((db) => db.updateTable("crisis_task").set(after).where("id", "=", id).execute());
    yield* note(crisisId, actor, { kind: "task-changed", taskId: id, text: state });
  });

/** Closes a crisis with its report, once nothing is left to do. */
export const close = (id: CrisisId, closure: typeof ClosureReport.Type, actor: Actor, language: keyof Bilingual) =>
  Effect.gen(function* () {
    const { lessons = null, report } = closure;
    const crisis = yield* held(id);
    const tasks = yield* write((db) => db.selectFrom("crisis_task").select(["id", "title", "state"]).where("crisis_id", "=", id).orderBy("id").execute());
    const open = new Set(openTasks(tasks));
    if (open.size > 0) return yield* tasksOpen(tasks.filter((task) => open.has(task.id)).map(({ title }) => title));
    const closedAt = yield* instant;
    const { number: entryCount } = yield* note(id, actor, { kind: "closed" });
    const version = crisis.version + 1;
    yield* write((db) => db.updateTable("crisis").set({ state: "closed", closed_at: closedAt, report, lessons, version }).where("id", "=", id).execute());
    const tasksDone = tasks.filter(({ state }) => state === "done").length;
    const activatedAt = new Date(crisis.activated_at).toISOString();
    yield* record(events.crisisClosed, { aggregateId: id, aggregateVersion: version, data: { crisisId: id, cptsId: crisis.cpts_id as CptsId, activatedAt, closedAt, entryCount, tasksDone } });
    yield* keepReport(id, language);
  });
