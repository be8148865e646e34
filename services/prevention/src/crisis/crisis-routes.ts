import { crisisEndpoints as endpoints } from "@cpts/api/Crises";
import type { CptsId } from "@cpts/domain/Cpts";
import type { CrisisId } from "@cpts/domain/Crisis";
import { bind } from "@cpts/service-kit/http/bind";
import { openData } from "@cpts/service-kit/http/open-data";
import { cptsResource } from "@cpts/service-kit/known/cpts";
import { placesOfCpts } from "@cpts/service-kit/known/places";
import { Effect } from "effect";
import { withoutNames } from "../warnings/warning.ts";
import { activate, addEntry, addTask, changeTask, close } from "./crisis-commands.ts";
import { findReport, findReportFile } from "./report.ts";
import { findCrisis, findTask, listCrises, listEntries } from "./crisis-queries.ts";

const about = ({ params }: { readonly params: { readonly id: CrisisId } }) =>
  Effect.gen(function* () {
    // The ids of the platform are UUIDs.
    const cptsId = (yield* findCrisis(params.id)).cptsId as CptsId;
    return { kind: "crisis", visibility: "cpts" as const, cptsId, ...(yield* placesOfCpts(cptsId)) };
  });

const shown = (id: CrisisId) => Effect.map(findCrisis(id), (body) => ({ body, version: body.version }));

export const crisisRoutes = [
  bind(
    endpoints.activateCrisis,
    ({ actor, body }) => cptsResource({ kind: "crisis", id: body.cptsId, actor, visibility: "cpts", path: ["cptsId"] }),
    ({ actor, body }) => Effect.flatMap(Effect.flatMap(withoutNames(body), (alert) => activate(alert, actor)), (id) => Effect.map(shown(id), (answer) => ({ ...answer, location: `crises/${id}` }))),
  ),
  bind(endpoints.listCrises, openData("crisis"), ({ actor, query }) => Effect.map(listCrises(query, actor), (body) => ({ body }))),
  // Its tasks have versions of their own: the answer is tagged by what it holds.
  bind(endpoints.readCrisis, about, ({ params }) => Effect.map(findCrisis(params.id), (body) => ({ body }))),
  bind(endpoints.addLogEntry, about, ({ actor, body, params }) => Effect.map(Effect.flatMap(withoutNames(body), (said) => addEntry(params.id, said, actor)), (entry) => ({ body: entry }))),
  bind(endpoints.listLogEntries, about, ({ params, query }) => Effect.map(listEntries(params.id, query), (body) => ({ body }))),
  bind(endpoints.addTask, about, ({ actor, body, params }) => Effect.flatMap(Effect.flatMap(withoutNames(body), (task) => addTask(params.id, task, actor)), (task) => findTask(params.id, task))),
  bind(endpoints.changeTask, about, ({ actor, body, ifMatch, params }) => Effect.andThen(changeTask(params.id, params.task, body, ifMatch, actor), findTask(params.id, params.task))),
  bind(endpoints.closeCrisis, about, ({ actor, body, language, params }) => Effect.andThen(Effect.flatMap(withoutNames(body), (report) => close(params.id, report, actor, language)), shown(params.id))),
  bind(endpoints.readCrisisReport, about, ({ params }) => Effect.map(findReport(params.id), (body) => ({ body }))),
  bind(endpoints.readCrisisReportFile, about, ({ params }) => Effect.map(findReportFile(params.id), (file) => ({ file }))),
];
