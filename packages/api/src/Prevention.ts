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
import { Acknowledged } from "@cpts/domain/Acknowledgement";
import { CommuneCode } from "@cpts/domain/Cog";
import { CptsId, ExternalIds } from "@cpts/domain/Cpts";
import { LocalDate } from "@cpts/domain/LocalDate";
import { Code } from "@cpts/domain/OpenCode";
import { PartialDate } from "@cpts/domain/PartialDate";
import * as Domain from "@cpts/domain/PreventionAction";
import { Schema } from "effect";
import { actionEvents } from "./ActionEvents.ts";
import { actionFileEndpoints } from "./ActionFiles.ts";
import { calendarEndpoints } from "./Calendars.ts";
import { campaignEndpoints } from "./CampaignEndpoints.ts";
import { crisisEndpoints, crisisEvents } from "./Crises.ts";
import { crisisPlanEndpoints, crisisPlanEvents } from "./CrisisPlans.ts";
import { conductEndpoints, conductEvents } from "./ConductEndpoints.ts";
import { endpoint } from "./Endpoint.ts";
import { explained } from "./Explanation.ts";
import { feedEndpoint } from "./Feed.ts";
import { operationsEndpoints } from "./Operations.ts";
import { page, pageQuery, queryText } from "./Page.ts";
import { pathwayEndpoints, pathwayEvents } from "./Pathways.ts";
import { ActionView, CptsMissions } from "./PreventionViews.ts";
import { preventionSnapshots } from "./PreventionSnapshots.ts";
import { sessionEndpoints, sessionEvents } from "./SessionEndpoints.ts";

/** An action to plan, with the numbers that the client gives it in systems of its own. */
export const NewAction = Schema.Struct({
  ...Domain.NewAction.fields,
  mission: Schema.optionalKey(Domain.NewAction.fields.mission),
  title: Schema.optionalKey(Domain.NewAction.fields.title),
  template: Schema.optionalKey(Code.annotate({ description: "A campaign of a year (`campaignsOf` of @cpts/reference-data), which gives mission, title, objective and period where they are not said" })),
  externalIds: Schema.optionalKey(ExternalIds),
  acknowledged: Schema.optionalKey(Acknowledged),
}).annotate({ identifier: "NewAction" });

const changesSomething = (patch: object) => Object.keys(patch).some((key) => key !== "acknowledged") || "action-patch.empty";

/** What to change in a planned action. */
export const ActionPatch = Schema.Struct({ ...Domain.ActionPatch.fields, acknowledged: Schema.optionalKey(Acknowledged) }).pipe(Schema.check(Schema.makeFilter(changesSomething, { identifier: "ActionPatch" })));

/** A publication: today in Paris unless it says when. */
export const Publication = Schema.Struct({ publishedOn: Schema.optionalKey(PartialDate), acknowledged: Schema.optionalKey(Acknowledged) }).annotate({ identifier: "Publication" });

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
    summary: { fr: "Planifier une action d'une mission, hors contrat ou hors du territoire si l'on dit le savoir", en: "Plan an action of a mission, under no contract or outside the territory if one says to know it" },
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
    body: ActionPatch,
    response: ActionView,
    versioned: true,
    problems: ["invalid-request", "unknown-reference", "illegal-transition", "version-conflict", "precondition-required"],
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

const endpoints = {
  ...stateEndpoints,
  ...sessionEndpoints,
  ...conductEndpoints,
  ...actionFileEndpoints,
  ...campaignEndpoints,
  ...pathwayEndpoints,
  ...crisisPlanEndpoints,
  ...crisisEndpoints,
  ...calendarEndpoints,
  ...preventionSnapshots,
  readEvents: feedEndpoint("prevention.events.read"),
  ...operationsEndpoints,
};

const events = {
  ...sessionEvents,
  ...conductEvents,
  ...actionEvents,
  ...pathwayEvents,
  ...crisisPlanEvents,
  ...crisisEvents,
};

/** Actions of prevention on a territory: counts only, never a patient. */
export const prevention = { name: "prevention", endpoints, events } as const;
