/**
 * What a call can fail with. Each class carries a `_tag`, so that `Effect.catchTag` and a plain `switch` tell them apart.
 *
 * @example
 * ```ts
 * import { CptsProblem } from "@cpts/sdk"
 *
 * const problem = new CptsProblem({ type: "not-found", title: "Introuvable", status: 404 })
 * problem.message // => "Introuvable (404 not-found)"
 * ```
 *
 * @since 0.1.0
 */
import type { ProblemType } from "./contracts.ts";

/** One faulty place of a request. */
export interface FieldProblem {
  readonly in: "body" | "query" | "path" | "header";
  /** JSON Pointer into the body (`#/communes/3`), or the name of the parameter or header. */
  readonly pointer: string;
  /** What is wrong, for programs. */
  readonly code: string;
  /** What is wrong, in the language asked for. */
  readonly message: string;
  /** What was probably meant. */
  readonly suggestion?: string;
}

/** The fields of a problem (RFC 9457). */
export interface ProblemFields {
  /** Last part of the problem's `type`; a newer service may answer one this version does not know. */
  readonly type: ProblemType | (string & {});
  readonly title: string;
  readonly status: number;
  readonly detail?: string | undefined;
  readonly errors?: ReadonlyArray<FieldProblem> | undefined;
  /** Names the request in the service's logs. */
  readonly traceId?: string | undefined;
  /** Seconds the service asks to wait. */
  readonly retryAfter?: number | undefined;
  /** How many times the request was sent. After the second, a 412 may be the answer to one's own first attempt. */
  readonly attempts?: number | undefined;
}

/** The service refused the request, and said why. */
export class CptsProblem extends Error {
  readonly _tag = "CptsProblem";
  readonly type: ProblemFields["type"];
  readonly title: string;
  readonly status: number;
  readonly detail: string | undefined;
  readonly errors: ReadonlyArray<FieldProblem>;
  readonly traceId: string | undefined;
  readonly retryAfter: number | undefined;
  readonly attempts: number;

  constructor(fields: ProblemFields) {
    const places = (fields.errors ?? []).map((error) => `; ${error.pointer}: ${error.message}`).join("");
    super(`${fields.title} (${fields.status} ${fields.type})${fields.detail === undefined ? "" : `: ${fields.detail}`}${places}`);
    this.name = "CptsProblem";
    this.type = fields.type;
    this.title = fields.title;
    this.status = fields.status;
    this.detail = fields.detail;
    this.errors = fields.errors ?? [];
    this.traceId = fields.traceId;
    this.retryAfter = fields.retryAfter;
    this.attempts = fields.attempts ?? 1;
  }
}

/** No answer came: the service could not be reached, or not in time. Whether a write took place is not known. */
export class CptsNetworkError extends Error {
  readonly _tag = "CptsNetworkError";
  readonly url: string;
  /** The limit of `timeoutMs` passed. */
  readonly timedOut: boolean;
  readonly attempts: number;

  constructor(fields: { readonly url: string; readonly timedOut: boolean; readonly attempts: number; readonly cause: unknown }) {
    super(fields.timedOut ? `no answer in time from ${fields.url}` : `no answer from ${fields.url}: ${String(fields.cause)}`, { cause: fields.cause });
    this.name = "CptsNetworkError";
    this.url = fields.url;
    this.timedOut = fields.timedOut;
    this.attempts = fields.attempts;
  }
}

/** What came back is not what the contract says. */
export class CptsDecodeError extends Error {
  readonly _tag = "CptsDecodeError";
  readonly status: number;

  constructor(fields: { readonly url: string; readonly status: number; readonly cause: unknown }) {
    super(`unexpected answer from ${fields.url}: ${String(fields.cause)}`, { cause: fields.cause });
    this.name = "CptsDecodeError";
    this.status = fields.status;
  }
}

/** What a call can fail with. */
export type CptsError = CptsProblem | CptsNetworkError | CptsDecodeError;
