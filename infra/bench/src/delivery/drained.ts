import { setTimeout as pause } from "node:timers/promises";
import type { Lane } from "./lanes.ts";

const patienceMs = 60_000;

/** Waits until as many effects are committed as were written, or no more come for a long time. */
export const drained = async (lane: Lane, writes: number): Promise<void> => {
  for (const deadline = performance.now() + patienceMs; performance.now() < deadline; await pause(20)) {
    if ((await lane.effectCount()) >= writes) return;
  }
};

/** The times from the commit of each write to the commit of its effect, in milliseconds. */
export const lagsOf = (writes: ReadonlyArray<readonly [string, number]>, effects: ReadonlyArray<readonly [string, number]>): ReadonlyArray<number> => {
  const at = new Map(effects);
  return writes.flatMap(([id, committedAt]) => {
    const effectAt = at.get(id);
    return effectAt === undefined ? [] : [effectAt - committedAt];
  });
};
