import { prevention as contract } from "@cpts/api/Prevention";
import { runInBackground } from "@cpts/service-kit/background";
import { followedUrl, ports } from "@cpts/service-kit/config/followed-url";
import { territories } from "@cpts/service-kit/known/projection";
import type { Service } from "@cpts/service-kit/service";
import { loadCommunes } from "@cpts/reference-data";
import { Layer } from "effect";
import { actionRoutes } from "./actions/routes.ts";
import { conductRoutes } from "./conduct/routes.ts";
import { knownDeadlines } from "./calendars/deadlines.ts";
import { knownMeetings } from "./calendars/meetings.ts";
import { calendarMemory } from "./calendars/memory.ts";
import { calendarRoutes } from "./calendars/routes.ts";
import { knownContracts } from "./contracts/projection.ts";
import { knownMembers } from "./members/projection.ts";
import { crisisRoutes } from "./crisis/crisis-routes.ts";
import { crisisPlanRoutes } from "./crisis/plan-routes.ts";
import { yearlyUpdate } from "./crisis/yearly-update.ts";
import { migrations } from "./database/migrations.ts";
import { eventRoutes } from "./events.ts";
import { missionRoutes } from "./missions/routes.ts";
import { sessionRoutes } from "./sessions/routes.ts";
import { pathwayRoutes } from "./pathways/routes.ts";
import { snapshotRoutes } from "./snapshots.ts";
import { portability } from "./portability.ts";

const variables = { REGISTRY_URL: followedUrl("registry"), CONTRACTS_URL: followedUrl("contracts"), DIRECTORY_URL: followedUrl("directory") };

/** Actions of prevention on a territory. */
export const prevention: Service<typeof variables, never> = {
  name: contract.name,
  version: "0.1.0",
  port: ports.prevention,
  variables,
  migrations,
  endpoints: contract.endpoints,
  events: contract.events,
  bindings: () => [...actionRoutes, ...sessionRoutes, ...conductRoutes, ...missionRoutes, ...pathwayRoutes, ...crisisPlanRoutes, ...crisisRoutes, ...calendarRoutes, ...snapshotRoutes, ...eventRoutes],
  clocks: () => [yearlyUpdate],
  portability,
  follows: (config) => [
    { projection: territories, url: config.REGISTRY_URL },
    { projection: knownContracts, url: config.CONTRACTS_URL },
    { projection: knownMembers, url: config.DIRECTORY_URL },
    { projection: knownMeetings, url: config.DIRECTORY_URL },
    { projection: knownDeadlines, url: config.CONTRACTS_URL },
  ],
  // The names of the communes: whoever needs them first waits for what is left of it, a start does not.
  layer: () => Layer.merge(calendarMemory, Layer.effectDiscard(runInBackground(async () => void (await loadCommunes())))),
};
