import { registry } from "@cpts/api/Registry";
import { bind } from "@cpts/service-kit/http/bind";
import { openData } from "@cpts/service-kit/http/open-data";
import { Effect } from "effect";
import { cptsResource } from "../cpts/queries.ts";
import { declareMissions } from "./commands.ts";
import { unknownMissions } from "./official.ts";
import { listMentions, listStatements } from "./queries.ts";

const endpoints = registry.endpoints;

export const missionRoutes = [
  bind(
    endpoints.declareMissions,
    ({ params }) => cptsResource(params.id),
    ({ body, params }) => Effect.map(declareMissions(params.id, body), (statement) => ({ body: statement })),
    { alsoWrong: (json) => Effect.succeed(unknownMissions(json)) },
  ),
  bind(endpoints.listMissionStatements, openData("mission"), ({ params, query }) => Effect.map(listStatements(params.id, query.identifier), (body) => ({ body }))),
  bind(endpoints.listMissionMentions, openData("mission"), ({ query }) => Effect.map(listMentions({ ...query, limit: query.limit ?? 50 }), (body) => ({ body }))),
];
