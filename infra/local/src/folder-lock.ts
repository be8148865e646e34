import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { errorCode } from "@cpts/servers/error-code";
import { isAlive } from "@cpts/servers/process-alive";
import { claimSecret, readIfThere, writeSecret } from "@cpts/servers/secret-file";

/** Who runs the platform on a folder. */
export interface Holder {
  readonly pid: number;
  /** When that process was born: its number may have another bearer since. */
  readonly born: string;
  readonly url: string | null;
  readonly stopping: boolean;
}

/** Another process runs the platform on the folder. */
export class AlreadyRunning extends Error {
  readonly holder: Holder;
  constructor(folder: string, holder: Holder) {
    super(`the platform already runs on ${folder}, as process ${holder.pid}`);
    this.name = "AlreadyRunning";
    this.holder = holder;
  }
}

/** The right to run on a folder. */
export interface FolderLock {
  readonly note: (what: Partial<Pick<Holder, "url" | "stopping">>) => void;
  readonly release: () => void;
}

const STOPPING_PATIENCE_MS = 30_000;

/** Takes the folder, from a dead holder too; waits for one that is stopping, refuses beside one that runs. */
export const lockFolder = async (folder: string, patienceMs = STOPPING_PATIENCE_MS): Promise<FolderLock> => {
  const file = join(folder, "launcher.json");
  let own: Holder = { pid: process.pid, born: birthOf(process.pid) ?? "", url: null, stopping: false };
  for (const deadline = Date.now() + patienceMs; !claimSecret(file, JSON.stringify(own)); ) {
    const text = readIfThere(file);
    const holder = text === null ? null : holderOf(text);
    if (holder !== null && isRunning(holder)) {
      if (!holder.stopping || Date.now() > deadline) throw new AlreadyRunning(folder, holder);
      await delay(100);
    } else if (text !== null) setAside(file, text);
  }
  return {
    note: (what) => {
      own = { ...own, ...what };
      writeSecret(file, JSON.stringify(own));
    },
    release: () => rmSync(file, { force: true }),
  };
};

/** Null when the file is not one of ours, or was cut short. */
const holderOf = (text: string): Holder | null => {
  try {
    const { pid, born, url, stopping } = JSON.parse(text) as Partial<Holder>;
    return Number.isInteger(pid) && typeof born === "string" ? { pid: Number(pid), born, url: url ?? null, stopping: stopping === true } : null;
  } catch {
    return null;
  }
};

const isRunning = ({ pid, born }: Holder): boolean => {
  if (!isAlive(pid) || isUnreaped(pid)) return false;
  const now = birthOf(pid);
  return now === null || born === "" || now === born;
};

/** Another start may have been quicker, and the file be its own by now: then it is put back. */
const setAside = (file: string, judged: string): void => {
  const aside = `${file}.${process.pid}-stale`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if (errorCode(error) === "ENOENT") return;
    throw error;
  }
  const text = readFileSync(aside, "utf8");
  rmSync(aside);
  if (text !== judged) claimSecret(file, text);
};

/** Null when this machine does not tell, or the process has just gone. */
const birthOf = (pid: number): string | null => {
  try {
    // proc(5): the 22nd field counts from the start of this machine.
    if (existsSync("/proc/self/stat")) return `${readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()} ${statOf(pid)[19]}`;
    return execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).trim();
  } catch {
    return null;
  }
};

/** Dead, and still numbered until its parent asks how it ended: a killed launcher for a moment, or for long under a parent that never asks. */
const isUnreaped = (pid: number): boolean => {
  try {
    return statOf(pid)[0] === "Z";
  } catch {
    return false;
  }
};

/** From the third field on: the second one, a name in brackets, may hold spaces. */
const statOf = (pid: number): ReadonlyArray<string> => readFileSync(`/proc/${pid}/stat`, "utf8").replace(/^.*\) /su, "").split(" ");
