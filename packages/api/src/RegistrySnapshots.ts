/**
 * The collections of the registry, each whole at a position of its log, and the events that continue it.
 *
 * @example
 * ```ts
 * import { registrySnapshots } from "@cpts/api/RegistrySnapshots"
 *
 * registrySnapshots.snapshotLetters.path // => "/v1/letters-of-intent/snapshot"
 * registrySnapshots.snapshotLetters.snapshotOf.tells.length // => 2
 * ```
 *
 * @since 0.1.0
 */
import { RefusalGround } from "@cpts/domain/HealthProject";
import { HealthProjectOpinionGiven } from "@cpts/domain/FormationEvents";
import { Code } from "@cpts/domain/OpenCode";
import { Schema } from "effect";
import { cptsEndpoints } from "./CptsEndpoints.ts";
import { cptsEvents } from "./CptsEventTypes.ts";
import { GivenTerritory } from "./CptsViews.ts";
import { formationEvents } from "./FormationEvents.ts";
import { LetterFacts, ProjectFacts } from "./FormationViews.ts";
import { missionEndpoints } from "./MissionViews.ts";
import { page } from "./Page.ts";
import { PortfolioEntry, referentEndpoints, referentEvents } from "./ReferentEndpoints.ts";
import { snapshotOf } from "./Snapshot.ts";
import { TransitionOfCpts } from "./TransitionEndpoints.ts";

const log = "registry.events.read";
const { from, on, verdict } = HealthProjectOpinionGiven.fields;

/** A version of a health project as the log tells it: without its content, with the opinions on it and the grounds of a refusal. */
export const ToldProject = Schema.Struct({
  ...ProjectFacts.fields,
  missions: Schema.Array(Code).annotate({ description: "Official missions that it is about, each once" }),
  opinions: Schema.Array(Schema.Struct({ from, verdict, on })).annotate({ description: "In the order in which they were recorded" }),
  grounds: Schema.NullOr(Schema.Array(RefusalGround)).annotate({ description: "Of a refusal" }),
}).annotate({ identifier: "ToldHealthProject" });
export type ToldProject = typeof ToldProject.Type;

/** The snapshots of the registry, by name. */
export const registrySnapshots = {
  snapshotCpts: snapshotOf(cptsEndpoints.listCpts, {
    collection: "cpts",
    log,
    // Each event of a CPTS is one of its versions, which is shown.
    tells: [cptsEvents.cptsRegistered, ...Object.values(cptsEvents).slice(1), ...Object.values(formationEvents)],
    summary: { fr: "Toutes les CPTS, à une position du journal", en: "All CPTS, at a position of the log" },
  }),
  // They are read CPTS by CPTS: there is no list of them all.
  snapshotTerritories: snapshotOf(
    { id: "territory.list", permission: "territory.read", response: page(GivenTerritory) },
    { collection: "territories", log, tells: [cptsEvents.territoryChanged, cptsEvents.territoryWithdrawn], summary: { fr: "Tous les territoires de toutes les CPTS, présents, passés et à venir, à une position du journal", en: "All territories of all CPTS, present, past and to come, at a position of the log" } },
  ),
  snapshotFacts: snapshotOf(cptsEndpoints.listFacts, { collection: "facts", log, tells: [cptsEvents.factDeclared], summary: { fr: "Tous les faits déclarés, à une position du journal", en: "All declared facts, at a position of the log" } }),
  snapshotMissions: snapshotOf(missionEndpoints.listMissionStatements, {
    collection: "missions",
    log,
    tells: [cptsEvents.missionsDeclared],
    summary: { fr: "Les missions de toutes les CPTS, document par document, à une position du journal", en: "The missions of all CPTS, document by document, at a position of the log" },
  }),
  snapshotTransitions: snapshotOf(
    { id: "transition.list", permission: "cpts.read", response: page(TransitionOfCpts) },
    { collection: "transitions", log, tells: [cptsEvents.cptsRegistered, formationEvents.cptsStatusChanged], summary: { fr: "Toutes les étapes de toutes les CPTS, à une position du journal", en: "All steps of all CPTS, at a position of the log" } },
  ),
  snapshotLetters: snapshotOf(
    { id: "letter-of-intent.list", permission: "cpts.read", response: page(LetterFacts) },
    { collection: "letters-of-intent", log, tells: [formationEvents.letterSubmitted, formationEvents.letterDecided], summary: { fr: "Toutes les lettres d'intention, sans leur contenu, à une position du journal", en: "All letters of intent, without their contents, at a position of the log" } },
  ),
  snapshotProjects: snapshotOf(
    { id: "health-project.list", permission: "cpts.read", response: page(ToldProject) },
    {
      collection: "health-projects",
      log,
      tells: [formationEvents.projectSubmitted, formationEvents.projectOpinionGiven, formationEvents.projectCompleted, formationEvents.projectValidated, formationEvents.projectRefused],
      summary: { fr: "Tous les projets de santé, sans leur contenu, à une position du journal", en: "All health projects, without their contents, at a position of the log" },
    },
  ),
  snapshotReferents: snapshotOf(referentEndpoints.listReferents, { collection: "referents", log, tells: [referentEvents.referentRegistered], summary: { fr: "Tous les référents, à une position du journal", en: "All referents, at a position of the log" } }),
  snapshotPortfolios: snapshotOf(
    { id: "portfolio.list", permission: "cpts.read", response: page(PortfolioEntry) },
    { collection: "portfolios", log, tells: [referentEvents.portfolioChanged], summary: { fr: "Tous les portefeuilles, à une position du journal", en: "All portfolios, at a position of the log" } },
  ),
};
