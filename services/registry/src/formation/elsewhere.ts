import type { CptsAction } from "@cpts/domain/CptsStatus";

const letters = "POST /v1/cpts/{id}/letters-of-intent";
const letterDecision = "PUT /v1/cpts/{id}/letters-of-intent/{version}/decision";
const projectDecision = "PUT /v1/cpts/{id}/health-projects/{version}/decision";

/** Steps that come with a document, or with more than a date, and the endpoints that take them. */
export const elsewhere: { readonly [A in CptsAction]?: string } = {
  "file-letter-of-intent": letters,
  "validate-letter-of-intent": letterDecision,
  "return-letter-of-intent": letterDecision,
  "file-project": "POST /v1/cpts/{id}/health-projects",
  "validate-project": projectDecision,
  "refuse-project": projectDecision,
  merge: "POST /v1/cpts/{id}/merger",
  "acknowledge-tacit-validation": "GET /v1/cpts/{id}/formation",
};

/** The endpoint that takes a step. */
export const pathOfStep = (action: CptsAction): string => elsewhere[action] ?? "POST /v1/cpts/{id}/transitions";
