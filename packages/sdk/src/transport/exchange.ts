/**
 * One request and its answer, within a limit of time and as long as the caller wants it.
 *
 * @since 0.1.0
 */
import type { Fetch, FetchResponse } from "../connect-options.ts";
import { CptsNetworkError } from "../errors.ts";

/** An answer whose body has arrived whole. */
export interface Exchanged {
  readonly status: number;
  readonly headers: FetchResponse["headers"];
  readonly text: string;
  /** The body of a success that is a file. */
  readonly bytes: Uint8Array<ArrayBuffer> | null;
}

/** One attempt at a request. */
export interface Attempt {
  readonly fetch: Fetch;
  readonly url: string;
  readonly request: { readonly method: string; readonly headers: Record<string, string>; readonly body?: string | Uint8Array<ArrayBuffer> };
  /** A success is a file and not a text. */
  readonly isFile: boolean;
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
  readonly attempts: number;
}

/** Rejects with the signal's reason, or with `CptsNetworkError`. */
export const exchange = async (attempt: Attempt): Promise<Exchanged> => {
  const { signal, url } = attempt;
  signal?.throwIfAborted();
  const controller = new AbortController();
  const timeout = new Error(`no answer within ${attempt.timeoutMs} ms`);
  const timer = setTimeout(() => controller.abort(timeout), attempt.timeoutMs);
  const onAbort = (): void => controller.abort(signal?.reason);
  signal?.addEventListener("abort", onAbort, { once: true });
  try {
    const response = await attempt.fetch(url, { ...attempt.request, signal: controller.signal });
    const { headers, status } = response;
    if (!attempt.isFile || status < 200 || status > 299) return { status, headers, text: await response.text(), bytes: null };
    if (response.arrayBuffer === undefined) throw new TypeError("the answers of `fetch` have no arrayBuffer()");
    return { status, headers, text: "", bytes: new Uint8Array(await response.arrayBuffer()) };
  } catch (cause) {
    if (signal?.aborted === true) throw signal.reason;
    throw new CptsNetworkError({ url, timedOut: controller.signal.reason === timeout, attempts: attempt.attempts, cause });
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", onAbort);
  }
};
