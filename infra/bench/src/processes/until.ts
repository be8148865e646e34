import { setTimeout as pause } from "node:timers/promises";

export interface Patience {
  readonly forMs: number;
  readonly everyMs: number;
}

/** Asks again until there is an answer: what another process learns, or a clock does, comes a moment later. */
export const until = async <A extends object | string | number | true>(what: string, { everyMs, forMs }: Patience, ask: () => Promise<A | undefined>): Promise<A> => {
  for (const deadline = performance.now() + forMs; ; await pause(everyMs)) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (performance.now() > deadline) throw new Error(`${what}: not within ${forMs / 1_000} s`);
  }
};
