import { registry } from "@cpts/api/Registry";
import type { LocalDate } from "@cpts/domain/LocalDate";
import { bind } from "@cpts/service-kit/http/bind";
import { openData } from "@cpts/service-kit/http/open-data";
import { today } from "@cpts/service-kit/time/today";
import { Effect } from "effect";
import { explainCoverage } from "./explanations.ts";
import { coverageWorkbook } from "./export.ts";
import { overlapsPage, whiteZonesPage } from "./lists.ts";
import { coverageMap } from "./map.ts";
import { finishedReport, reportOn } from "./report.ts";
import { scopeOf } from "./scopes.ts";
import { ContourStore } from "../contours/contour-store.ts";
import { TerritoryIndex } from "./territory-index.ts";

const { exportCoverage, listOverlaps, listWhiteZones, mapCoverage, readCoverage } = registry.endpoints;

interface Asked {
  readonly scope?: NonNullable<Parameters<typeof scopeOf>[1]["scope"]>;
  readonly code?: string;
  readonly asOf?: LocalDate;
}

/** The territories, the scope and the day that are asked for. */
const asked = (query: Asked) =>
  Effect.gen(function* () {
    const territories = yield* (yield* TerritoryIndex).current;
    return { territories, scope: yield* scopeOf(territories.geography, query), day: query.asOf ?? (yield* today) };
  });

export const coverageRoutes = [
  bind(readCoverage, openData("coverage"), ({ query }) =>
    Effect.gen(function* () {
      const { day, scope, territories } = yield* asked(query);
      const report = reportOn(territories, scope, day);
      const isWithLists = query.detail === "communes";
      if (query.explain !== "true") return { body: report, finished: finishedReport(report, isWithLists) };
      const { overlaps: _, partlyCovered: _parts, whiteZones: _zones, ...figures } = report;
      return { body: { ...(isWithLists ? report : figures), explanations: explainCoverage(report) } };
    }),
  ),
  bind(listWhiteZones, openData("coverage"), ({ query }) => Effect.flatMap(asked(query), ({ day, scope, territories }) => Effect.map(whiteZonesPage(territories, scope, day, query), (body) => ({ body })))),
  bind(listOverlaps, openData("coverage"), ({ query }) => Effect.flatMap(asked(query), ({ day, scope, territories }) => Effect.map(overlapsPage(territories, scope, day, query), (body) => ({ body })))),
  bind(exportCoverage, openData("coverage"), ({ query }) => Effect.map(asked(query), ({ day, scope, territories }) => ({ workbook: coverageWorkbook(territories, scope, day) }))),
  bind(mapCoverage, openData("coverage"), ({ query }) =>
    Effect.gen(function* () {
      const { day, scope, territories } = yield* asked(query);
      const map = coverageMap(territories, yield* (yield* ContourStore).current, scope, day);
      return { body: { ...map, ...(query.explain === "true" ? { explanations: explainCoverage(reportOn(territories, scope, day)) } : {}) } };
    }),
  ),
];
