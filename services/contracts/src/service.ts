import { contracts as contract } from "@cpts/api/Contracts";
import { followedUrl, ports } from "@cpts/service-kit/config/followed-url";
import type { Service } from "@cpts/service-kit/service";
import { actionSheetRoutes } from "./action-sheets/routes.ts";
import { amendmentRoutes } from "./amendments/routes.ts";
import { reminderClock } from "./campaigns/commands.ts";
import { campaignRoutes } from "./campaigns/routes.ts";
import { comparisonRoutes } from "./comparison/routes.ts";
import { expiryClock } from "./contracts/expiry.ts";
import { contractRoutes } from "./contracts/routes.ts";
import { contractCountRoutes } from "./counts/routes.ts";
import { crises, letters } from "./funding/known.ts";
import { memory, type ContractMemory } from "./funding/memory.ts";
import { fundingRoutes } from "./funding/routes.ts";
import { gridRoutes } from "./grids/routes.ts";
import { migrations } from "./database/migrations.ts";
import { deadlineClock } from "./deadlines/plan.ts";
import { eventRoutes } from "./events.ts";
import { directoryProposals, preventionProposals } from "./indicators/proposals.ts";
import { indicatorRoutes } from "./indicators/routes.ts";
import { missionRoutes } from "./missions/routes.ts";
import { attendances } from "./money/attendance.ts";
import { ledgerRoutes } from "./money/ledger-routes.ts";
import { payoutRoutes } from "./money/payout-routes.ts";
import { parties } from "./parties/projection.ts";
import { officers } from "./portfolio/officers.ts";
import { portfolioRoutes } from "./portfolio/routes.ts";
import { healthProjects } from "./projects/known.ts";
import { reviewRoutes } from "./reviews/routes.ts";
import { signingRoutes } from "./signings/routes.ts";
import { sizeClock } from "./sizes/tell.ts";
import { territories } from "./sizes/territories.ts";
import { snapshotRoutes } from "./snapshots.ts";
import { portability } from "./portability.ts";

const variables = { REGISTRY_URL: followedUrl("registry"), DIRECTORY_URL: followedUrl("directory"), PREVENTION_URL: followedUrl("prevention") };

/** Contracts, action sheets and the calendar of signings. */
export const contracts: Service<typeof variables, ContractMemory> = {
  name: contract.name,
  version: "0.1.0",
  port: ports.contracts,
  variables,
  migrations,
  endpoints: contract.endpoints,
  events: contract.events,
  bindings: () => [...contractRoutes, ...amendmentRoutes, ...missionRoutes, ...actionSheetRoutes, ...payoutRoutes, ...ledgerRoutes, ...portfolioRoutes, ...comparisonRoutes, ...signingRoutes, ...contractCountRoutes, ...gridRoutes, ...fundingRoutes, ...indicatorRoutes, ...reviewRoutes, ...campaignRoutes, ...snapshotRoutes, ...eventRoutes],
  follows: (config) => [
    { projection: territories, url: config.REGISTRY_URL },
    { projection: healthProjects, url: config.REGISTRY_URL },
    { projection: officers, url: config.REGISTRY_URL },
    { projection: letters, url: config.REGISTRY_URL },
    { projection: crises, url: config.PREVENTION_URL },
    { projection: parties, url: config.DIRECTORY_URL },
    { projection: attendances, url: config.DIRECTORY_URL },
    { projection: directoryProposals, url: config.DIRECTORY_URL },
    { projection: preventionProposals, url: config.PREVENTION_URL },
  ],
  clocks: () => [expiryClock, sizeClock, deadlineClock, reminderClock],
  layer: () => memory,
  portability,
};
