import { registry } from "@cpts/api/Registry";
import { bind } from "@cpts/service-kit/http/bind";
import { openData } from "@cpts/service-kit/http/open-data";
import { today } from "@cpts/service-kit/time/today";
import { Effect } from "effect";
import { cptsResource } from "../cpts/queries.ts";
import { findLife } from "./life.ts";
import { takeOver, takeStep } from "./transitions.ts";

const endpoints = registry.endpoints;

export const formationRoutes = [
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
  bind(endpoints.readLife, openData("cpts"), ({ params, query }) =>
    Effect.gen(function* () {
      return { body: yield* findLife(params.id, query.asOf ?? (yield* today)) };
    }),
  ),
];
