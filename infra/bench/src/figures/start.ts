import { readdirSync, readlinkSync } from "node:fs";
import { basename } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { firstAnswer } from "../processes/first-answer.ts";
import { memoryOf } from "../processes/memory.ts";
import { startNode, type NodeProgram } from "../processes/node-process.ts";
import { ratiosOf, spreadOf } from "../report/statistics.ts";
import { figure, withNoise } from "../report/table.ts";
import { builtServices } from "../world/services.ts";
import { readCommune, type Seeded } from "../world/seed.ts";
import type { Bench, Figure, FigureResult } from "./figure.ts";
import { peer } from "./peers.ts";

const idleMs = 3_000;
const goals = { firstAnswerSeconds: 0.6, memoryRatio: 1.3 };

/** A read of open data. A service that has none here yet is timed to /readyz, which asks its database. */
const readOf = (service: string, { cptsId }: Seeded): { readonly path: string; readonly label: string } => {
  if (service === "registry") return { path: `/v1/communes/${readCommune}`, label: `/v1/communes/${readCommune}` };
  if (service === "directory") return { path: `/v1/cpts/${cptsId}/territory`, label: "/v1/cpts/{id}/territory" };
  return { path: "/readyz", label: "/readyz" };
};

type Target = { readonly program: NodeProgram; readonly read: ReturnType<typeof readOf> };
type Run = { readonly alive: number; readonly read: number; readonly pss: number; readonly rss: number };

const runOnce = async ({ program, read }: Target, logFolder: string): Promise<Run> => {
  const started = await startNode(program, logFolder);
  try {
    const alive = await firstAnswer(started, "/livez");
    const answered = await firstAnswer(started, read.path);
    await pause(idleMs);
    const { pss, rss } = memoryOf(started.pid);
    return { alive: alive / 1_000, read: answered / 1_000, pss: pss ?? Number.NaN, rss };
  } finally {
    await started.stop();
  }
};

/** By the program they run: Node names its main thread otherwise than itself. */
const nodeProcesses = (): number =>
  readdirSync("/proc").filter((entry) => {
    try {
      return /^\d+$/u.test(entry) && basename(readlinkSync(`/proc/${entry}/exe`)) === "node";
    } catch {
      return false;
    }
  }).length;

const verdict = (met: boolean, text: string): string => `${text} ${met ? "met" : "NOT met"}`;

const rowOf = (name: string, runs: ReadonlyArray<Run>, bare: ReadonlyArray<Run>): ReadonlyArray<string> => {
  const all = (pick: (run: Run) => number) => runs.map(pick);
  const against = (pick: (run: Run) => number) => ratiosOf(runs.map(pick), bare.map(pick));
  const memory = against((run) => run.rss);
  const read = spreadOf(all((run) => run.read));
  const judged =
    runs === bare
      ? ""
      : `${verdict(read.median <= goals.firstAnswerSeconds, `<= ${goals.firstAnswerSeconds} s`)}, ${verdict(memory.median <= goals.memoryRatio, `<= ${goals.memoryRatio}x`)}`;
  return [
    name,
    withNoise(spreadOf(all((run) => run.alive))),
    withNoise(read),
    figure(against((run) => run.read).median),
    withNoise(spreadOf(all((run) => run.rss))),
    withNoise(memory),
    figure(spreadOf(all((run) => run.pss)).median),
    figure(against((run) => run.pss).median),
    judged,
  ];
};

const measure = async ({ world, seeded, length }: Bench): Promise<FigureResult> => {
  const services = builtServices().map(({ name }) => ({ program: world.service(name), read: readOf(name, seeded) }));
  const targets: ReadonlyArray<Target> = [{ program: peer("bare-node"), read: { path: "/livez", label: "/livez" } }, ...services];
  const runs = targets.map((): Array<Run> => []);
  for (let round = 0; round < length.startRuns; round += 1) {
    for (const [index, target] of targets.entries()) runs[index]?.push(await runOnce(target, world.logFolder));
  }
  const others = nodeProcesses();
  return {
    title: "start: each service alone, its database migrated and filled",
    table: {
      head: ["process", "s to /livez", "s to first read", "x bare", "MB alone (RSS)", "x bare", "MB (PSS)", "x bare", "goals"],
      rows: targets.map(({ program, read }, index) => rowOf(`${program.name} ${read.label}`, runs[index] ?? [], runs[0] ?? [])),
    },
    notes: [
      `${length.startRuns} runs of each in turn, memory ${idleMs / 1_000} s after the first read. ${others} Node processes on the machine, the bench among them: each of them lowers PSS, none changes RSS.`,
    ],
  };
};

export const start: Figure = { name: "start", measure };
