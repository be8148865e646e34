import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { until } from "./until.ts";

const program = join(import.meta.dirname, "report-heap.ts");

/** What a process has to be started with, for `keptHeap` to ask it. */
export const heapReporting = (file: string): Readonly<Record<string, string>> => ({ NODE_OPTIONS: `--import=${program}`, BENCH_HEAP_FILE: file });

const readIfThere = (file: string): string | undefined => {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
};

/** Objects of a process and buffers outside them that a collection leaves, in MB of 1,000,000 bytes. */
export const keptHeap = async (pid: number, file: string): Promise<number> => {
  rmSync(file, { force: true });
  process.kill(pid, "SIGUSR2");
  const text = await until(`process ${pid} reports its heap`, { forMs: 30_000, everyMs: 20 }, async () => readIfThere(file));
  const { external, heapUsed } = JSON.parse(text) as { readonly heapUsed: number; readonly external: number }; // written by report-heap
  return (heapUsed + external) / 1_000_000;
};
