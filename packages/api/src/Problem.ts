/**
 * Everything that can go wrong over HTTP, as one table, and the `application/problem+json` (RFC 9457) that says it.
 *
 * The domain fails with tagged values; the table below gives each problem its status and its titles, so that no status
 * is chosen anywhere else.
 *
 * @example
 * ```ts
 * import { problemTypes } from "@cpts/api/Problem"
 *
 * problemTypes["version-conflict"].status // => 412
 * ```
 *
 * @since 0.1.0
 */
import { Schema } from "effect";
import type { Bilingual } from "./Endpoint.ts";

interface ProblemRow extends Bilingual {
  readonly status: number;
  /** The same request may succeed later. */
  readonly retryable?: true;
}

/** Status and titles of each problem, by the last part of its `type`. */
export const problemTypes = {
  "malformed-request": { status: 400, fr: "Requête illisible", en: "Malformed request" },
  unauthenticated: { status: 401, fr: "Identification nécessaire", en: "Authentication needed" },
  forbidden: { status: 403, fr: "Action non permise", en: "Action not allowed" },
  "not-found": { status: 404, fr: "Introuvable", en: "Not found" },
  "method-not-allowed": { status: 405, fr: "Méthode non permise ici", en: "Method not allowed here" },
  "illegal-transition": { status: 409, fr: "Étape impossible depuis cet état", en: "Step impossible from this state" },
  "already-exists": { status: 409, fr: "Existe déjà", en: "Already exists" },
  "log-changed": { status: 409, fr: "Le journal d'événements a changé", en: "The event log has changed" },
  "no-broker": { status: 409, fr: "Pas de serveur NATS", en: "No broker" },
  "version-conflict": { status: 412, fr: "Modifié entre-temps", en: "Changed in the meantime" },
  "body-too-large": { status: 413, fr: "Corps de requête trop grand", en: "Request body too large" },
  "unsupported-media-type": { status: 415, fr: "Type de contenu non pris en charge", en: "Unsupported content type" },
  "invalid-request": { status: 422, fr: "Requête invalide", en: "Invalid request" },
  "invalid-territory": { status: 422, fr: "Territoire invalide", en: "Invalid territory" },
  "unknown-reference": { status: 422, fr: "Référence encore inconnue ici", en: "Reference not yet known here", retryable: true },
  "idempotency-key-reused": { status: 422, fr: "Clé d'idempotence déjà employée pour autre chose", en: "Idempotency key already used for something else" },
  "precondition-required": { status: 428, fr: "Version de départ nécessaire (If-Match)", en: "Starting version needed (If-Match)" },
  internal: { status: 500, fr: "Erreur interne", en: "Internal error" },
  "position-not-reached": { status: 503, fr: "Pas encore à jour de cette écriture", en: "Not yet up to date with that write", retryable: true },
  unavailable: { status: 503, fr: "Service momentanément indisponible", en: "Service temporarily unavailable", retryable: true },
} as const satisfies Record<string, ProblemRow>;

/** The name of a problem: the last part of the `type` member. */
export type ProblemType = keyof typeof problemTypes;

/** Every endpoint can answer these. */
export const everywhere: ReadonlyArray<ProblemType> = ["malformed-request", "unauthenticated", "forbidden", "not-found", "internal", "unavailable"];

/** One faulty place of a request. */
export const FieldError = Schema.Struct({
  in: Schema.Literals(["body", "query", "path", "header"]),
  pointer: Schema.String.annotate({
    description: "JSON Pointer (RFC 6901, as a URI fragment) into the body, or the name of the parameter or header",
    examples: ["#/communes/3"],
  }),
  code: Schema.String.annotate({ description: "What is wrong, for programs", examples: ["unknown-commune"] }),
  message: Schema.String.annotate({ description: "What is wrong, in the reader's language" }),
  suggestion: Schema.optionalKey(Schema.String.annotate({ description: "What was probably meant", examples: ["01004"] })),
}).annotate({ identifier: "FieldError" });
export type FieldError = typeof FieldError.Type;

/** The body of every answer that is not a success (RFC 9457). */
export const ProblemDetails = Schema.Struct({
  type: Schema.String.annotate({ description: "URI reference that names the problem", examples: ["/problems/version-conflict"] }),
  title: Schema.String,
  status: Schema.Int,
  detail: Schema.optionalKey(Schema.String),
  errors: Schema.optionalKey(Schema.Array(FieldError)),
  traceId: Schema.optionalKey(Schema.String.annotate({ description: "Names this request in the service's logs" })),
}).annotate({ identifier: "ProblemDetails" });
export type ProblemDetails = typeof ProblemDetails.Type;

/** A faulty place before a language is chosen. */
export interface FieldFault {
  readonly in: FieldError["in"];
  readonly path: ReadonlyArray<PropertyKey>;
  readonly code: string;
  readonly message: Bilingual;
  readonly suggestion?: string;
}

/** The failure of an endpoint: a problem of the table, with what is wrong where. Told in a language at the edge. */
export class Problem extends Schema.TaggedError<Problem>()("Problem", {
  type: Schema.Literals(Object.keys(problemTypes) as ReadonlyArray<ProblemType>),
  detail: Schema.optionalKey(Schema.Struct({ fr: Schema.String, en: Schema.String })),
  faults: Schema.optionalKey(Schema.Array(Schema.Any as Schema.Schema<FieldFault>)),
  retryAfterSeconds: Schema.optionalKey(Schema.Number),
}) {}

/** JSON Pointer of a path, as a URI fragment. */
export const pointerOf = (path: ReadonlyArray<PropertyKey>): string =>
  "#" + path.map((part) => "/" + String(part).replaceAll("~", "~0").replaceAll("/", "~1")).join("");

/** The problem as the reader sees it. */
export const detailsOf = (problem: Problem, language: keyof Bilingual, traceId?: string): ProblemDetails => {
  const row = problemTypes[problem.type];
  return {
    type: `/problems/${problem.type}`,
    title: row[language],
    status: row.status,
    ...(problem.detail === undefined ? {} : { detail: problem.detail[language] }),
    ...(problem.faults === undefined
      ? {}
      : {
          errors: problem.faults.map((fault) => ({
            in: fault.in,
            pointer: fault.in === "body" ? pointerOf(fault.path) : fault.path.map(String).join("."),
            code: fault.code,
            message: fault.message[language],
            ...(fault.suggestion === undefined ? {} : { suggestion: fault.suggestion }),
          })),
        }),
    ...(traceId === undefined ? {} : { traceId }),
  };
};
