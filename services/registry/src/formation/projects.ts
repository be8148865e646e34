import type { ToldProject } from "@cpts/api/RegistrySnapshots";
import type { ProjectFacts, ProjectItem, ProjectView } from "@cpts/api/FormationViews";
import { Problem } from "@cpts/api/Problem";
import { registry } from "@cpts/api/Registry";
import type { CptsId } from "@cpts/domain/Cpts";
import { NewHealthProject, Opinion, silenceCountsFrom, silenceEnds, type Completeness, type ProjectDecision, type ProjectId } from "@cpts/domain/HealthProject";
import { addDays, type LocalDate } from "@cpts/domain/LocalDate";
import type { PartialDate } from "@cpts/domain/PartialDate";
import { schedule } from "@cpts/service-kit/clocks/schedule";
import { statement } from "@cpts/service-kit/database/statement";
import { filesOf } from "@cpts/service-kit/files/store";
import { keyCursor } from "@cpts/service-kit/http/page-cursor";
import { pagesById } from "@cpts/service-kit/http/pages-by-id";
import { Ids } from "@cpts/service-kit/ids";
import { record } from "@cpts/service-kit/events/log/record";
import { startOfDayInParis } from "@cpts/service-kit/time/paris-day";
import { Effect, Schema } from "effect";
import { lockCpts, nextVersion } from "../cpts/lock.ts";
import { read, write } from "../database/tables.ts";
import { unknownMissions } from "../missions/official.ts";
import { nextOf, oneVersion } from "./document-versions.ts";
import { shownFiles } from "./files.ts";
import { checkStepDate, inTheNameOfCpts, passStep, type Caller } from "./transitions.ts";

type Facts = typeof ProjectFacts.Encoded;

/** A version as it is kept. */
export interface ProjectRow extends Omit<Facts, "projectId" | "cptsId" | "submittedOn" | "completeOn"> {
  readonly id: string;
  readonly projectId: ProjectId;
  readonly cptsId: CptsId;
  readonly submittedOn: PartialDate;
  readonly completeOn: LocalDate | null;
  readonly silenceEndsOn: LocalDate | null;
  readonly content: typeof NewHealthProject.Encoded;
  readonly completeness: typeof Completeness.Encoded | null;
  readonly opinions: ReadonlyArray<typeof Opinion.Encoded>;
  readonly decision: typeof ProjectDecision.Encoded | null;
}

/** What happens when the agency has been silent for two months. */
export const tacitValidation = "tacit-validation";

const encodeProject = Schema.encodeSync(NewHealthProject);
const encodeOpinion = Schema.encodeSync(Opinion);
const facts = `p.id, p.project_id as "projectId", p.cpts_id as "cptsId", p.version, p.state, p.submitted_on as "submittedOn", p.complete_on as "completeOn", p.decided_on as "decidedOn", p.silence_ends_on as "silenceEndsOn"`;
const ofCpts = statement<[cptsId: string], ProjectRow>(`select ${facts}, content, completeness, opinions, decision from health_project p where cpts_id = $1 order by version`);
const all = statement<[after: string, limit: number], ProjectRow>(`select ${facts}, content, opinions, decision from health_project p where p.id > $1 order by p.id limit $2`);
type Listed = ProjectRow & { readonly cptsName: string; readonly place: string };
const deadline = `coalesce(p.silence_ends_on, '9999-12-31') collate "C"`;
const listed = statement<[limit: number, state: string | null, cptsId: string | null, place: string | null, id: string | null], Listed>(
  `select ${facts}, c.name as "cptsName", ${deadline} as place from health_project p join cpts c on c.id = p.cpts_id
  where ($2::text is null or p.state = $2) and ($3::uuid is null or p.cpts_id = $3) and ($4::text is null or (${deadline}, p.id) > ($4, $5::uuid))
  order by ${deadline}, p.id limit $1`,
);

/** The official missions that a project is about, each once. */
const missionsOf = <Mission>({ missions }: { readonly missions: ReadonlyArray<{ readonly codes: ReadonlyArray<Mission> }> }): ReadonlyArray<Mission> => [...new Set(missions.flatMap(({ codes }) => codes))];

/** The versions of the project of a CPTS, the first one first. */
export const projectsOf = (cptsId: CptsId) => read((db) => ofCpts(db, cptsId));

export const factsOf = ({ completeOn, cptsId, decidedOn, projectId, state, submittedOn, version }: Facts): Facts => ({ projectId, cptsId, version, state, submittedOn, completeOn, decidedOn });

/** Files of a version hang on it. */
export const projectFiles = (id: string) => ({ kind: "health-project", id });

export const findProject = (cptsId: CptsId, version: number) => Effect.flatMap(projectsOf(cptsId), (rows) => oneVersion(rows, version));

/** One version of a project, as it is shown. */
export const showProject = (cptsId: CptsId, version: number) =>
  Effect.gen(function* () {
    const row = yield* findProject(cptsId, version);
    const { completeness, content: project, decision, opinions, silenceEndsOn } = row;
    const view: typeof ProjectView.Encoded = { ...factsOf(row), silenceEndsOn, project, completeness, opinions, decision, files: shownFiles(yield* filesOf(projectFiles(row.id))) };
    return view;
  });

const toldOf = (row: ProjectRow): typeof ToldProject.Encoded => ({
  ...factsOf(row),
  missions: missionsOf(row.content),
  opinions: row.opinions.map(({ from, on, verdict }) => ({ from, verdict, on })),
  grounds: row.decision?.decision === "refused" ? (row.decision.grounds ?? []) : null,
});

/** The projects of every CPTS, version by version, as the log tells them. */
export const listAllProjects = pagesById("health-projects", (after, limit) => read((db) => all(db, after, limit)), (rows) => Effect.succeed(rows.map(toldOf)));

const pages = keyCursor("health-projects");

/** Projects, those that a silence is about to validate first. */
export const listProjects = ({ cpts, cursor, limit, state }: { readonly cpts?: CptsId; readonly cursor?: string; readonly limit: number; readonly state?: string }) =>
  Effect.gen(function* () {
    const place = yield* pages.read(cursor);
    const rows = yield* read((db) => listed(db, limit + 1, state ?? null, cpts ?? null, place?.[0] ?? null, place?.[1] ?? null));
    const { items, nextCursor } = pages.pageOf(rows, limit, (row) => [row.place, row.id]);
    return { items: items.map((row): typeof ProjectItem.Encoded => ({ ...factsOf(row), silenceEndsOn: row.silenceEndsOn, cptsName: row.cptsName })), nextCursor };
  });

/** Lets the silence validate at the end of its last day in Paris; gives that day, null where none is known to count from. */
export const awaitSilence = (cptsId: CptsId, version: number, submittedOn: PartialDate, completeOn: LocalDate | null) =>
  Effect.gen(function* () {
    const from = silenceCountsFrom(submittedOn, completeOn);
    if (from === null) return null;
    const endsOn = silenceEnds(from);
    yield* schedule({ kind: tacitValidation, ref: cptsId, key: String(version), at: startOfDayInParis(addDays(endsOn, 1)) });
    return endsOn;
  });

/** Keeps a version of the project, lets the CPTS take the step, and begins to count the silence of the agency. */
export const submitProject = (cptsId: CptsId, project: NewHealthProject, caller: Caller) =>
  Effect.gen(function* () {
    const unknown = unknownMissions(project);
    if (unknown.length > 0) return yield* new Problem({ type: "invalid-request", faults: unknown });
    const { status } = yield* lockCpts(cptsId);
    const { last, version } = yield* nextOf(yield* projectsOf(cptsId));
    const ids = yield* Ids;
    const id = yield* ids.next;
    // The platform's ids are UUIDs.
    const projectId = last?.projectId ?? ((yield* ids.next) as ProjectId);
    yield* checkStepDate(project.on, ["on"]);
    const endsOn = yield* awaitSilence(cptsId, version, project.on, null);
    const content = JSON.stringify(encodeProject(project));
    yield* write((db) => db.insertInto("health_project").values({ id, project_id: projectId, cpts_id: cptsId, version, state: "filed", submitted_on: project.on, silence_ends_on: endsOn, content, opinions: "[]" }).execute());
    yield* record(registry.events.projectSubmitted, { aggregateId: cptsId, aggregateVersion: yield* nextVersion(cptsId), data: { cptsId, projectId, version, on: project.on, missions: missionsOf(project) } });
    // The step was stated by a take-over, without its document.
    const isStated = status === "project-filed";
    if (!isStated) yield* passStep(cptsId, { action: "file-project", on: project.on, by: inTheNameOfCpts(caller.actor), evidence: project.source ?? null, recordedBy: caller.callerName, path: ["on"] });
    return yield* showProject(cptsId, version);
  });

/** Keeps an opinion on a version. It binds nobody and stops no clock. */
export const giveOpinion = (cptsId: CptsId, version: number, opinion: Opinion) =>
  Effect.gen(function* () {
    yield* lockCpts(cptsId);
    const row = yield* findProject(cptsId, version);
    yield* checkStepDate(opinion.on, ["on"]);
    const opinions = JSON.stringify([...row.opinions, encodeOpinion(opinion)]);
    yield* write((db) => db.updateTable("health_project").set({ opinions }).where("id", "=", row.id).execute());
    const { from, on, verdict } = opinion;
    yield* record(registry.events.projectOpinionGiven, { aggregateId: cptsId, aggregateVersion: yield* nextVersion(cptsId), data: { cptsId, projectId: row.projectId, version, from, verdict, on } });
    return yield* showProject(cptsId, version);
  });
