import { registry } from "@cpts/api/Registry";
import { bind } from "@cpts/service-kit/http/bind";
import { openData } from "@cpts/service-kit/http/open-data";
import { today } from "@cpts/service-kit/time/today";
import { Effect } from "effect";
import { cptsResource } from "../cpts/queries.ts";
import type { CptsId } from "@cpts/domain/Cpts";
import { unknownMissions } from "../missions/official.ts";
import { completeProject, decideProject } from "./decisions.ts";
import { addFile, sendFile } from "./files.ts";
import { assertKnown, decideLetter, findLetter, letterFiles, listLetters, submitLetter } from "./letters.ts";
import { findLife } from "./life.ts";
import { mergeCpts } from "./mergers.ts";
import { findFormation } from "./progress.ts";
import { findProject, giveOpinion, listProjects, projectFiles, showProject, submitProject } from "./projects.ts";
import { takeOver, takeStep } from "./transitions.ts";

const endpoints = registry.endpoints;

interface Of {
  readonly params: { readonly id: CptsId };
}

const about = ({ params }: Of) => cptsResource(params.id);
/** What a letter or a project says is for the CPTS and the agencies; which versions there are, when and how answered, is for all. */
const content = ({ params }: Of) => Effect.map(cptsResource(params.id), (resource) => ({ ...resource, visibility: "cpts" as const }));
const versionOf = ({ version }: { readonly version: string }): number => Number(version);
const alsoWrong = (json: unknown) => Effect.succeed(unknownMissions(json));

const letterRoutes = [
  bind(endpoints.submitLetter, about, ({ body, params, ...caller }) => Effect.map(submitLetter(params.id, body, caller), (letter) => ({ body: letter }))),
  bind(endpoints.listLetters, content, ({ params }) => Effect.map(listLetters(params.id), (body) => ({ body }))),
  bind(endpoints.decideLetter, about, ({ body, ifMatch, params, ...caller }) => decideLetter(params.id, versionOf(params), body, ifMatch, caller)),
  bind(endpoints.addLetterFile, about, ({ params, upload }) => Effect.flatMap(findLetter(params.id, versionOf(params)), ({ id }) => addFile(upload, letterFiles(id)))),
  bind(endpoints.readLetterFile, content, ({ params }) => Effect.flatMap(findLetter(params.id, versionOf(params)), ({ id }) => sendFile(letterFiles(id), params.file))),
];

const projectRoutes = [
  bind(endpoints.submitProject, about, ({ body, params, ...caller }) => Effect.map(submitProject(params.id, body, caller), (project) => ({ body: project })), { alsoWrong }),
  bind(endpoints.readProject, content, ({ params }) =>
    Effect.gen(function* () {
      const { version } = yield* assertKnown(params.id);
      return { body: yield* showProject(params.id, versionOf(params)), version };
    }),
  ),
  bind(endpoints.listProjects, openData("cpts"), ({ query }) => Effect.map(listProjects({ ...query, limit: query.limit ?? 50 }), (body) => ({ body }))),
  bind(endpoints.giveOpinion, about, ({ body, params }) => Effect.map(giveOpinion(params.id, versionOf(params), body), (project) => ({ body: project }))),
  bind(endpoints.completeProject, about, ({ body, ifMatch, params }) => completeProject(params.id, versionOf(params), body, ifMatch)),
  bind(endpoints.decideProject, about, ({ body, ifMatch, params, ...caller }) => decideProject(params.id, versionOf(params), body, ifMatch, caller)),
  bind(endpoints.addProjectFile, about, ({ params, upload }) => Effect.flatMap(findProject(params.id, versionOf(params)), ({ id }) => addFile(upload, projectFiles(id)))),
  bind(endpoints.readProjectFile, content, ({ params }) => Effect.flatMap(findProject(params.id, versionOf(params)), ({ id }) => sendFile(projectFiles(id), params.file))),
];

export const formationRoutes = [
  ...letterRoutes,
  ...projectRoutes,
  bind(endpoints.readFormation, openData("cpts"), ({ params }) => Effect.map(findFormation(params.id), (body) => ({ body }))),
  bind(
    endpoints.takeStep,
    ({ params }) => cptsResource(params.id),
    ({ body, params, ...caller }) => Effect.map(takeStep(params.id, body, caller), (step) => ({ body: step })),
  ),
  bind(
    endpoints.takeOver,
    ({ params }) => cptsResource(params.id),
    ({ body, params, ...caller }) =>
      Effect.gen(function* () {
        yield* takeOver(params.id, body, caller);
        return { body: yield* findLife(params.id, yield* today) };
      }),
  ),
  bind(endpoints.mergeCpts, about, ({ body, params, ...caller }) => Effect.map(mergeCpts(params.id, body, caller), (step) => ({ body: step }))),
  bind(endpoints.readLife, openData("cpts"), ({ params, query }) =>
    Effect.gen(function* () {
      return { body: yield* findLife(params.id, query.asOf ?? (yield* today)) };
    }),
  ),
];
