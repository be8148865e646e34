/**
 * The lines of a body as they arrive: the next one is asked for when the one before was taken, so that a slow reader slows
 * the sender down.
 *
 * @since 0.1.0
 */
import type { FetchResponse } from "../connect-options.ts";

/** Lines, one at a time. */
export interface Lines {
  /** The next line; undefined at the end. What no line feed ends was cut: it is no line. */
  readonly next: () => Promise<string | undefined>;
  /** Stops the transfer. */
  readonly cancel: () => Promise<void>;
}

/** A body that came whole: a `fetch` of one's own may know no streams. */
const wholeLines = async (response: FetchResponse): Promise<Lines> => {
  const lines = (await response.text()).split("\n").slice(0, -1).values();
  return { next: async () => lines.next().value, cancel: async () => {} };
};

/** The lines of the body of an answer. */
export const linesOf = async (response: FetchResponse): Promise<Lines> => {
  if (response.body === undefined || response.body === null) return wholeLines(response);
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let ready: ReadonlyArray<string> = [];
  let taken = 0;
  let unfinished = "";
  return {
    next: async () => {
      while (taken === ready.length) {
        const { done, value } = await reader.read();
        if (done) return undefined;
        const parts = (unfinished + decoder.decode(value, { stream: true })).split("\n");
        unfinished = parts.pop() ?? "";
        [ready, taken] = [parts, 0];
      }
      taken += 1;
      return ready[taken - 1];
    },
    cancel: () => reader.cancel().catch(() => {}),
  };
};
