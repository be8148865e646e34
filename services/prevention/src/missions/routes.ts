import { prevention } from "@cpts/api/Prevention";
import { bind } from "@cpts/service-kit/http/bind";
import { openData } from "@cpts/service-kit/http/open-data";
import { Effect } from "effect";
import { findMissions } from "./queries.ts";

export const missionRoutes = [
  bind(prevention.endpoints.listMissions, openData("mission"), ({ actor, params, query }) =>
    Effect.map(findMissions(params.id, actor, query.explain === "true"), (body) => ({ body })),
  ),
];
