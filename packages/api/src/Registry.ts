/**
 * What the registry answers, and the events it publishes.
 *
 * @example
 * ```ts
 * import { registry } from "@cpts/api/Registry"
 *
 * registry.endpoints.registerCpts.path // => "/v1/cpts"
 * ```
 *
 * @since 0.1.0
 */
import { cogProposalEndpoints } from "./CogProposals.ts";
import { contoursEndpoints } from "./Contours.ts";
import { coverageEndpoints } from "./CoverageViews.ts";
import { cptsDocumentEndpoints, cptsDocumentEvents, cptsDocumentSnapshots } from "./CptsDocuments.ts";
import { cptsEndpoints } from "./CptsEndpoints.ts";
import { cptsEvents } from "./CptsEventTypes.ts";
import { cptsImportEndpoints } from "./CptsImports.ts";
import { discrepancyEndpoints } from "./DiscrepancyViews.ts";
import { feedEndpoint } from "./Feed.ts";
import { formationEndpoints } from "./FormationEndpoints.ts";
import { formationEvents } from "./FormationEvents.ts";
import { missionEndpoints } from "./MissionViews.ts";
import { needsEndpoints, needsEvents, needsSnapshots } from "./NeedsIndicators.ts";
import { operationsEndpoints } from "./Operations.ts";
import { referentEndpoints, referentEvents } from "./ReferentEndpoints.ts";
import { registrySnapshots } from "./RegistrySnapshots.ts";
import { simulationEndpoints } from "./SimulationViews.ts";
import { transitionEndpoints } from "./TransitionEndpoints.ts";
import { territoryVersionEndpoints } from "./TerritoryVersions.ts";
import { territoryWithdrawalEndpoints } from "./TerritoryWithdrawals.ts";
import { zoningEndpoints, zoningEvents, zoningSnapshots } from "./Zonings.ts";

const stateEndpoints = {
  ...cptsEndpoints,
  ...cptsDocumentEndpoints,
  ...cptsImportEndpoints,
  ...coverageEndpoints,
  ...contoursEndpoints,
  ...discrepancyEndpoints,
  ...missionEndpoints,
  ...needsEndpoints,
  ...zoningEndpoints,
  ...simulationEndpoints,
  ...transitionEndpoints,
  ...formationEndpoints,
  ...cogProposalEndpoints,
  ...territoryVersionEndpoints,
  ...territoryWithdrawalEndpoints,
  ...referentEndpoints,
};

const endpoints = {
  ...stateEndpoints,
  ...registrySnapshots,
  ...cptsDocumentSnapshots,
  ...needsSnapshots,
  ...zoningSnapshots,
  readEvents: feedEndpoint("registry.events.read"),
  ...operationsEndpoints,
};

const events = {
  ...cptsEvents,
  ...formationEvents,
  ...cptsDocumentEvents,
  ...needsEvents,
  ...zoningEvents,
  ...referentEvents,
};

/** The registry: CPTS, territories, communes and coverage. */
export const registry = { name: "registry", endpoints, events } as const;
