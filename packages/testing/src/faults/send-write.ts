import { setTimeout as delay } from "node:timers/promises";
import type { Call, Recorder } from "./recorder.ts";

/** A write with a mark of its own. */
export interface Write {
  readonly token: string;
  readonly method: "POST" | "PATCH" | "PUT";
  readonly url: string;
  readonly json: unknown;
  readonly headers: Readonly<Record<string, string>>;
  /** How many events it makes. */
  readonly events: number;
}

/** What came back last. */
export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly attempts: number;
}

const retryable = new Set([503, 504]);
const firstPauseMs = 10;
const longestPauseMs = 100;

const problemOf = (status: number, type: string | null, text: string): string | null => {
  if (status < 400) return null;
  if (type !== "application/problem+json") return "not-a-problem";
  // The body is of the service's own type here.
  return (JSON.parse(text) as { readonly type: string }).type;
};

const attempt = async (write: Write, recorder: Recorder, timeoutMs: number): Promise<Omit<Answered, "attempts"> | null> => {
  const startedAt = Date.now();
  const note = (answer: Pick<Call, "status" | "problem" | "position">): void =>
    recorder.note({ token: write.token, method: write.method, path: new URL(write.url).pathname, key: write.headers["idempotency-key"] ?? null, startedAt, endedAt: Date.now(), ...answer, events: write.events });
  try {
    const body = JSON.stringify(write.json);
    const response = await fetch(write.url, { method: write.method, headers: { "content-type": "application/json", ...write.headers }, body, signal: AbortSignal.timeout(timeoutMs) });
    const text = await response.text();
    const { headers, status } = response;
    note({ status, problem: problemOf(status, headers.get("content-type"), text), position: headers.get("cpts-position") });
    return { status, headers, text };
  } catch {
    note({ status: null, problem: null, position: null });
    return null;
  }
};

/**
 * Sends a write until it is answered with something else than "try again", with the same Idempotency-Key or the same If-Match each
 * time, as the SDK does. Null when `until` has passed without such an answer: then nobody knows what became of it.
 */
export const sendWrite = async (write: Write, recorder: Recorder, options: { readonly until: () => number; readonly timeoutMs?: number }): Promise<Answered | null> => {
  for (let attempts = 1; ; attempts += 1) {
    const answer = await attempt(write, recorder, options.timeoutMs ?? 10_000);
    if (answer !== null && !retryable.has(answer.status)) return { ...answer, attempts };
    if (Date.now() > options.until()) return null;
    await delay(Math.min(longestPauseMs, firstPauseMs * 2 ** Math.min(attempts, 10)) * (0.5 + Math.random() / 2));
  }
};
