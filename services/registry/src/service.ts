import { registry as contract } from "@cpts/api/Registry";
import type { Service } from "@cpts/service-kit/service";
import { Layer } from "effect";
import { loadReference } from "./communes/load-reference.ts";
import { communeRoutes } from "./communes/routes.ts";
import { cptsRoutes } from "./cpts/routes.ts";
import { migrations } from "./database/migrations.ts";
import { eventRoutes } from "./events.ts";
import { territoryRoutes } from "./territory/routes.ts";

/** The registry: CPTS, their dated territories, communes and coverage. */
export const registry: Service<Record<never, never>, never> = {
  name: contract.name,
  version: "0.1.0",
  port: 8081,
  variables: {},
  migrations,
  endpoints: contract.endpoints,
  bindings: () => [...cptsRoutes, ...territoryRoutes, ...communeRoutes, ...eventRoutes],
  follows: () => [],
  layer: (_, log) => Layer.effectDiscard(loadReference(log)),
};
