import { Problem } from "@cpts/api/Problem";
import { registry } from "@cpts/api/Registry";
import type { CptsId } from "@cpts/domain/Cpts";
import { Completeness, decisionFault, ProjectDecision, silenceCountsFrom, silenceEnds } from "@cpts/domain/HealthProject";
import { fromLocalDate } from "@cpts/domain/PartialDate";
import { clock, type Due } from "@cpts/service-kit/clocks/clock";
import { cancel } from "@cpts/service-kit/clocks/schedule";
import { record } from "@cpts/service-kit/events/log/record";
import { today } from "@cpts/service-kit/time/today";
import { Effect, Schema } from "effect";
import { lockCpts, nextVersion, versionConflict } from "../cpts/lock.ts";
import { write } from "../database/tables.ts";
import { alreadyAnswered, decisionProblem } from "./faults.ts";
import { awaitSilence, findProject, projectsOf, showProject, tacitValidation, type ProjectRow } from "./projects.ts";
import { passStep, type Caller } from "./transitions.ts";

const encodeCompleteness = Schema.encodeSync(Completeness);
const encodeDecision = Schema.encodeSync(ProjectDecision);

const lastDayOf = ({ completeOn, submittedOn }: ProjectRow) => {
  const from = silenceCountsFrom(submittedOn, completeOn);
  return from === null ? null : silenceEnds(from);
};

const lockVersion = (cptsId: CptsId, version: number, ifMatch: number) =>
  Effect.gen(function* () {
    const row = yield* lockCpts(cptsId);
    if (row.version !== ifMatch) return yield* versionConflict(row.version);
    return yield* findProject(cptsId, version);
  });

/** Says since when the agency has every piece: its silence counts from there. */
export const completeProject = (cptsId: CptsId, version: number, completeness: Completeness, ifMatch: number) =>
  Effect.gen(function* () {
    const project = yield* lockVersion(cptsId, version, ifMatch);
    const { on } = completeness;
    if (project.completeOn === on) return { body: yield* showProject(cptsId, version), version: ifMatch };
    if (project.state !== "filed") return yield* alreadyAnswered;
    const now = yield* today;
    const endsOn = lastDayOf(project);
    // The silence that has ended is not begun anew, whether the clock has come to it or not.
    const fault = decisionFault(project, on, now) ?? (endsOn !== null && now > endsOn ? "after-silence" : null);
    if (fault !== null) return yield* decisionProblem(fault, project.submittedOn, endsOn);
    const ends = yield* awaitSilence(cptsId, version, project.submittedOn, on);
    yield* write((db) => db.updateTable("health_project").set({ complete_on: on, silence_ends_on: ends, completeness: JSON.stringify(encodeCompleteness(completeness)) }).where("id", "=", project.id).execute());
    const made = yield* nextVersion(cptsId);
    yield* record(registry.events.projectCompleted, { aggregateId: cptsId, aggregateVersion: made, data: { cptsId, projectId: project.projectId, version, on } });
    return { body: yield* showProject(cptsId, version), version: made };
  });

/** Records the answer of the agency. One that was given in time and comes late replaces the silence. */
export const decideProject = (cptsId: CptsId, version: number, decision: ProjectDecision, ifMatch: number, { actor, callerName }: Caller) =>
  Effect.gen(function* () {
    const project = yield* lockVersion(cptsId, version, ifMatch);
    const { grounds = [], on, source } = decision;
    const fault = decisionFault(project, on, yield* today);
    if (fault !== null) return yield* decisionProblem(fault, project.submittedOn, lastDayOf(project));
    yield* cancel({ kind: tacitValidation, ref: cptsId, key: String(version) });
    const answered = { state: decision.decision, decided_on: on, silence_ends_on: null, decision: JSON.stringify(encodeDecision(decision)) };
    yield* write((db) => db.updateTable("health_project").set(answered).where("id", "=", project.id).execute());
    const told = { cptsId, projectId: project.projectId, version, on };
    const aggregateVersion = yield* nextVersion(cptsId);
    if (decision.decision === "validated") yield* record(registry.events.projectValidated, { aggregateId: cptsId, aggregateVersion, data: { ...told, tacit: false } });
    else yield* record(registry.events.projectRefused, { aggregateId: cptsId, aggregateVersion, data: { ...told, grounds } });
    const passed = yield* passStep(cptsId, {
      action: decision.decision === "validated" ? "validate-project" : "refuse-project",
      on: fromLocalDate(on),
      by: actor.role,
      evidence: source,
      recordedBy: callerName,
      path: ["on"],
      replacesLast: project.state === "tacitly-validated",
    });
    return { body: yield* showProject(cptsId, version), version: passed };
  });

/** Validates a project whose two months of silence are over. What was answered, or is no longer filed, is left alone. */
const validateBySilence = ({ key, ref }: Due) =>
  Effect.gen(function* () {
    // The reference of an entry of this kind is the id of a CPTS.
    const cptsId = ref as CptsId;
    const { status } = yield* lockCpts(cptsId);
    const project = (yield* projectsOf(cptsId)).find((row) => String(row.version) === key);
    if (project?.state !== "filed" || status !== "project-filed") return;
    const on = lastDayOf(project);
    if (on === null) return;
    yield* write((db) => db.updateTable("health_project").set({ state: "tacitly-validated", decided_on: on, silence_ends_on: null }).where("id", "=", project.id).execute());
    const data = { cptsId, projectId: project.projectId, version: project.version, on, tacit: true };
    yield* record(registry.events.projectValidated, { aggregateId: cptsId, aggregateVersion: yield* nextVersion(cptsId), data });
    yield* passStep(cptsId, { action: "acknowledge-tacit-validation", on: fromLocalDate(on), by: "service-account", evidence: null, recordedBy: null, path: [] });
  }).pipe(Effect.catchIf((error) => error instanceof Problem, Effect.die));

/** The two months of silence that validate a health project. */
export const silences = clock(tacitValidation, validateBySilence);
