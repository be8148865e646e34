import { registry } from "@cpts/api/Registry";
import { bind } from "@cpts/service-kit/http/bind";
import { openData } from "@cpts/service-kit/http/open-data";
import { today } from "@cpts/service-kit/time/today";
import { Effect } from "effect";
import { explainCoverage } from "./explanations.ts";
import { reportOn } from "./report.ts";
import { scopeOf } from "./scopes.ts";
import { TerritoryIndex } from "./territory-index.ts";

const { readCoverage } = registry.endpoints;

export const coverageRoutes = [
  bind(readCoverage, openData("coverage"), ({ query }) =>
    Effect.gen(function* () {
      const territories = yield* (yield* TerritoryIndex).current;
      const scope = yield* scopeOf(territories.geography, query);
      const report = reportOn(territories, scope, query.asOf ?? (yield* today));
      const { overlaps: _, partlyCovered: _parts, whiteZones: _zones, ...figures } = report;
      return { body: { ...(query.detail === "communes" ? report : figures), ...(query.explain === "true" ? { explanations: explainCoverage(report) } : {}) } };
    }),
  ),
];
