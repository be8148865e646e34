import { registry } from "@cpts/api/Registry";
import { bind } from "@cpts/service-kit/http/bind";
import { openData } from "@cpts/service-kit/http/open-data";
import { today } from "@cpts/service-kit/time/today";
import { Effect } from "effect";
import { ContourStore } from "../contours/contour-store.ts";
import { TerritoryIndex } from "../coverage/territory-index.ts";
import { cptsNotFound } from "../cpts/queries.ts";
import { simulateOn } from "./simulate.ts";
import { suggestionsOn } from "./suggestions.ts";

const { simulateTerritory, suggestTerritory } = registry.endpoints;

export const simulationRoutes = [
  // Nothing is written: no transaction, and no answer to keep.
  bind(
    simulateTerritory,
    openData("territory"),
    ({ body }) =>
      Effect.gen(function* () {
        const territories = yield* (yield* TerritoryIndex).current;
        return { body: yield* simulateOn(territories, body, body.asOf ?? (yield* today)) };
      }),
    { ownTransactions: true },
  ),
  bind(suggestTerritory, openData("coverage"), ({ params, query }) =>
    Effect.gen(function* () {
      const territories = yield* (yield* TerritoryIndex).current;
      if (!territories.cpts.has(params.id)) return yield* cptsNotFound;
      return { body: suggestionsOn(territories, yield* (yield* ContourStore).current, params.id, query.asOf ?? (yield* today), { limit: query.limit ?? 20, explain: query.explain === "true" }) };
    }),
  ),
];
