import { Data } from "effect";

/**
 * What can go wrong below the domain: the database is away (retryable), a constraint refused (named), what is deployed does not
 * fit (a table, a column or a right is missing: no data will change that), or something nobody foresaw.
 */
export class StorageError extends Data.TaggedError("StorageError")<{
  readonly kind: "unavailable" | "constraint" | "conflict" | "deployment" | "unexpected";
  /** Name of the constraint that refused. */
  readonly constraint?: string;
  readonly cause: unknown;
}> {}

// https://www.postgresql.org/docs/18/errcodes-appendix.html
const conflictStates = new Set(["40001", "40P01"]);
const constraintClass = "23";
/** Connection lost or refused, no such database or login now, server shutting down, statement timed out, out of resources, disk or files broken. */
const unavailableClasses = ["08", "28", "3D", "53", "57", "58", "XX"];
/** Read-only (a standby), idle in a transaction for too long, lock timed out. */
const unavailableStates = new Set(["25006", "25P03", "55P03"]);
/** Unknown or forbidden table, column, function or schema; a plan or a prepared statement that a migration or a pooler has taken away. */
const deploymentClasses = ["0A", "26", "3F", "42"];
const networkCodes = new Set(["ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH"]);
const networkMessages = /connection terminated|timeout exceeded|query read timeout|client has encountered a connection error|not queryable|driver has already been destroyed|pool after calling end/iu;

export const storageErrorOf = (cause: unknown): StorageError => {
  const error = cause as { readonly code?: unknown; readonly constraint?: unknown; readonly message?: unknown };
  const code = typeof error?.code === "string" ? error.code : "";
  const message = typeof error?.message === "string" ? error.message : "";
  if (conflictStates.has(code)) return new StorageError({ kind: "conflict", cause });
  if (code.length === 5 && code.startsWith(constraintClass) && typeof error.constraint === "string")
    return new StorageError({ kind: "constraint", constraint: error.constraint, cause });
  const isOf = (classes: ReadonlyArray<string>): boolean => code.length === 5 && classes.some((prefix) => code.startsWith(prefix));
  if (isOf(deploymentClasses)) return new StorageError({ kind: "deployment", cause });
  const away = unavailableStates.has(code) || networkCodes.has(code) || isOf(unavailableClasses) || networkMessages.test(message);
  return new StorageError({ kind: away ? "unavailable" : "unexpected", cause });
};
