import { setTimeout as pause } from "node:timers/promises";

const patienceMs = 60_000;

/** Waits until the directory answers from this position on. */
export const caughtUp = async (directoryUrl: string, cptsId: string, position: string): Promise<void> => {
  for (const deadline = Date.now() + patienceMs; ; await pause(50)) {
    const answer = await fetch(`${directoryUrl}/v1/cpts/${cptsId}/territory`, { headers: { "cpts-after": position } });
    await answer.text();
    if (answer.status === 200) return;
    if (Date.now() > deadline) throw new Error(`the directory has not learned ${position} in ${patienceMs / 1_000} s (${answer.status})`);
  }
};
