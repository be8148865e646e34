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
import { cptsEndpoints } from "./CptsEndpoints.ts";
import { cptsEvents } from "./CptsEventTypes.ts";
import { GivenTerritory } from "./CptsViews.ts";
import { discrepancyEndpoints } from "./DiscrepancyViews.ts";
import { feedEndpoint } from "./Feed.ts";
import { formationEndpoints, formationSnapshots } from "./FormationEndpoints.ts";
import { formationEvents } from "./FormationEvents.ts";
import { missionEndpoints } from "./MissionViews.ts";
import { needsEndpoints, needsEvents, needsSnapshots } from "./NeedsIndicators.ts";
import { operationsEndpoints } from "./Operations.ts";
import { page } from "./Page.ts";
import { referentEndpoints, referentEvents, referentSnapshots } from "./ReferentEndpoints.ts";
import { simulationEndpoints } from "./SimulationViews.ts";
import { snapshotOf } from "./Snapshot.ts";
import { transitionEndpoints } from "./TransitionEndpoints.ts";

const stateEndpoints = {
  ...cptsEndpoints,
  ...coverageEndpoints,
  ...contoursEndpoints,
  ...discrepancyEndpoints,
  ...missionEndpoints,
  ...needsEndpoints,
  ...simulationEndpoints,
  ...transitionEndpoints,
  ...formationEndpoints,
  ...cogProposalEndpoints,
  ...referentEndpoints,
};

const log = "registry.events.read";

const endpoints = {
  ...stateEndpoints,
  snapshotCpts: snapshotOf(stateEndpoints.listCpts, { collection: "cpts", log, summary: { fr: "Toutes les CPTS, à une position du journal", en: "All CPTS, at a position of the log" } }),
  snapshotTerritories: snapshotOf(
    // They are read CPTS by CPTS: there is no list of them all.
    { id: "territory.list", permission: "territory.read", response: page(GivenTerritory) },
    { collection: "territories", log, summary: { fr: "Tous les territoires de toutes les CPTS, présents, passés et à venir, à une position du journal", en: "All territories of all CPTS, present, past and to come, at a position of the log" } },
  ),
  snapshotFacts: snapshotOf(stateEndpoints.listFacts, { collection: "facts", log, summary: { fr: "Tous les faits déclarés, à une position du journal", en: "All declared facts, at a position of the log" } }),
  snapshotMissions: snapshotOf(stateEndpoints.listMissionStatements, {
    collection: "missions",
    log,
    summary: { fr: "Les missions de toutes les CPTS, document par document, à une position du journal", en: "The missions of all CPTS, document by document, at a position of the log" },
  }),
  ...formationSnapshots,
  ...needsSnapshots,
  ...referentSnapshots,
  readEvents: feedEndpoint(log),
  ...operationsEndpoints,
};

const events = {
  ...cptsEvents,
  ...formationEvents,
  ...needsEvents,
  ...referentEvents,
};

/** The registry: CPTS, territories, communes and coverage. */
export const registry = { name: "registry", endpoints, events } as const;
