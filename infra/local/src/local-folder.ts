import { chmodSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { randomBytes } from "node:crypto";
import { dirname, join, resolve } from "node:path";
import { workspaceRoot } from "@cpts/servers/broker-report";
import { errorCode } from "@cpts/servers/error-code";

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

const draftOf = (file: string): string => `${file}.${process.pid}-${randomBytes(4).toString("hex")}`;

/** Writes a file that only its owner reads, whole or not at all. */
export const writeSecret = (file: string, text: string): void => {
  mkdirSync(dirname(file), { recursive: true });
  const draft = draftOf(file);
  writeFileSync(draft, text, { mode: 0o600 });
  renameSync(draft, file);
};

/** Publishes a file that only its owner reads, unless there is one already; says whether this one is it. */
export const claimSecret = (file: string, text: string): boolean => {
  mkdirSync(dirname(file), { recursive: true });
  const draft = draftOf(file);
  writeFileSync(draft, text, { mode: 0o600 });
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (errorCode(error) !== "EEXIST") throw error;
    return false;
  } finally {
    rmSync(draft, { force: true });
  }
};

/** The text of a file, null when there is none. */
export const readIfThere = (file: string): string | null => {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (errorCode(error) === "ENOENT") return null;
    throw error;
  }
};

/** The text kept in a file: the first one that anybody made. Two processes that come at once get the same. */
export const keptSecret = async (file: string, make: () => Promise<string> | string): Promise<string> => {
  const kept = readIfThere(file);
  if (kept !== null) return kept;
  const made = await make();
  return claimSecret(file, made) ? made : readFileSync(file, "utf8");
};
