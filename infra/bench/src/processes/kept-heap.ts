import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

const program = join(import.meta.dirname, "report-heap.ts");
const patienceMs = 30_000;

/** What a process has to be started with, for `keptHeap` to ask it. */
export const heapReporting = (file: string): Readonly<Record<string, string>> => ({ NODE_OPTIONS: `--import=${program}`, BENCH_HEAP_FILE: file });

const readOrNull = (file: string): string | null => {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null;
  }
};

/** Objects of a process and buffers outside them that a collection leaves, in MB of 1,000,000 bytes. */
export const keptHeap = async (pid: number, file: string): Promise<number> => {
  rmSync(file, { force: true });
  process.kill(pid, "SIGUSR2");
  for (const deadline = performance.now() + patienceMs; ; await pause(20)) {
    const text = readOrNull(file);
    if (text !== null) {
      const { external, heapUsed } = JSON.parse(text) as { readonly heapUsed: number; readonly external: number }; // written by report-heap
      return (heapUsed + external) / 1_000_000;
    }
    if (performance.now() > deadline) throw new Error(`process ${pid} did not report its heap in ${patienceMs / 1_000} s`);
  }
};
