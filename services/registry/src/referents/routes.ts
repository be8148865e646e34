import { registry } from "@cpts/api/Registry";
import { bind } from "@cpts/service-kit/http/bind";
import { openData } from "@cpts/service-kit/http/open-data";
import { today } from "@cpts/service-kit/time/today";
import { Effect } from "effect";
import { cptsResource } from "../cpts/queries.ts";
import { endAssignment, entrustCpts, registerReferent } from "./commands.ts";
import { findPortfolio, findReferent, listReferents, referentResource, referentsOf, resourceOf } from "./queries.ts";

const endpoints = registry.endpoints;

export const referentRoutes = [
  bind(
    endpoints.registerReferent,
    ({ body }) => Effect.succeed(resourceOf(body)),
    ({ body }) => Effect.map(registerReferent(body), (referent) => ({ body: referent, version: referent.version, location: `referents/${referent.id}` })),
  ),
  bind(endpoints.listReferents, openData("cpts"), ({ query }) => Effect.map(listReferents({ ...query, limit: query.limit ?? 50 }), (body) => ({ body }))),
  bind(
    endpoints.readReferent,
    ({ params }) => referentResource(params.id),
    ({ params }) => Effect.map(findReferent(params.id), (referent) => ({ body: referent, version: referent.version, ...(referent.personId === null ? { variant: "erased" } : {}) })),
  ),
  bind(
    endpoints.readPortfolio,
    ({ params }) => referentResource(params.id),
    ({ params, query }) => Effect.flatMap(today, (now) => findPortfolio(params.id, query.asOf ?? now)),
  ),
  bind(
    endpoints.entrustCpts,
    ({ params }) => referentResource(params.id),
    ({ body, params }) => Effect.map(entrustCpts(params.id, body), (entry) => ({ body: entry })),
  ),
  bind(
    endpoints.endAssignment,
    ({ params }) => referentResource(params.id),
    ({ body, ifMatch, params }) => endAssignment(params.id, params.assignment, body.on, ifMatch),
  ),
  bind(
    endpoints.listReferentsOfCpts,
    ({ params }) => Effect.map(cptsResource(params.id), (resource) => ({ ...resource, visibility: "cpts" as const })),
    ({ params, query }) =>
      Effect.gen(function* () {
        return { body: yield* referentsOf(params.id, query.asOf ?? (yield* today)) };
      }),
  ),
];
