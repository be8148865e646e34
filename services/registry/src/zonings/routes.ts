import { registry } from "@cpts/api/Registry";
import { bind } from "@cpts/service-kit/http/bind";
import { openData } from "@cpts/service-kit/http/open-data";
import { platform } from "@cpts/service-kit/operations/platform";
import { today } from "@cpts/service-kit/time/today";
import { Effect } from "effect";
import { importZoning } from "./import.ts";
import { listLayers, zoningsOf } from "./queries.ts";

const { importZoning: imported, listZonings, readZonings } = registry.endpoints;

export const zoningRoutes = [
  bind(imported, platform, ({ query, upload }) => Effect.map(importZoning(query, upload), (body) => ({ body, location: "zonings" }))),
  bind(listZonings, openData("territory"), ({ query }) => Effect.map(listLayers({ ...query, limit: query.limit ?? 50 }), (body) => ({ body }))),
  bind(readZonings, openData("territory"), ({ params, query }) =>
    Effect.gen(function* () {
      return { body: yield* zoningsOf(params.id, query.asOf ?? (yield* today), query.explain === "true") };
    }),
  ),
];
