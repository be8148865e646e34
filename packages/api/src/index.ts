/**
 * What each CPTS service answers and publishes, as data. See the modules for details; each can be imported alone
 * (`@cpts/api/Registry`).
 *
 * @since 0.1.0
 */
export * as AsyncApi from "./AsyncApi.ts";
export * as Audit from "./Audit.ts";
export * as Calendars from "./Calendars.ts";
export * as CheckMessages from "./CheckMessages.ts";
export * as Clocks from "./Clocks.ts";
export * as CommuneViews from "./CommuneViews.ts";
export * as ContractCounts from "./ContractCounts.ts";
export * as ContractAmendmentViews from "./ContractAmendmentViews.ts";
export * as ContractInputs from "./ContractInputs.ts";
export * as ContractLife from "./ContractLife.ts";
export * as ContractLifeViews from "./ContractLifeViews.ts";
export * as ContractViews from "./ContractViews.ts";
export * as Contracts from "./Contracts.ts";
export * as CoverageViews from "./CoverageViews.ts";
export * as CptsViews from "./CptsViews.ts";
export * as Crises from "./Crises.ts";
export * as CrisisPlans from "./CrisisPlans.ts";
export * as CrisisViews from "./CrisisViews.ts";
export * as DecodeEvent from "./DecodeEvent.ts";
export * as DeadLetters from "./DeadLetters.ts";
export * as Directory from "./Directory.ts";
export * as DirectorySnapshots from "./DirectorySnapshots.ts";
export * as DirectoryViews from "./DirectoryViews.ts";
export * as DiscrepancyViews from "./DiscrepancyViews.ts";
export * as Endpoint from "./Endpoint.ts";
export * as EventReader from "./EventReader.ts";
export * as EventType from "./EventType.ts";
export * as Evolution from "./Evolution.ts";
export * as Explanation from "./Explanation.ts";
export * as Feed from "./Feed.ts";
export * as FieldFaults from "./FieldFaults.ts";
export * as Files from "./Files.ts";
export * as GovernanceEndpoints from "./GovernanceEndpoints.ts";
export * as GovernanceViews from "./GovernanceViews.ts";
export * as FormationEndpoints from "./FormationEndpoints.ts";
export * as FormationEvents from "./FormationEvents.ts";
export * as FormationViews from "./FormationViews.ts";
export * as HeadcountEndpoints from "./HeadcountEndpoints.ts";
export * as ImportEndpoints from "./ImportEndpoints.ts";
export * as HeadcountViews from "./HeadcountViews.ts";
export * as MissionViews from "./MissionViews.ts";
export * as OpenApi from "./OpenApi.ts";
export * as Operations from "./Operations.ts";
export * as Page from "./Page.ts";
export * as PathwayViews from "./PathwayViews.ts";
export * as Pathways from "./Pathways.ts";
export * as PeopleEndpoints from "./PeopleEndpoints.ts";
export * as Prevention from "./Prevention.ts";
export * as PreventionViews from "./PreventionViews.ts";
export * as Problem from "./Problem.ts";
export * as Registry from "./Registry.ts";
export * as Services from "./Services.ts";
export * as SessionEndpoints from "./SessionEndpoints.ts";
export * as SessionViews from "./SessionViews.ts";
export * as Snapshot from "./Snapshot.ts";
export * as TransitionEndpoints from "./TransitionEndpoints.ts";
