import { until } from "../processes/until.ts";

/** Waits until the directory answers from this position on. */
export const caughtUp = (directoryUrl: string, cptsId: string, position: string): Promise<true> =>
  until(`the directory learns ${position}`, { forMs: 60_000, everyMs: 50 }, async () => {
    const answer = await fetch(`${directoryUrl}/v1/cpts/${cptsId}/territory`, { headers: { "cpts-after": position } });
    await answer.text();
    return answer.status === 200 ? true : undefined;
  });
