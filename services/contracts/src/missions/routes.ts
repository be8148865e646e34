import { contracts } from "@cpts/api/Contracts";
import { bind } from "@cpts/service-kit/http/bind";
import { openData } from "@cpts/service-kit/http/open-data";
import { Effect } from "effect";
import { contractResource, findContract } from "../contracts/queries.ts";
import { listDeadlines } from "../deadlines/queries.ts";
import { recordProgress } from "./progress.ts";

const { deployMission, listDeadlines: list, startMission } = contracts.endpoints;

export const missionRoutes = [
  bind(startMission, contractResource, ({ body, params }) => Effect.andThen(recordProgress(params.id, params.code, "started", body), findContract(params.id))),
  bind(deployMission, contractResource, ({ body, params }) => Effect.andThen(recordProgress(params.id, params.code, "deployed", body), findContract(params.id))),
  bind(list, openData("deadline"), ({ query }) => Effect.map(listDeadlines(query), (body) => ({ body }))),
];
