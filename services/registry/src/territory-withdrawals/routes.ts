import { registry } from "@cpts/api/Registry";
import { bind } from "@cpts/service-kit/http/bind";
import { Effect } from "effect";
import { cptsResource } from "../cpts/queries.ts";
import { listWithdrawals } from "./queries.ts";
import { withdrawTerritory } from "./withdraw.ts";

const { listTerritoryWithdrawals, withdrawTerritory: withdraw } = registry.endpoints;

export const withdrawalRoutes = [
  bind(
    withdraw,
    ({ params }) => cptsResource(params.id),
    ({ actor, body, params }) => withdrawTerritory(params.id, body, actor.role),
  ),
  bind(
    listTerritoryWithdrawals,
    // A reason is for those of the CPTS and the agencies that follow it.
    ({ params }) => Effect.map(cptsResource(params.id), (resource) => ({ ...resource, visibility: "cpts" as const })),
    ({ params, query }) => Effect.map(listWithdrawals(params.id)({ ...query, limit: query.limit ?? 50 }), (body) => ({ body })),
  ),
];
