/**
 * Crisis plans: endpoints and events of the prevention service about the plan, its exercises and whom to call.
 *
 * @example
 * ```ts
 * import { crisisPlanEvents } from "@cpts/api/CrisisPlans"
 *
 * crisisPlanEvents.crisisPlanUpdateDue.type // => "cpts.prevention.crisis-plan.update-due.v1"
 * ```
 *
 * @since 0.1.0
 */
import { CptsId } from "@cpts/domain/Cpts";
import * as Events from "@cpts/domain/CrisisEvents";
import * as Domain from "@cpts/domain/CrisisPlan";
import { LocalDate } from "@cpts/domain/LocalDate";
import { Schema } from "effect";
import { CrisisContact, CrisisContacts, CrisisPlanVersions, CrisisPlanView } from "./CrisisViews.ts";
import { endpoint } from "./Endpoint.ts";
import { eventType } from "./EventType.ts";
import { acknowledging } from "./internal/acknowledging.ts";
import { page, pageQuery } from "./Page.ts";

const params = Schema.Struct({ id: Domain.CrisisPlanId });
const exampleCpts = "0198c0de-0000-7000-8000-000000000001";
const examplePlan = "0198c0de-0000-7000-8000-000000000070";
const someone = "0198c0de-0000-7000-8000-000000000020";
const content = { title: "Plan de crise 2026", roles: [{ id: "cell-lead", title: "Pilote de la cellule", holders: [someone] }], resources: [{ label: "Masques FFP2", quantity: 5000, place: "Pharmacie centrale" }] };

/** A publication of a version: today in Paris unless it says when. */
export const CrisisPlanPublication = Schema.Struct({ publishedOn: Schema.optionalKey(LocalDate) }).annotate({ identifier: "CrisisPlanPublication" });

const lists = {
  listCrisisPlans: endpoint({
    id: "crisis-plan.list",
    method: "GET",
    path: "/v1/crisis-plans",
    query: Schema.Struct({ ...pageQuery, cpts: Schema.optionalKey(CptsId) }),
    response: page(CrisisPlanView),
    permission: "crisis-plan.read",
    summary: { fr: "Lister les plans de crise que l'on peut voir", en: "List the crisis plans that one may see" },
  }),
};

/** What is asked of crisis plans. */
export const crisisPlanEndpoints = {
  draftCrisisPlan: endpoint({
    id: "crisis-plan.draft",
    method: "POST",
    path: "/v1/crisis-plans",
    body: acknowledging(Domain.NewCrisisPlan, "NewCrisisPlan"),
    response: CrisisPlanView,
    status: 201,
    versioned: true,
    problems: ["invalid-request", "unknown-reference", "already-exists"],
    permission: "crisis-plan.change",
    summary: { fr: "Ébaucher le plan de crise d'une CPTS", en: "Draft the crisis plan of a CPTS" },
    example: { cptsId: exampleCpts, ...content },
  }),
  ...lists,
  readCrisisPlan: endpoint({
    id: "crisis-plan.read",
    method: "GET",
    path: "/v1/crisis-plans/{id}",
    params,
    response: CrisisPlanView,
    versioned: true,
    permission: "crisis-plan.read",
    summary: { fr: "Lire un plan de crise", en: "Read a crisis plan" },
  }),
  changeCrisisPlan: endpoint({
    id: "crisis-plan.change",
    method: "PUT",
    path: "/v1/crisis-plans/{id}/draft",
    params,
    body: acknowledging(Domain.CrisisPlanContent, "CrisisPlanDraft"),
    response: CrisisPlanView,
    versioned: true,
    problems: ["invalid-request", "version-conflict", "precondition-required"],
    permission: "crisis-plan.change",
    summary: { fr: "Remplacer le brouillon d'un plan, ou commencer celui de la version suivante", en: "Replace the draft of a plan, or begin that of the next version" },
    example: content,
  }),
  publishCrisisPlan: endpoint({
    id: "crisis-plan.publish",
    method: "POST",
    path: "/v1/crisis-plans/{id}/publication",
    params,
    body: CrisisPlanPublication,
    response: CrisisPlanView,
    versioned: true,
    problems: ["invalid-request", "illegal-transition"],
    permission: "crisis-plan.change",
    summary: { fr: "Publier le brouillon d'un plan : à mettre à jour dans l'année", en: "Publish the draft of a plan: to be updated within a year" },
    example: {},
  }),
  listCrisisPlanVersions: endpoint({
    id: "crisis-plan.version.list",
    method: "GET",
    path: "/v1/crisis-plans/{id}/versions",
    params,
    response: CrisisPlanVersions,
    permission: "crisis-plan.read",
    summary: { fr: "Lister les versions publiées d'un plan", en: "List the published versions of a plan" },
  }),
  recordExercise: endpoint({
    id: "crisis-plan.exercise.record",
    method: "POST",
    path: "/v1/crisis-plans/{id}/exercises",
    params,
    body: acknowledging(Domain.CrisisExercise, "NewCrisisExercise"),
    response: CrisisPlanView,
    versioned: true,
    problems: ["invalid-request", "illegal-transition"],
    permission: "crisis-plan.change",
    summary: { fr: "Rendre compte d'un exercice", en: "Record an exercise" },
    example: { heldOn: "2026-06-11", scenario: "Canicule de dix jours", participants: 24 },
  }),
  addCrisisContact: endpoint({
    id: "crisis-plan.contact.add",
    method: "POST",
    path: "/v1/crisis-plans/{id}/contacts",
    params,
    body: acknowledging(Domain.CrisisContactInput, "CrisisContactInput"),
    response: CrisisContact,
    status: 201,
    problems: ["invalid-request"],
    permission: "crisis-plan.change",
    summary: { fr: "Ajouter quelqu'un à appeler ; la réponse ne répète pas le numéro privé", en: "Add whom to call; the answer does not repeat the private number" },
    example: { label: "Pilote de la cellule", roleId: "cell-lead", phone: "04 74 00 00 00" },
  }),
  listCrisisContacts: endpoint({
    id: "crisis-plan.contact.list",
    method: "GET",
    path: "/v1/crisis-plans/{id}/contacts",
    params,
    response: CrisisContacts,
    permission: "crisis-plan.read",
    summary: { fr: "Lister qui appeler ; les numéros privés, pour ceux qui en ont besoin", en: "List whom to call; private numbers for those who need them" },
  }),
  removeCrisisContact: endpoint({
    id: "crisis-plan.contact.remove",
    method: "DELETE",
    path: "/v1/crisis-plans/{id}/contacts/{contact}",
    params: Schema.Struct({ id: Domain.CrisisPlanId, contact: Domain.CrisisPlanId.annotate({ description: "Id of the contact" }) }),
    response: Schema.Struct({}),
    status: 204,
    permission: "crisis-plan.change",
    summary: { fr: "Effacer quelqu'un à appeler", en: "Erase whom to call" },
  }),
} as const;

const of = { service: "prevention", aggregate: "crisis-plan", version: 1 } as const;
const ids = { planId: examplePlan, cptsId: exampleCpts, number: 1 };
const counts = { roleCount: 1, resourceCount: 1 };

/** What is told of crisis plans. */
export const crisisPlanEvents = {
  crisisPlanDrafted: eventType({
    ...of,
    event: "drafted",
    payload: Events.CrisisPlanDrafted,
    summary: { fr: "Une version d'un plan de crise est ébauchée, ou son brouillon modifié", en: "A version of a crisis plan is drafted, or its draft changed" },
    example: { ...ids, ...counts },
  }),
  crisisPlanPublished: eventType({
    ...of,
    event: "published",
    payload: Events.CrisisPlanPublished,
    summary: { fr: "Une version d'un plan de crise est publiée", en: "A version of a crisis plan is published" },
    example: { ...ids, publishedOn: "2026-03-01", updateDueOn: "2027-03-01", ...counts },
  }),
  crisisPlanUpdateDue: eventType({
    ...of,
    event: "update-due",
    payload: Events.CrisisPlanUpdateDue,
    summary: { fr: "Le jour est venu de mettre à jour un plan de crise", en: "The day has come to update a crisis plan" },
    example: { ...ids, publishedOn: "2025-03-01", dueOn: "2026-03-01" },
  }),
  crisisExerciseRecorded: eventType({
    ...of,
    event: "exercise-recorded",
    payload: Events.CrisisExerciseRecorded,
    summary: { fr: "Un exercice du plan de crise a eu lieu", en: "An exercise of a crisis plan was held" },
    example: { ...ids, heldOn: "2026-06-11", participants: 24 },
  }),
} as const;
