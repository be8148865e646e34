/**
 * From an HTTP answer that is not a success to the problem it tells, whatever stands between the service and us.
 *
 * @since 0.1.0
 */
import { problemTypes } from "@cpts/api/Problem";
import { CptsProblem, type FieldProblem } from "../errors.ts";

/** Seconds of a `Retry-After`: a number, or a date (RFC 9110, 10.2.3). */
export const secondsOf = (retryAfter: string | null, now: number): number | undefined => {
  if (retryAfter === null) return undefined;
  if (/^\d{1,9}$/u.test(retryAfter.trim())) return Number(retryAfter);
  const date = Date.parse(retryAfter);
  return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - now) / 1000));
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === "object" && value !== null && !Array.isArray(value);

const textOf = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

const fieldProblems = (value: unknown): ReadonlyArray<FieldProblem> =>
  (Array.isArray(value) ? value : []).filter(isRecord).map((row) => ({
    // A place this version does not know is told as it is.
    in: (textOf(row["in"]) ?? "body") as FieldProblem["in"],
    pointer: textOf(row["pointer"]) ?? "#",
    code: textOf(row["code"]) ?? "invalid",
    message: textOf(row["message"]) ?? "",
    ...(typeof row["suggestion"] === "string" ? { suggestion: row["suggestion"] } : {}),
  }));

/** A proxy's page is no problem document: its status tells the little there is. */
const bareType = (status: number): string => {
  if (status === 404) return "not-found";
  return status === 429 || (status > 501 && status < 505) ? "unavailable" : `http-${status}`;
};

/** The problem that an answer tells. */
export const problemOf = (answer: { readonly status: number; readonly text: string; readonly retryAfter: string | null; readonly attempts: number }): CptsProblem => {
  let body: unknown;
  try {
    body = JSON.parse(answer.text);
  } catch {
    body = undefined;
  }
  const row = isRecord(body) ? body : {};
  return new CptsProblem({
    type: textOf(row["type"])?.split("/").at(-1) ?? bareType(answer.status),
    title: textOf(row["title"]) ?? `HTTP ${answer.status}`,
    status: answer.status,
    detail: textOf(row["detail"]),
    errors: fieldProblems(row["errors"]),
    traceId: textOf(row["traceId"]),
    retryAfter: secondsOf(answer.retryAfter, Date.now()),
    attempts: answer.attempts,
  });
};

const retryable: ReadonlySet<string> = new Set(Object.entries(problemTypes).flatMap(([name, row]) => ("retryable" in row ? [name] : [])));

/** The same request may succeed later. */
export const mayPass = (problem: CptsProblem): boolean => retryable.has(problem.type) || [429, 502, 503, 504].includes(problem.status);
