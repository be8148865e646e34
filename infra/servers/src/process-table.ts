import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";

interface Row {
  readonly pid: number;
  readonly parent: number;
  readonly state: string;
}

/** proc(5): after the name in brackets come the state and the parent. */
const fromProc = (): ReadonlyArray<Row> =>
  readdirSync("/proc").flatMap((name) => {
    try {
      const [state = "", parent = ""] = /^\d+$/u.test(name) ? readFileSync(`/proc/${name}/stat`, "utf8").replace(/^.*\) /su, "").split(" ") : [];
      return state === "" ? [] : [{ pid: Number(name), parent: Number(parent), state }];
    } catch {
      return [];
    }
  });

const fromPs = (): ReadonlyArray<Row> =>
  spawnSync("ps", ["-A", "-o", "pid=,ppid=,stat="], { encoding: "utf8" })
    .stdout.trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/u))
    .map(([pid, parent, state = ""]) => ({ pid: Number(pid), parent: Number(parent), state }));

/** Processes that live; a zombie does not. */
const rows = (): ReadonlyArray<Row> => (existsSync("/proc/self/stat") ? fromProc() : fromPs()).filter(({ state }) => !state.startsWith("Z"));

/** A process and all that descends from it. */
export const familyOf = (pid: number): ReadonlyArray<number> => {
  const table = rows();
  const below = (parent: number): ReadonlyArray<number> => [parent, ...table.filter((row) => row.parent === parent).flatMap((row) => below(row.pid))];
  return below(pid);
};

/** Those of them that still live after a while. */
export const survivors = async (pids: ReadonlyArray<number>, patienceMs: number): Promise<ReadonlyArray<number>> => {
  for (const deadline = Date.now() + patienceMs; ; await delay(50)) {
    const living = new Set(rows().map(({ pid }) => pid));
    const left = pids.filter((pid) => living.has(pid));
    if (left.length === 0 || Date.now() > deadline) return left;
  }
};
