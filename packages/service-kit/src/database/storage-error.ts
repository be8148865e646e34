import { Data } from "effect";

/**
 * What can go wrong below the domain: the database is away (retryable), a constraint refused (named), or something
 * nobody foresaw.
 */
export class StorageError extends Data.TaggedError("StorageError")<{
  readonly kind: "unavailable" | "constraint" | "conflict" | "unexpected";
  /** Name of the constraint that refused. */
  readonly constraint?: string;
  readonly cause: unknown;
}> {}

// https://www.postgresql.org/docs/18/errcodes-appendix.html
const conflictStates = new Set(["40001", "40P01"]);
const constraintClass = "23";
/** Connection lost or refused, server shutting down, statement or lock timed out, out of resources. */
const unavailableClasses = ["08", "53", "57"];
const unavailableStates = new Set(["25006", "55P03"]);
const networkCodes = new Set(["ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH"]);
const networkMessages = /connection terminated|timeout exceeded|query read timeout|client has encountered a connection error|not queryable|driver has already been destroyed|pool after calling end/iu;

export const storageErrorOf = (cause: unknown): StorageError => {
  const error = cause as { readonly code?: unknown; readonly constraint?: unknown; readonly message?: unknown };
  const code = typeof error?.code === "string" ? error.code : "";
  const message = typeof error?.message === "string" ? error.message : "";
  if (conflictStates.has(code)) return new StorageError({ kind: "conflict", cause });
  if (code.length === 5 && code.startsWith(constraintClass) && typeof error.constraint === "string")
    return new StorageError({ kind: "constraint", constraint: error.constraint, cause });
  const away =
    unavailableStates.has(code) ||
    networkCodes.has(code) ||
    (code.length === 5 && unavailableClasses.some((prefix) => code.startsWith(prefix))) ||
    networkMessages.test(message);
  return new StorageError({ kind: away ? "unavailable" : "unexpected", cause });
};
