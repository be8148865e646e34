import { readdirSync, readFileSync } from "node:fs";

/** Of `/proc/<pid>/stat`: times in ticks, those of children that ended apart. */
export type ProcessStat = { readonly parent: number; readonly own: number; readonly endedChildren: number };

/** Linux counts in 1/100 s for user space whatever the kernel's own clock (USER_HZ, proc(5)). */
const microsecondsPerTick = 10_000;

/** The name of a program stands between brackets and may hold anything, brackets and spaces too. */
export const parseStat = (text: string): ProcessStat => {
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  const at = (field: number): number => Number(fields[field - 3]);
  return { parent: at(4), own: at(14) + at(15), endedChildren: at(16) + at(17) };
};

const statOf = (pid: number): ProcessStat | null => {
  try {
    return parseStat(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return null;
  }
};

const childrenOf = (pid: number): ReadonlyArray<number> =>
  readdirSync("/proc")
    .filter((entry) => /^\d+$/u.test(entry))
    .map(Number)
    .filter((candidate) => statOf(candidate)?.parent === pid);

/** CPU time that one process has used, in microseconds; NaN where there is no /proc. */
export const cpuOf = (pid: number): number => {
  const stat = statOf(pid);
  return stat === null ? Number.NaN : stat.own * microsecondsPerTick;
};

/** The same of a server and its children, those that ended included: PostgreSQL has a process for each connection. */
export const cpuOfFamily = (pid: number): number => {
  const stat = statOf(pid);
  if (stat === null) return Number.NaN;
  const children = childrenOf(pid).reduce((sum, child) => sum + (statOf(child)?.own ?? 0), 0);
  return (stat.own + stat.endedChildren + children) * microsecondsPerTick;
};

/** Runs some work; gives what it used of the processor beside its result, in milliseconds: the server, and all processes of the database. */
export const cpuDuring = async <Result>(pid: number, databasePid: number, work: () => Promise<Result>): Promise<{ readonly result: Result; readonly cpu: readonly [server: number, database: number] }> => {
  const [server, database] = [cpuOf(pid), cpuOfFamily(databasePid)];
  const result = await work();
  return { result, cpu: [(cpuOf(pid) - server) / 1_000, (cpuOfFamily(databasePid) - database) / 1_000] };
};
