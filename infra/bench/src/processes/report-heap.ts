import { renameSync, writeFileSync } from "node:fs";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/**
 * Loaded into a process before its program (`node --import`): at each SIGUSR2 it collects its garbage and writes what stays to
 * `BENCH_HEAP_FILE`. What stays is what a leak adds to; the heap between collections is noise.
 */
setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void; // the flag makes it
const file = process.env["BENCH_HEAP_FILE"] ?? "";

process.on("SIGUSR2", () => {
  collect();
  const { external, heapUsed } = process.memoryUsage();
  writeFileSync(`${file}.part`, JSON.stringify({ heapUsed, external }));
  renameSync(`${file}.part`, file);
});
