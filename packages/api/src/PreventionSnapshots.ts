/**
 * The collections of prevention, each whole at a position of its log, and the events that continue it.
 *
 * @example
 * ```ts
 * import { preventionSnapshots } from "@cpts/api/PreventionSnapshots"
 *
 * preventionSnapshots.snapshotCrises.path // => "/v1/crises/snapshot"
 * preventionSnapshots.snapshotCrises.snapshotOf.tells.length // => 2
 * ```
 *
 * @since 0.1.0
 */
import { IndicatorProposal } from "@cpts/domain/IndicatorProposal";
import { InclusionsDeclared } from "@cpts/domain/PathwayEvents";
import { actionEvents } from "./ActionEvents.ts";
import { ConductChanged, conductEvents } from "./ConductEndpoints.ts";
import { crisisEndpoints, crisisEvents } from "./Crises.ts";
import { crisisPlanEndpoints, crisisPlanEvents } from "./CrisisPlans.ts";
import { page } from "./Page.ts";
import { pathwayEndpoints, pathwayEvents } from "./Pathways.ts";
import { ActionView } from "./PreventionViews.ts";
import { sessionEndpoints, sessionEvents } from "./SessionEndpoints.ts";
import { snapshotOf } from "./Snapshot.ts";

const log = "prevention.events.read";
const { actionPlanned, ...ofActions } = actionEvents;
const { crisisPlanDrafted, ...ofPlans } = crisisPlanEvents;
const { inclusionsDeclared, pathwayDrafted, pathwayPublished } = pathwayEvents;

/** The snapshots of prevention, by name. */
export const preventionSnapshots = {
  snapshotActions: snapshotOf(
    { id: "action.list", permission: "action.read", response: page(ActionView) },
    { collection: "actions", log, tells: [actionPlanned, ...Object.values(ofActions)], summary: { fr: "Toutes les actions, planifiées et publiées, à une position du journal", en: "All actions, planned and published, at a position of the log" } },
  ),
  snapshotConducts: snapshotOf(
    { id: "action-conduct.list", permission: "action-conduct.read", response: page(ConductChanged) },
    { collection: "action-conducts", log, tells: [conductEvents.conductChanged], summary: { fr: "Comment les actions sont menées, sans personne ni argent, à une position du journal", en: "How actions are carried out, without people or money, at a position of the log" } },
  ),
  snapshotSessions: snapshotOf(sessionEndpoints.listSessions, {
    collection: "sessions",
    log,
    tells: [sessionEvents.sessionPlanned, sessionEvents.sessionChanged, sessionEvents.sessionCancelled, sessionEvents.sessionHeld],
    summary: { fr: "Toutes les séances à une position du journal", en: "All sessions at a position of the log" },
  }),
  snapshotProposals: snapshotOf(
    { id: "indicator.list", permission: "evaluation.read", response: page(IndicatorProposal) },
    { collection: "indicator-proposals", log, tells: [conductEvents.indicatorProposed], summary: { fr: "Toutes les valeurs proposées aux contrats, à une position du journal", en: "All values proposed to contracts, at a position of the log" } },
  ),
  snapshotPathways: snapshotOf(pathwayEndpoints.listPathways, {
    collection: "pathways",
    log,
    // A declaration of inclusions is a version of its pathway, which is shown.
    tells: [pathwayDrafted, pathwayPublished, inclusionsDeclared],
    summary: { fr: "Tous les parcours à une position du journal", en: "All pathways at a position of the log" },
  }),
  snapshotInclusions: snapshotOf(
    { id: "pathway-inclusion.list", permission: "pathway.read", response: page(InclusionsDeclared) },
    { collection: "pathway-inclusions", log, tells: [inclusionsDeclared], summary: { fr: "Combien de personnes sont entrées dans chaque parcours, période par période, à une position du journal", en: "How many people entered each pathway, period by period, at a position of the log" } },
  ),
  snapshotCrisisPlans: snapshotOf(crisisPlanEndpoints.listCrisisPlans, {
    collection: "crisis-plans",
    log,
    tells: [crisisPlanDrafted, ...Object.values(ofPlans)],
    summary: { fr: "Tous les plans de crise, avec leurs exercices, à une position du journal", en: "All crisis plans, with their exercises, at a position of the log" },
  }),
  snapshotCrises: snapshotOf(crisisEndpoints.listCrises, { collection: "crises", log, tells: [crisisEvents.crisisActivated, crisisEvents.crisisClosed], summary: { fr: "Toutes les crises à une position du journal", en: "All crises at a position of the log" } }),
};
