/**
 * Pathways: endpoints and events of the prevention service about protocols between professions.
 *
 * @example
 * ```ts
 * import { pathwayEvents } from "@cpts/api/Pathways"
 *
 * pathwayEvents.pathwayPublished.type // => "cpts.prevention.pathway.published.v1"
 * ```
 *
 * @since 0.1.0
 */
import { CptsId } from "@cpts/domain/Cpts";
import { LocalDate } from "@cpts/domain/LocalDate";
import { Code } from "@cpts/domain/OpenCode";
import * as Domain from "@cpts/domain/Pathway";
import * as Events from "@cpts/domain/PathwayEvents";
import { InclusionCount } from "@cpts/domain/PathwayInclusions";
import { Schema } from "effect";
import { endpoint } from "./Endpoint.ts";
import { eventType } from "./EventType.ts";
import { explained } from "./Explanation.ts";
import { download, upload } from "./Files.ts";
import { acknowledging } from "./internal/acknowledging.ts";
import { page, pageQuery, queryInteger } from "./Page.ts";
import { PathwayDiagram, PathwayDifferences, PathwayInclusions, PathwayVersions, PathwayView } from "./PathwayViews.ts";

const params = Schema.Struct({ id: Domain.PathwayId });
const number = queryInteger({ minimum: 1, maximum: 10_000 }).annotate({ description: "Number of a version; the draft's is known to those who see it" });
const exampleCpts = "0198c0de-0000-7000-8000-000000000001";
const examplePathway = "0198c0de-0000-7000-8000-000000000060";
const steps = [
  { id: "screening", title: "Repérage", actor: { profession: "60", label: "Infirmière" }, does: "FINDRISC puis glycémie", next: [{ step: "visit", when: "score de 15 et plus" }] },
  { id: "visit", title: "Consultation", actor: { profession: "10" }, delay: { within: 2, unit: "weeks" } },
];
const content = { title: "Diabète de type 2", theme: "diabete-type-2", priorityYear: 2026, steps };

/** A publication of a version: today in Paris unless it says when. */
export const PathwayPublication = Schema.Struct({ publishedOn: Schema.optionalKey(LocalDate) }).annotate({ identifier: "PathwayPublication" });

const lists = {
  listPathways: endpoint({
    id: "pathway.list",
    method: "GET",
    path: "/v1/pathways",
    query: Schema.Struct({
      ...pageQuery,
      cpts: Schema.optionalKey(CptsId),
      theme: Schema.optionalKey(Code),
      year: Schema.optionalKey(queryInteger({ minimum: 2016, maximum: 2100 }).annotate({ description: "Priorities of this year" })),
    }),
    response: page(PathwayView),
    permission: "pathway.read",
    summary: { fr: "Lister les parcours publiés, et les brouillons que l'on peut voir", en: "List the published pathways, and the drafts that one may see" },
  }),
};

/** What is asked of pathways. */
export const pathwayEndpoints = {
  draftPathway: endpoint({
    id: "pathway.draft",
    method: "POST",
    path: "/v1/pathways",
    body: acknowledging(Domain.NewPathway, "NewPathway"),
    response: PathwayView,
    status: 201,
    versioned: true,
    problems: ["invalid-request", "unknown-reference"],
    permission: "pathway.draft",
    summary: { fr: "Ébaucher un parcours", en: "Draft a pathway" },
    example: { cptsId: exampleCpts, ...content },
  }),
  ...lists,
  readPathway: endpoint({
    id: "pathway.read",
    method: "GET",
    path: "/v1/pathways/{id}",
    params,
    response: PathwayView,
    versioned: true,
    permission: "pathway.read",
    summary: { fr: "Lire un parcours", en: "Read a pathway" },
  }),
  changePathway: endpoint({
    id: "pathway.change",
    method: "PUT",
    path: "/v1/pathways/{id}/draft",
    params,
    body: acknowledging(Domain.PathwayContent, "PathwayDraft"),
    response: PathwayView,
    versioned: true,
    problems: ["invalid-request", "version-conflict", "precondition-required"],
    permission: "pathway.change",
    summary: { fr: "Remplacer le brouillon d'un parcours, ou commencer celui de la version suivante", en: "Replace the draft of a pathway, or begin that of the next version" },
    example: { ...content, audience: "Adultes à risque" },
  }),
  addPathwayDocument: upload({
    id: "pathway.document.add",
    path: "/v1/pathways/{id}/files",
    params,
    permission: "pathway.change",
    summary: { fr: "Joindre un document au brouillon d'un parcours", en: "Attach a document to the draft of a pathway" },
  }),
  readPathwayDocument: download({
    id: "pathway.document.read",
    path: "/v1/pathways/{id}/files/{file}",
    params: Schema.Struct({ id: Domain.PathwayId, file: Domain.PathwayId.annotate({ description: "Id of the document" }) }),
    permission: "pathway.read",
    summary: { fr: "Lire un document d'un parcours", en: "Read a document of a pathway" },
  }),
  publishPathway: endpoint({
    id: "pathway.publish",
    method: "POST",
    path: "/v1/pathways/{id}/publication",
    params,
    body: PathwayPublication,
    response: PathwayView,
    versioned: true,
    problems: ["invalid-request", "illegal-transition"],
    permission: "pathway.publish",
    summary: { fr: "Publier le brouillon d'un parcours : il ne changera plus", en: "Publish the draft of a pathway: it changes no more" },
    example: {},
  }),
  listPathwayVersions: endpoint({
    id: "pathway.version.list",
    method: "GET",
    path: "/v1/pathways/{id}/versions",
    params,
    response: PathwayVersions,
    permission: "pathway.read",
    summary: { fr: "Lister les versions publiées d'un parcours", en: "List the published versions of a pathway" },
  }),
  comparePathwayVersions: endpoint({
    id: "pathway.version.compare",
    method: "GET",
    path: "/v1/pathways/{id}/differences",
    params,
    query: Schema.Struct({ from: number, to: number }),
    response: PathwayDifferences,
    permission: "pathway.read",
    summary: { fr: "Comparer deux versions d'un parcours", en: "Compare two versions of a pathway" },
  }),
  drawPathway: endpoint({
    id: "pathway.draw",
    method: "GET",
    path: "/v1/pathways/{id}/diagram",
    params,
    query: Schema.Struct({ number: Schema.optionalKey(number) }),
    response: PathwayDiagram,
    permission: "pathway.read",
    summary: { fr: "Dessiner une version d'un parcours qui a des étapes", en: "Draw a version of a pathway that has steps" },
  }),
  declareInclusions: endpoint({
    id: "pathway.inclusions.declare",
    method: "POST",
    path: "/v1/pathways/{id}/inclusions",
    params,
    body: InclusionCount,
    response: PathwayInclusions,
    problems: ["invalid-request", "illegal-transition"],
    permission: "pathway.change",
    summary: { fr: "Dire combien de personnes sont entrées dans un parcours", en: "Say how many people entered a pathway" },
    example: { from: "2026-01-01", to: "2026-04-01", people: 42 },
  }),
  listInclusions: endpoint({
    id: "pathway.inclusions.list",
    method: "GET",
    path: "/v1/pathways/{id}/inclusions",
    params,
    query: Schema.Struct(explained),
    response: PathwayInclusions,
    permission: "pathway.read",
    summary: { fr: "Lister combien de personnes sont entrées dans un parcours", en: "List how many people entered a pathway" },
  }),
} as const;

const of = { service: "prevention", aggregate: "pathway", version: 1 } as const;
const ids = { pathwayId: examplePathway, cptsId: exampleCpts };

/** What is told of pathways. */
export const pathwayEvents = {
  pathwayDrafted: eventType({
    ...of,
    event: "drafted",
    payload: Events.PathwayDrafted,
    summary: { fr: "Une version d'un parcours est ébauchée, ou son brouillon modifié", en: "A version of a pathway is drafted, or its draft changed" },
    example: { ...ids, number: 1, theme: "diabete-type-2", priorityYear: 2026, stepCount: 2 },
  }),
  pathwayPublished: eventType({
    ...of,
    event: "published",
    payload: Events.PathwayPublished,
    summary: { fr: "Une version d'un parcours est publiée", en: "A version of a pathway is published" },
    example: { ...ids, number: 1, title: "Diabète de type 2", theme: "diabete-type-2", priorityYear: 2026, publishedOn: "2026-03-01", stepCount: 2, documentCount: 1, professions: ["10", "60"], organizationIds: [] },
  }),
  inclusionsDeclared: eventType({
    ...of,
    event: "inclusions-declared",
    payload: Events.InclusionsDeclared,
    summary: { fr: "On a dit combien de personnes sont entrées dans un parcours", en: "It is said how many people entered a pathway" },
    example: { ...ids, from: "2026-01-01", to: "2026-04-01", people: 42 },
  }),
} as const;
