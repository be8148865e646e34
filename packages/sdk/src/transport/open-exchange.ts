/**
 * One request whose answer is read line by line, each line within a limit of time and as long as the caller wants it.
 *
 * @since 0.1.0
 */
import type { FetchResponse } from "../connect-options.ts";
import { CptsNetworkError } from "../errors.ts";
import type { Attempt } from "./exchange.ts";
import { type Lines, linesOf } from "./lines.ts";

/** An answer whose body has yet to come. */
export interface Opened {
  readonly status: number;
  readonly headers: FetchResponse["headers"];
  readonly lines: Lines;
  /** The whole body, of an answer that is no success. */
  readonly text: () => Promise<string>;
}

/** Rejects with the signal's reason, or with `CptsNetworkError`; so do the lines. */
export const openExchange = async (attempt: Attempt): Promise<Opened> => {
  const { signal, url } = attempt;
  signal?.throwIfAborted();
  const controller = new AbortController();
  const timeout = new Error(`nothing came within ${attempt.timeoutMs} ms`);
  const onAbort = (): void => controller.abort(signal?.reason);
  signal?.addEventListener("abort", onAbort, { once: true });
  const within = async <A>(work: () => Promise<A>): Promise<A> => {
    const timer = setTimeout(() => controller.abort(timeout), attempt.timeoutMs);
    try {
      return await work();
    } catch (cause) {
      signal?.removeEventListener("abort", onAbort);
      if (signal?.aborted === true) throw signal.reason;
      throw new CptsNetworkError({ url, timedOut: controller.signal.reason === timeout, attempts: attempt.attempts, cause });
    } finally {
      clearTimeout(timer);
    }
  };
  const response = await within(async () => attempt.fetch(url, { ...attempt.request, signal: controller.signal }));
  if (response.status < 200 || response.status > 299)
    return { status: response.status, headers: response.headers, lines: { next: async () => undefined, cancel: async () => {} }, text: () => within(() => response.text()) };
  const lines = await within(() => linesOf(response));
  return {
    status: response.status,
    headers: response.headers,
    lines: {
      next: () => within(lines.next),
      cancel: () => {
        signal?.removeEventListener("abort", onAbort);
        return lines.cancel();
      },
    },
    text: async () => "",
  };
};
