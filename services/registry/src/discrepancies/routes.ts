import { registry } from "@cpts/api/Registry";
import { bind } from "@cpts/service-kit/http/bind";
import { openData } from "@cpts/service-kit/http/open-data";
import { today } from "@cpts/service-kit/time/today";
import { Effect } from "effect";
import { findDiscrepancies } from "./queries.ts";

export const discrepancyRoutes = [
  bind(registry.endpoints.listDiscrepancies, openData("discrepancy"), ({ params, query }) =>
    Effect.gen(function* () {
      return { body: yield* findDiscrepancies(params.id, query.asOf ?? (yield* today), query.explain === "true") };
    }),
  ),
];
