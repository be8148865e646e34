import { chmodSync, mkdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { workspaceRoot } from "@cpts/servers/broker-report";

/** Where the platform of this machine keeps everything: CPTS_LOCAL_DIR, else `.local` of the project. */
export const localFolder = (environment: NodeJS.ProcessEnv = process.env): string => {
  const given = environment["CPTS_LOCAL_DIR"];
  return given === undefined || given === "" ? join(workspaceRoot(process.cwd()), ".local") : resolve(given);
};

/** A folder that others may at least cross: PostgreSQL may run under another account. One that was there keeps its other rights. */
export const makeFolder = (folder: string): void => {
  mkdirSync(folder, { recursive: true, mode: 0o711 });
  const { mode } = statSync(folder);
  if ((mode & 0o111) !== 0o111) chmodSync(folder, mode | 0o111);
};
