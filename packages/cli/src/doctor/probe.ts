/**
 * One plain request, without the SDK's patience: the doctor wants to know what happens now.
 *
 * @since 0.1.0
 */
import type { Session } from "../session.ts";

/** What came back. */
export interface Probed {
  readonly status: number;
  /** The body as JSON, undefined when it is none. */
  readonly json: unknown;
  /** The clock of the other side, in milliseconds; null when it does not tell. */
  readonly date: number | null;
  readonly ms: number;
}

const timeoutMs = 10_000;

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** Why a request got no answer, in a word of the system where it has one (`ECONNREFUSED`). */
export const causeOf = (error: unknown): string => {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (cause instanceof Error && "code" in cause && typeof cause.code === "string") return cause.code;
  return cause instanceof Error ? cause.message : String(cause);
};

/** Asks for a path below the address of the platform. Rejects when no answer comes. */
export const probe = async ({ language, terminal, token, url }: Session, path: string, withToken = true): Promise<Probed> => {
  const began = performance.now();
  const headers = { accept: "application/json", "accept-language": language, ...(withToken && token !== undefined ? { authorization: `Bearer ${token}` } : {}) };
  const response = await fetch(url + path, { headers, signal: AbortSignal.any([terminal.signal, AbortSignal.timeout(timeoutMs)]) });
  const text = await response.text();
  const date = Date.parse(response.headers.get("date") ?? "");
  return { status: response.status, json: jsonOf(text), date: Number.isNaN(date) ? null : date, ms: performance.now() - began };
};
