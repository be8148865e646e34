import { request } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import type { NodeProcess } from "./node-process.ts";

const patienceMs = 60_000;
const stepMs = 2;

/** The status of one GET on a connection of its own; null when nobody listens. */
const statusOf = (url: string, headers: Readonly<Record<string, string>>): Promise<number | null> =>
  new Promise((resolve) => {
    const asked = request(url, { agent: false, headers }, (response) => {
      response.resume();
      response.once("end", () => resolve(response.statusCode ?? null));
    });
    asked.once("error", () => resolve(null));
    asked.end();
  });

/** Milliseconds from the spawn of the process to its first answer 200 on this path. */
export const firstAnswer = async (started: NodeProcess, path: string, headers: Readonly<Record<string, string>> = {}): Promise<number> => {
  for (let status: number | null = null; ; await pause(stepMs)) {
    status = await statusOf(started.url + path, headers);
    const elapsed = performance.now() - started.spawnedAt;
    if (status === 200) return elapsed;
    if (started.hasExited() || elapsed > patienceMs) throw new Error(`no answer on ${path} (last status: ${status}):\n${started.output()}`);
  }
};
