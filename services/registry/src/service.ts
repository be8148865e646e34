import { registry as contract } from "@cpts/api/Registry";
import { followedUrl, ports } from "@cpts/service-kit/config/followed-url";
import type { Service } from "@cpts/service-kit/service";
import { Effect, Layer } from "effect";
import { cogRoutes } from "./cog/routes.ts";
import { finishedCommunes } from "./communes/in-memory.ts";
import { loadReference } from "./communes/load-reference.ts";
import { communeRoutes } from "./communes/routes.ts";
import * as CommuneSearch from "./communes/search-index.ts";
import type { SearchIndex } from "./communes/search-index.ts";
import * as Contours from "./contours/contour-store.ts";
import type { ContourStore } from "./contours/contour-store.ts";
import { contourRoutes } from "./contours/routes.ts";
import { coverageRoutes } from "./coverage/routes.ts";
import * as Territories from "./coverage/territory-index.ts";
import type { TerritoryIndex } from "./coverage/territory-index.ts";
import { cptsImportExpiry, cptsImportRoutes } from "./cpts-import/routes.ts";
import { cptsRoutes } from "./cpts/routes.ts";
import { migrations } from "./database/migrations.ts";
import { discrepancyRoutes } from "./discrepancies/routes.ts";
import { documentRoutes } from "./documents/routes.ts";
import { eventRoutes } from "./events.ts";
import { silences } from "./formation/decisions.ts";
import { formationRoutes } from "./formation/routes.ts";
import { missionRoutes } from "./missions/routes.ts";
import { needsRoutes } from "./needs/routes.ts";
import { simulationRoutes } from "./simulations/routes.ts";
import { referentRoutes } from "./referents/routes.ts";
import { snapshotRoutes } from "./snapshots.ts";
import { contracts } from "./subscriptions/contracts.ts";
import { directory } from "./subscriptions/directory.ts";
import { withdrawalRoutes } from "./territory-withdrawals/routes.ts";
import { territoryRoutes } from "./territory/routes.ts";
import { zoningRoutes } from "./zonings/routes.ts";
import { portability } from "./portability.ts";

const variables = { CONTRACTS_URL: followedUrl("contracts"), DIRECTORY_URL: followedUrl("directory") };

/** Official data: codes, places, statistics. */
const official = ["cog_movement", "cog_movement_code", "commune", "commune_search", "contours", "departement", "epci", "epci_search", "former_commune", "needs_value", "past_commune", "region", "zoning_commune"];

/** The registry: CPTS, their dated territories, communes and coverage. */
export const registry: Service<typeof variables, TerritoryIndex | ContourStore | SearchIndex> = {
  name: contract.name,
  version: "0.1.0",
  port: ports.registry,
  variables,
  migrations,
  endpoints: contract.endpoints,
  events: contract.events,
  bindings: () => [
    ...cptsImportRoutes,
    ...documentRoutes,
    ...withdrawalRoutes,
    ...zoningRoutes,
    ...cptsRoutes, ...territoryRoutes, ...communeRoutes, ...coverageRoutes, ...discrepancyRoutes, ...missionRoutes, ...needsRoutes, ...simulationRoutes, ...formationRoutes, ...referentRoutes, ...cogRoutes, ...contourRoutes, ...snapshotRoutes, ...eventRoutes,
  ],
  follows: (config) => [
    { projection: contracts, url: config.CONTRACTS_URL },
    { projection: directory, url: config.DIRECTORY_URL },
  ],
  clocks: () => [silences, cptsImportExpiry],
  texts: { official },
  portability,
  layer: (_, log) => Layer.unwrap(Effect.as(loadReference(log), Layer.mergeAll(CommuneSearch.layer, finishedCommunes.pipe(Layer.provideMerge(Territories.layer(log))), Contours.layer))),
};
