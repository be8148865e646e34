/**
 * What the prevention service answers, and the events it publishes.
 *
 * @example
 * ```ts
 * import { prevention } from "@cpts/api/Prevention"
 *
 * prevention.events.actionPublished.type // => "cpts.prevention.action.published.v1"
 * ```
 *
 * @since 0.1.0
 */
import { CommuneCode } from "@cpts/domain/Cog";
import { CptsId, ExternalIds } from "@cpts/domain/Cpts";
import { LocalDate } from "@cpts/domain/LocalDate";
import { Code } from "@cpts/domain/OpenCode";
import { PartialDate } from "@cpts/domain/PartialDate";
import * as Domain from "@cpts/domain/PreventionAction";
import * as Events from "@cpts/domain/PreventionEvents";
import { Schema } from "effect";
import { crisisEndpoints, crisisEvents } from "./Crises.ts";
import { crisisPlanEndpoints, crisisPlanEvents } from "./CrisisPlans.ts";
import { conductEndpoints, conductEvents } from "./ConductEndpoints.ts";
import { endpoint } from "./Endpoint.ts";
import { eventType } from "./EventType.ts";
import { explained } from "./Explanation.ts";
import { feedEndpoint } from "./Feed.ts";
import { operationsEndpoints } from "./Operations.ts";
import { page, pageQuery, queryText } from "./Page.ts";
import { pathwayEndpoints, pathwayEvents } from "./Pathways.ts";
import { ActionView, CptsMissions } from "./PreventionViews.ts";
import { sessionEndpoints, sessionEvents, snapshotSessions } from "./SessionEndpoints.ts";
import { snapshotOf } from "./Snapshot.ts";

/** An action to plan, with the numbers that the client gives it in systems of its own. */
export const NewAction = Schema.Struct({ ...Domain.NewAction.fields, externalIds: Schema.optionalKey(ExternalIds) }).annotate({ identifier: "NewAction" });

/** A publication: today in Paris unless it says when. */
export const Publication = Schema.Struct({ publishedOn: Schema.optionalKey(PartialDate) }).annotate({ identifier: "Publication" });

const actionId = Schema.Struct({ id: Domain.ActionId });
const exampleCpts = "0198c0de-0000-7000-8000-000000000001";

const stateEndpoints = {
  planAction: endpoint({
    id: "action.plan",
    method: "POST",
    path: "/v1/actions",
    body: NewAction,
    response: ActionView,
    status: 201,
    versioned: true,
    problems: ["invalid-request", "unknown-reference", "already-exists"],
    permission: "action.plan",
    summary: { fr: "Planifier une action d'une mission sous contrat", en: "Plan an action of a mission under contract" },
    example: { cptsId: exampleCpts, mission: "PREVENTION", title: "Vaccination contre la grippe", period: { from: "2026-10-05", to: "2026-12" }, communes: ["37003"], expectedPeople: 120 },
  }),
  listActions: endpoint({
    id: "action.list",
    method: "GET",
    path: "/v1/actions",
    query: Schema.Struct({
      ...pageQuery,
      cpts: Schema.optionalKey(CptsId),
      mission: Schema.optionalKey(Code),
      commune: Schema.optionalKey(CommuneCode),
      state: Schema.optionalKey(Domain.ActionState),
      from: Schema.optionalKey(LocalDate.annotate({ description: "Actions that take place, or may, on this day or later" })),
      to: Schema.optionalKey(LocalDate.annotate({ description: "Actions that take place, or may, before this day" })),
      identifier: Schema.optionalKey(queryText(301).annotate({ description: "An external id, as `system|value`" })),
    }),
    response: page(ActionView),
    permission: "action.read",
    summary: { fr: "Lister les actions publiées, et celles planifiées que l'on peut voir", en: "List the published actions, and the planned ones that one may see" },
  }),
  readAction: endpoint({
    id: "action.read",
    method: "GET",
    path: "/v1/actions/{id}",
    params: actionId,
    response: ActionView,
    versioned: true,
    permission: "action.read",
    summary: { fr: "Lire une action", en: "Read an action" },
  }),
  changeAction: endpoint({
    id: "action.change",
    method: "PATCH",
    path: "/v1/actions/{id}",
    params: actionId,
    body: Domain.ActionPatch,
    response: ActionView,
    versioned: true,
    problems: ["invalid-request", "illegal-transition", "version-conflict", "precondition-required"],
    permission: "action.change",
    summary: { fr: "Modifier une action planifiée", en: "Change a planned action" },
    example: { expectedPeople: 150 },
  }),
  publishAction: endpoint({
    id: "action.publish",
    method: "POST",
    path: "/v1/actions/{id}/publication",
    params: actionId,
    body: Publication,
    response: ActionView,
    versioned: true,
    problems: ["invalid-request", "illegal-transition"],
    permission: "action.publish",
    summary: { fr: "Publier une action planifiée", en: "Publish a planned action" },
    example: {},
  }),
  listMissions: endpoint({
    id: "mission.list",
    method: "GET",
    path: "/v1/cpts/{id}/missions",
    params: Schema.Struct({ id: CptsId }),
    query: Schema.Struct(explained),
    response: CptsMissions,
    permission: "mission.read",
    summary: { fr: "Les missions d'une CPTS sous contrat, et combien d'actions elle a", en: "The missions of a CPTS under contract, and how many actions it has" },
  }),
};

const log = "prevention.events.read";

const endpoints = {
  ...stateEndpoints,
  snapshotActions: snapshotOf(stateEndpoints.listActions, { collection: "actions", log, summary: { fr: "Toutes les actions, planifiées et publiées, à une position du journal", en: "All actions, planned and published, at a position of the log" } }),
  ...sessionEndpoints,
  ...conductEndpoints,
  snapshotSessions,
  ...pathwayEndpoints,
  ...crisisPlanEndpoints,
  ...crisisEndpoints,
  readEvents: feedEndpoint(log),
  ...operationsEndpoints,
};

const ofAction = { actionId: "0198c0de-0000-7000-8000-000000000040", cptsId: exampleCpts };
const content = {
  contractId: "0198c0de-0000-7000-8000-000000000010",
  mission: "PREVENTION",
  period: { from: "2026-10-05", to: "2026-12" },
  communes: ["37003"],
  expectedPeople: 120,
  provenance: { status: "declared" },
} as const;

const events = {
  ...sessionEvents,
  ...conductEvents,
  actionPlanned: eventType({
    service: "prevention",
    aggregate: "action",
    event: "planned",
    version: 1,
    payload: Events.ActionPlanned,
    summary: { fr: "Une action est planifiée", en: "An action is planned" },
    example: { ...ofAction, ...content },
  }),
  actionChanged: eventType({
    service: "prevention",
    aggregate: "action",
    event: "changed",
    version: 1,
    payload: Events.ActionChanged,
    summary: { fr: "Des champs d'une action planifiée ont changé", en: "Fields of a planned action have changed" },
    example: { ...ofAction, expectedPeople: 150, texts: ["title"] },
  }),
  actionPublished: eventType({
    service: "prevention",
    aggregate: "action",
    event: "published",
    version: 1,
    payload: Events.ActionPublished,
    summary: { fr: "Une action est publiée, avec tout son contenu", en: "An action is published, with all its content" },
    example: { ...ofAction, ...content, title: "Vaccination contre la grippe", objective: null, audience: "65 ans et plus", place: null, publishedOn: "2026-09-15" },
  }),
  ...pathwayEvents,
  ...crisisPlanEvents,
  ...crisisEvents,
};

/** Actions of prevention on a territory: counts only, never a patient. */
export const prevention = { name: "prevention", endpoints, events } as const;
