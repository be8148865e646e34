/**
 * The annual review of a contract year: the CPTS hands in its file, the agency sends it back or decides, and the decision freezes the figures.
 *
 * @example
 * ```ts
 * import { reviewEndpoints } from "@cpts/api/Reviews"
 *
 * reviewEndpoints.closeReview.path // => "/v1/contracts/{id}/reviews/{year}/decision"
 * ```
 *
 * @since 0.1.0
 */
import { ReviewClosed, ReviewMoved, ReviewState } from "@cpts/domain/AnnualReview";
import { DepartementCode, RegionCode } from "@cpts/domain/Cog";
import { ContractId } from "@cpts/domain/Contract";
import { CptsId } from "@cpts/domain/Cpts";
import { Schema } from "effect";
import { endpoint } from "./Endpoint.ts";
import { eventType } from "./EventType.ts";
import { download, FileId, uploadAnd } from "./Files.ts";
import { page, pageQuery, queryInteger } from "./Page.ts";
import { NewReview, ReviewDecision, ReviewFile, ReviewFileQuery, ReviewItem, ReviewReturn, ReviewStepNote, ReviewView } from "./ReviewViews.ts";
import { wordReasons } from "./internal/word-reasons.ts";

const one = { id: ContractId, year: queryInteger({ minimum: 1, maximum: 50 }) };
const params = Schema.Struct(one);
const step = { method: "PUT", params, response: ReviewView, versioned: true, problems: ["invalid-request", "version-conflict", "precondition-required", "illegal-transition"] } as const;

/** Preparing, handing in and deciding an annual review. */
export const reviewEndpoints = {
  openReview: endpoint({
    id: "review.open",
    method: "POST",
    path: "/v1/contracts/{id}/reviews",
    params: Schema.Struct({ id: ContractId }),
    body: NewReview,
    response: ReviewView,
    status: 201,
    versioned: true,
    problems: ["invalid-request", "already-exists", "illegal-transition"],
    permission: "review.prepare",
    summary: { fr: "Ouvrir la revue d'une année du contrat", en: "Open the review of a contract year" },
    example: { contractYear: 1 },
  }),
  listReviews: endpoint({
    id: "review.list",
    method: "GET",
    path: "/v1/reviews",
    query: Schema.Struct({
      ...pageQuery,
      cpts: Schema.optionalKey(CptsId),
      contract: Schema.optionalKey(ContractId),
      region: Schema.optionalKey(RegionCode.annotate({ description: "Region of the departement of attachment; an agency that names neither a contract nor a CPTS names its own" })),
      departement: Schema.optionalKey(DepartementCode.annotate({ description: "Departement of attachment" })),
      year: Schema.optionalKey(queryInteger({ minimum: 1, maximum: 50 }).annotate({ description: "Contract year, 1 for the first" })),
      state: Schema.optionalKey(ReviewState),
    }),
    response: page(ReviewItem).annotate({ identifier: "ReviewPage" }),
    problems: ["unknown-reference"],
    permission: "review.read",
    summary: { fr: "Les revues annuelles d'un contrat, d'une CPTS ou d'un lieu : où elles en sont, ce qui fut décidé", en: "The annual reviews of a contract, a CPTS or a place: where they stand, what was decided" },
  }),
  readReview: endpoint({
    id: "review.read",
    method: "GET",
    path: "/v1/contracts/{id}/reviews/{year}",
    params,
    response: ReviewView,
    versioned: true,
    permission: "review.read",
    summary: { fr: "Une revue annuelle : son dossier, ce qui manque et pourquoi, les chiffres figés", en: "An annual review: its file, what is missing and why, the frozen figures" },
  }),
  addReviewFile: uploadAnd({ id: "review-file.add", path: "/v1/contracts/{id}/reviews/{year}/files", params, query: ReviewFileQuery, response: ReviewFile, permission: "review.prepare", summary: { fr: "Joindre le rapport, une annexe ou une preuve numérotée", en: "Attach the report, an annex or a numbered proof" } }),
  readReviewFile: download({ id: "review-file.read", path: "/v1/contracts/{id}/reviews/{year}/files/{file}", params: Schema.Struct({ ...one, file: FileId }), permission: "review.read", summary: { fr: "Un fichier du dossier", en: "A file of the review" } }),
  readReviewDossier: download({
    id: "review.dossier",
    path: "/v1/contracts/{id}/reviews/{year}/dossier",
    params,
    permission: "review.read",
    summary: { fr: "Le dossier entier en une archive ZIP : rapport, annexes, preuves numérotées, manifeste et empreintes, ce qui manque", en: "The whole file as a ZIP archive: report, annexes, numbered proofs, manifest with hashes, what is missing" },
  }),
  submitReview: endpoint({ ...step, id: "review.submit", path: "/v1/contracts/{id}/reviews/{year}/submission", body: ReviewStepNote, permission: "review.prepare", summary: { fr: "Remettre le dossier à l'agence", en: "Hand the file in to the agency" }, example: { note: "Rapport et preuves joints" } }),
  returnReview: endpoint({ ...step, id: "review.return", path: "/v1/contracts/{id}/reviews/{year}/return", body: ReviewReturn, permission: "review.decide", summary: { fr: "Renvoyer le dossier à compléter", en: "Send the file back to be completed" }, example: { note: "Il manque la feuille d'émargement" } }),
  closeReview: endpoint({
    ...step,
    id: "review.close",
    path: "/v1/contracts/{id}/reviews/{year}/decision",
    body: ReviewDecision,
    permission: "review.decide",
    summary: { fr: "Décider : les taux et les chiffres de l'année sont figés", en: "Decide: the rates and figures of the year are frozen" },
    example: { decidedOn: "2019-01-15", document: { document: "Compte rendu du dialogue de gestion" }, rates: [], nextTargets: [], despiteMissing: "Pièces vues en séance" },
  }),
};

const ofReview = { reviewId: "0198c0de-0000-7000-8000-000000000030", contractId: "0198c0de-0000-7000-8000-000000000010", cptsId: "0198c0de-0000-7000-8000-000000000001", contractYear: 1 };

/** What the contracts service tells of annual reviews. */
export const reviewEvents = {
  reviewMoved: eventType({ service: "contracts", aggregate: "review", event: "moved", version: 1, payload: ReviewMoved, summary: { fr: "Une revue annuelle est ouverte, reçue ou à compléter", en: "An annual review is open, received or to be completed" }, example: { ...ofReview, state: "received" } }),
  reviewClosed: eventType({
    service: "contracts",
    aggregate: "review",
    event: "closed",
    version: 1,
    payload: ReviewClosed,
    words: { "/hash": wordReasons.id },
    summary: { fr: "Les chiffres d'une année du contrat sont décidés et figés", en: "The figures of a contract year are decided and frozen" },
    example: { ...ofReview, decidedOn: "2019-01-15", hash: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", rates: [{ mission: "PREVENTION", ratePpm: 750_000 }] },
  }),
};
