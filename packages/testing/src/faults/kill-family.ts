import { familyOf } from "@cpts/servers/process-table";

/** SIGKILL of a process and everything below it, at once: what a lost machine looks like to the others. */
export const killFamily = (pid: number): void => {
  if (!Number.isSafeInteger(pid) || pid < 2) throw new Error(`${pid} is no process to kill`);
  for (const member of familyOf(pid)) {
    try {
      process.kill(member, "SIGKILL");
    } catch {
      // It ended by itself in between.
    }
  }
};
