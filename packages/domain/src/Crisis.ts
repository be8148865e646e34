/**
 * A crisis that a CPTS answers: activated at a level for a reason, followed in a log that only grows, with tasks, until a report
 * closes it.
 *
 * @example
 * ```ts
 * import * as Crisis from "@cpts/domain/Crisis";
 *
 * Crisis.taskMoves.todo; // => ["doing", "done", "cancelled"]
 * Crisis.openTasks([{ id: "1", state: "doing" }, { id: "2", state: "done" }]); // => ["1"]
 * ```
 */
import { Schema } from "effect";
import { CptsId } from "./Cpts.ts";
import { CrisisRoleId } from "./CrisisPlan.ts";
import { Instant } from "./EventEnvelope.ts";
import { freeText } from "./FreeText.ts";
import { platformId } from "./internal/platformId.ts";
import { Code } from "./OpenCode.ts";
import { ProfessionalId } from "./Professional.ts";

/** Identity of a crisis. Issue: `platform-id.format`. */
export const CrisisId = platformId("CrisisId", "Identity of a crisis on the platform").pipe(Schema.brand("CrisisId"));

/** Identity of a crisis. */
export type CrisisId = typeof CrisisId.Type;

/** Identity of a task of a crisis. Issue: `platform-id.format`. */
export const CrisisTaskId = platformId("CrisisTaskId", "Identity of a task of a crisis on the platform").pipe(Schema.brand("CrisisTaskId"));

/** Identity of a task. */
export type CrisisTaskId = typeof CrisisTaskId.Type;

/** What it takes to activate the answer of a CPTS. The level and the theme are open lists. */
export const Activation = Schema.Struct({
  cptsId: CptsId,
  level: Code.annotate({ description: "How serious it is, as the plan names its levels", examples: ["2"] }),
  theme: Code.annotate({ description: "What it is about", examples: ["canicule"] }),
  reason: freeText({ max: 2000, title: "Reason", description: "Why the plan is activated" }),
}).annotate({ identifier: "CrisisActivation", title: "Activation", description: "What it takes to activate the answer of a CPTS" });

/** An entry of the log: what happened, and when if that was earlier. An entry is never changed: another one corrects it. */
export const LogEntryInput = Schema.Struct({
  text: freeText({ max: 4000, title: "Text", description: "What happened or was decided" }),
  at: Schema.optionalKey(Instant.annotate({ description: "When it happened; now unless said" })),
}).annotate({ identifier: "CrisisLogEntryInput", title: "LogEntryInput", description: "An entry of the log of a crisis" });

/** States of a task. */
export const TaskState = Schema.Literals(["todo", "doing", "done", "cancelled"]).annotate({ title: "TaskState", description: "Where a task stands" });

/** States of a task. */
export type TaskState = typeof TaskState.Type;

/** Where a task may go from a state; what was cancelled stays so. */
export const taskMoves: { readonly [S in TaskState]: ReadonlyArray<TaskState> } = {
  todo: ["doing", "done", "cancelled"],
  doing: ["todo", "done", "cancelled"],
  done: ["doing"],
  cancelled: [],
};

const task = {
  title: freeText({ max: 300, title: "Title", description: "What is to be done" }),
  assigneeId: ProfessionalId,
  roleId: CrisisRoleId,
  dueAt: Instant.annotate({ description: "Until when" }),
};

/** A task to be done, by a person or a role of the plan. */
export const NewTask = Schema.Struct({
  title: task.title,
  assigneeId: Schema.optionalKey(task.assigneeId),
  roleId: Schema.optionalKey(task.roleId),
  dueAt: Schema.optionalKey(task.dueAt),
}).annotate({ identifier: "NewCrisisTask", title: "NewTask", description: "A task to be done in a crisis" });

/** What to change in a task: absent keys stay, `null` clears. Issue: `crisis-task-patch.empty`. */
export const TaskPatch = Schema.Struct({
  state: Schema.optionalKey(TaskState),
  assigneeId: Schema.optionalKey(Schema.NullOr(task.assigneeId)),
  dueAt: Schema.optionalKey(Schema.NullOr(task.dueAt)),
})
  .annotate({ title: "TaskPatch", description: "What to change in a task" })
  .pipe(Schema.check(Schema.makeFilter((patch: object) => Object.keys(patch).length > 0 || "crisis-task-patch.empty", { identifier: "CrisisTaskPatch" })));

/** What to change in a task. */
export type TaskPatch = typeof TaskPatch.Type;

/** The report that closes a crisis. */
export const ClosureReport = Schema.Struct({
  report: freeText({ max: 20_000, title: "Report", description: "What was done, and what it came to: counts only" }),
  lessons: Schema.optionalKey(freeText({ max: 10_000, title: "Lessons", description: "What the next plan should say" })),
}).annotate({ identifier: "CrisisClosure", title: "ClosureReport", description: "The report that closes a crisis" });

/** The tasks that keep a crisis from being closed: neither done nor cancelled. */
export const openTasks = (tasks: ReadonlyArray<{ readonly id: string; readonly state: TaskState }>): ReadonlyArray<string> =>
  tasks.filter(({ state }) => state === "todo" || state === "doing").map(({ id }) => id);
