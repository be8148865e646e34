/**
 * Crises: endpoints and events of the prevention service about the answer of a CPTS, from the alert to the report.
 *
 * @example
 * ```ts
 * import { crisisEvents } from "@cpts/api/Crises"
 *
 * crisisEvents.crisisActivated.type // => "cpts.prevention.crisis.activated.v1"
 * ```
 *
 * @since 0.1.0
 */
import { CptsId } from "@cpts/domain/Cpts";
import * as Domain from "@cpts/domain/Crisis";
import * as Events from "@cpts/domain/CrisisEvents";
import { Schema } from "effect";
import { CrisisLogEntry, CrisisReport, CrisisTask, CrisisView } from "./CrisisViews.ts";
import { endpoint } from "./Endpoint.ts";
import { eventType } from "./EventType.ts";
import { download } from "./Files.ts";
import { acknowledging } from "./internal/acknowledging.ts";
import { page, pageQuery } from "./Page.ts";

const params = Schema.Struct({ id: Domain.CrisisId });
const exampleCpts = "0198c0de-0000-7000-8000-000000000001";

const lists = {
  listCrises: endpoint({
    id: "crisis.list",
    method: "GET",
    path: "/v1/crises",
    query: Schema.Struct({ ...pageQuery, cpts: Schema.optionalKey(CptsId), state: Schema.optionalKey(Schema.Literals(["active", "closed"])) }),
    response: page(CrisisView),
    permission: "crisis.read",
    summary: { fr: "Lister les crises que l'on peut voir", en: "List the crises that one may see" },
  }),
};

/** What is asked of crises. */
export const crisisEndpoints = {
  activateCrisis: endpoint({
    id: "crisis.activate",
    method: "POST",
    path: "/v1/crises",
    body: acknowledging(Domain.Activation, "CrisisActivation"),
    response: CrisisView,
    status: 201,
    versioned: true,
    problems: ["invalid-request", "unknown-reference"],
    permission: "crisis.activate",
    summary: { fr: "Activer la réponse d'une CPTS à une crise", en: "Activate the answer of a CPTS to a crisis" },
    example: { cptsId: exampleCpts, level: "2", theme: "canicule", reason: "Vigilance rouge de Météo-France" },
  }),
  ...lists,
  readCrisis: endpoint({
    id: "crisis.read",
    method: "GET",
    path: "/v1/crises/{id}",
    params,
    response: CrisisView,
    permission: "crisis.read",
    summary: { fr: "Lire une crise et ses tâches", en: "Read a crisis and its tasks" },
  }),
  addLogEntry: endpoint({
    id: "crisis.log.add",
    method: "POST",
    path: "/v1/crises/{id}/log",
    params,
    body: acknowledging(Domain.LogEntryInput, "CrisisLogEntryInput"),
    response: CrisisLogEntry,
    status: 201,
    problems: ["invalid-request", "illegal-transition"],
    permission: "crisis.follow",
    summary: { fr: "Ajouter une ligne à la main courante", en: "Add an entry to the log" },
    example: { text: "Salle climatisée ouverte à la mairie" },
  }),
  listLogEntries: endpoint({
    id: "crisis.log.list",
    method: "GET",
    path: "/v1/crises/{id}/log",
    params,
    query: Schema.Struct(pageQuery),
    response: page(CrisisLogEntry),
    permission: "crisis.read",
    summary: { fr: "Lire la main courante, dans l'ordre où elle fut écrite", en: "Read the log, in the order in which it was written" },
  }),
  addTask: endpoint({
    id: "crisis.task.add",
    method: "POST",
    path: "/v1/crises/{id}/tasks",
    params,
    body: acknowledging(Domain.NewTask, "NewCrisisTask"),
    response: CrisisTask,
    status: 201,
    versioned: true,
    problems: ["invalid-request", "illegal-transition"],
    permission: "crisis.follow",
    summary: { fr: "Donner une tâche", en: "Give a task" },
    example: { title: "Appeler les personnes isolées du registre", roleId: "cell-lead" },
  }),
  changeTask: endpoint({
    id: "crisis.task.change",
    method: "PATCH",
    path: "/v1/crises/{id}/tasks/{task}",
    params: Schema.Struct({ id: Domain.CrisisId, task: Domain.CrisisTaskId }),
    body: Domain.TaskPatch,
    response: CrisisTask,
    versioned: true,
    problems: ["invalid-request", "illegal-transition", "version-conflict", "precondition-required"],
    permission: "crisis.follow",
    summary: { fr: "Faire avancer une tâche, ou la confier à quelqu'un d'autre", en: "Move a task on, or give it to somebody else" },
    example: { state: "doing" },
  }),
  closeCrisis: endpoint({
    id: "crisis.close",
    method: "POST",
    path: "/v1/crises/{id}/closure",
    params,
    body: acknowledging(Domain.ClosureReport, "CrisisClosure"),
    response: CrisisView,
    versioned: true,
    problems: ["invalid-request", "illegal-transition"],
    permission: "crisis.activate",
    summary: { fr: "Clore une crise par un rapport", en: "Close a crisis with a report" },
    example: { report: "Douze jours d'alerte, 340 appels, aucune hospitalisation évitable connue." },
  }),
  readCrisisReport: endpoint({
    id: "crisis.report.read",
    method: "GET",
    path: "/v1/crises/{id}/report",
    params,
    response: CrisisReport,
    permission: "crisis.read",
    summary: { fr: "Lire le rapport d'une crise close", en: "Read the report of a crisis that is closed" },
  }),
  readCrisisReportFile: download({
    id: "crisis.report.file",
    path: "/v1/crises/{id}/report.pdf",
    params,
    permission: "crisis.read",
    summary: { fr: "Prendre le rapport d'une crise close, en PDF", en: "Take the report of a crisis that is closed, as PDF" },
  }),
} as const;

const of = { service: "prevention", aggregate: "crisis", version: 1 } as const;
const ids = { crisisId: "0198c0de-0000-7000-8000-000000000080", cptsId: exampleCpts };

/** What is told of crises. */
export const crisisEvents = {
  crisisActivated: eventType({
    ...of,
    event: "activated",
    payload: Events.CrisisActivated,
    summary: { fr: "Alerte : une CPTS répond à une crise", en: "Alert: a CPTS answers a crisis" },
    example: { ...ids, level: "2", theme: "canicule", planNumber: 1, activatedAt: "2026-07-01T08:00:00Z" },
  }),
  crisisClosed: eventType({
    ...of,
    event: "closed",
    payload: Events.CrisisClosed,
    summary: { fr: "Fin de l'alerte", en: "End of the alert" },
    example: { ...ids, activatedAt: "2026-07-01T08:00:00Z", closedAt: "2026-07-12T18:00:00Z", entryCount: 57, tasksDone: 9 },
  }),
} as const;
