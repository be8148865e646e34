import { readFileSync } from "node:fs";

/** In MB of 1,000,000 bytes. `pss` counts a page that n processes share as 1/n, `rss` as a whole one; null where the machine does not tell. */
export type Memory = { readonly pss: number | null; readonly rss: number };

const megabytes = (text: string, field: string): number | null => {
  const kib = new RegExp(`^${field}:\\s+(\\d+) kB$`, "mu").exec(text)?.[1];
  return kib === undefined ? null : (Number(kib) * 1_024) / 1_000_000;
};

/** From the text of `/proc/<pid>/smaps_rollup`. */
export const memoryOfRollup = (text: string): Memory | null => {
  const rss = megabytes(text, "Rss");
  return rss === null ? null : { pss: megabytes(text, "Pss"), rss };
};

const readOrNull = (file: string): string | null => {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null;
  }
};

export const memoryOf = (pid: number): Memory => {
  const known = memoryOfRollup(readOrNull(`/proc/${pid}/smaps_rollup`) ?? "");
  if (known !== null) return known;
  // Without smaps_rollup (an old kernel, another user's process) only the resident set is left.
  return { pss: null, rss: megabytes(readOrNull(`/proc/${pid}/status`) ?? "", "VmRSS") ?? Number.NaN };
};

/** The most that was ever resident at once, in MB; NaN where the machine does not tell. */
export const peakOf = (pid: number): number => megabytes(readOrNull(`/proc/${pid}/status`) ?? "", "VmHWM") ?? Number.NaN;
