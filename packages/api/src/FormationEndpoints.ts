/**
 * Letters of intent and health projects of a CPTS: handed in, advised on, answered, with their files.
 *
 * @example
 * ```ts
 * import { formationEndpoints } from "@cpts/api/FormationEndpoints"
 *
 * formationEndpoints.decideProject.path // => "/v1/cpts/{id}/health-projects/{version}/decision"
 * ```
 *
 * @since 0.1.0
 */
import { CptsId } from "@cpts/domain/Cpts";
import { Completeness, NewHealthProject, Opinion, ProjectDecision, ProjectState } from "@cpts/domain/HealthProject";
import { LetterDecision, NewLetterOfIntent } from "@cpts/domain/LetterOfIntent";
import { Schema } from "effect";
import { endpoint } from "./Endpoint.ts";
import { download, FileId, upload } from "./Files.ts";
import { FormationView, LetterView, ProjectItem, ProjectView } from "./FormationViews.ts";
import { page, pageQuery } from "./Page.ts";

const cptsId = Schema.Struct({ id: CptsId });
const Version = Schema.String.pipe(Schema.check(Schema.isPattern(/^[1-9]\d{0,5}$/u))).annotate({ description: "Which version, from 1", examples: ["1"] });
const oneVersion = Schema.Struct({ id: CptsId, version: Version });
const oneFile = Schema.Struct({ id: CptsId, version: Version, file: FileId });
const source = { document: "Courrier de l'ARS" };
const update = ["invalid-request", "illegal-transition", "version-conflict", "precondition-required"] as const;

const letterEndpoints = {
  submitLetter: endpoint({
    id: "letter-of-intent.submit",
    method: "POST",
    path: "/v1/cpts/{id}/letters-of-intent",
    params: cptsId,
    body: NewLetterOfIntent,
    response: LetterView,
    status: 201,
    problems: ["invalid-request", "illegal-transition"],
    permission: "letter-of-intent.submit",
    summary: { fr: "Déposer une lettre d'intention, ou sa version suivante", en: "Hand in a letter of intent, or its next version" },
    example: { on: "2026-03-02", territory: "Amboise et les communes voisines", diagnosis: "Peu de médecins traitants.", orientations: [{ label: "Accès aux soins", codes: ["ACCES_SOINS"] }] },
  }),
  listLetters: endpoint({
    id: "letter-of-intent.list",
    method: "GET",
    path: "/v1/cpts/{id}/letters-of-intent",
    params: cptsId,
    response: Schema.Struct({ items: Schema.Array(LetterView) }),
    permission: "formation.read",
    summary: { fr: "Les versions de la lettre d'intention d'une CPTS", en: "The versions of the letter of intent of a CPTS" },
  }),
  decideLetter: endpoint({
    id: "letter-of-intent.decide",
    method: "PUT",
    path: "/v1/cpts/{id}/letters-of-intent/{version}/decision",
    params: oneVersion,
    body: LetterDecision,
    response: LetterView,
    versioned: true,
    problems: update,
    permission: "letter-of-intent.decide",
    summary: { fr: "Valider ou rendre une lettre d'intention", en: "Validate or return a letter of intent" },
    example: { decision: "validated", on: "2026-05-04", examinedBy: ["ars", "caisse", "urps"], source },
  }),
  addLetterFile: upload({ id: "letter-of-intent.add-file", path: "/v1/cpts/{id}/letters-of-intent/{version}/files", params: oneVersion, permission: "letter-of-intent.submit", summary: { fr: "Joindre un fichier à une lettre d'intention", en: "Attach a file to a letter of intent" } }),
  readLetterFile: download({ id: "letter-of-intent.read-file", path: "/v1/cpts/{id}/letters-of-intent/{version}/files/{file}", params: oneFile, permission: "formation.read", summary: { fr: "Un fichier d'une lettre d'intention", en: "A file of a letter of intent" } }),
};

const projectEndpoints = {
  submitProject: endpoint({
    id: "health-project.submit",
    method: "POST",
    path: "/v1/cpts/{id}/health-projects",
    params: cptsId,
    body: NewHealthProject,
    response: ProjectView,
    status: 201,
    problems: ["invalid-request", "illegal-transition"],
    permission: "health-project.submit",
    summary: { fr: "Déposer un projet de santé, ou sa version suivante", en: "Hand in a health project, or its next version" },
    example: { on: "2026-09-30", diagnosis: "Peu de médecins traitants.", missions: [{ label: "Fluidifier le parcours des patients", codes: ["PARCOURS"] }], budget: [{ label: "Coordination", amountCents: 4_500_000 }] },
  }),
  readProject: endpoint({
    id: "health-project.read",
    method: "GET",
    path: "/v1/cpts/{id}/health-projects/{version}",
    params: oneVersion,
    response: ProjectView,
    versioned: true,
    permission: "formation.read",
    summary: { fr: "Une version du projet de santé d'une CPTS", en: "A version of the health project of a CPTS" },
  }),
  listProjects: endpoint({
    id: "health-project.list",
    method: "GET",
    path: "/v1/health-projects",
    query: Schema.Struct({ ...pageQuery, state: Schema.optionalKey(ProjectState), cpts: Schema.optionalKey(CptsId) }),
    response: page(ProjectItem),
    permission: "cpts.read",
    summary: { fr: "Les projets de santé, ceux qui attendent une réponse par échéance", en: "The health projects, with the day on which a silence validates them" },
  }),
  giveOpinion: endpoint({
    id: "health-project.advise",
    method: "POST",
    path: "/v1/cpts/{id}/health-projects/{version}/opinions",
    params: oneVersion,
    body: Opinion,
    response: ProjectView,
    status: 201,
    problems: ["invalid-request", "illegal-transition"],
    permission: "health-project.advise",
    summary: { fr: "Donner un avis sur un projet de santé", en: "Give an opinion on a health project" },
    example: { from: "caisse", verdict: "favourable", on: "2026-10-12", source: { document: "Avis de la caisse" } },
  }),
  completeProject: endpoint({
    id: "health-project.complete",
    method: "PUT",
    path: "/v1/cpts/{id}/health-projects/{version}/completeness",
    params: oneVersion,
    body: Completeness,
    response: ProjectView,
    versioned: true,
    problems: update,
    permission: "health-project.decide",
    summary: { fr: "Dire depuis quand le dossier d'un projet de santé est complet", en: "Say since when a health project is complete" },
    example: { on: "2026-10-15", source },
  }),
  decideProject: endpoint({
    id: "health-project.decide",
    method: "PUT",
    path: "/v1/cpts/{id}/health-projects/{version}/decision",
    params: oneVersion,
    body: ProjectDecision,
    response: ProjectView,
    versioned: true,
    problems: update,
    permission: "health-project.decide",
    summary: { fr: "Valider ou refuser un projet de santé", en: "Validate or refuse a health project" },
    example: { decision: "refused", on: "2026-11-20", grounds: ["territory"], source },
  }),
  addProjectFile: upload({ id: "health-project.add-file", path: "/v1/cpts/{id}/health-projects/{version}/files", params: oneVersion, permission: "health-project.submit", summary: { fr: "Joindre un fichier à un projet de santé", en: "Attach a file to a health project" } }),
  readProjectFile: download({ id: "health-project.read-file", path: "/v1/cpts/{id}/health-projects/{version}/files/{file}", params: oneFile, permission: "formation.read", summary: { fr: "Un fichier d'un projet de santé", en: "A file of a health project" } }),
};

/** The endpoints of the registry about the formation of a CPTS. */
export const formationEndpoints = {
  readFormation: endpoint({
    id: "formation.read",
    method: "GET",
    path: "/v1/cpts/{id}/formation",
    params: cptsId,
    response: FormationView,
    permission: "cpts.read",
    summary: { fr: "Où en est une CPTS, et ce qui manque pour la suite", en: "How far a CPTS has come, and what is missing for what follows" },
  }),
  ...letterEndpoints,
  ...projectEndpoints,
};
