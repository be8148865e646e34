import { randomBytes } from "node:crypto";
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { errorCode } from "./error-code.ts";

/** A file beside the one to be made, read by its owner only; its name is nobody else's. */
const draftOf = (file: string, text: string): string => {
  mkdirSync(dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}-${randomBytes(4).toString("hex")}`;
  writeFileSync(draft, text, { mode: 0o600 });
  return draft;
};

/** Writes a file that only its owner reads, whole or not at all. */
export const writeSecret = (file: string, text: string): void => renameSync(draftOf(file, text), file);

/** Publishes a file that only its owner reads, unless there is one already; says whether this one is it. */
export const claimSecret = (file: string, text: string): boolean => {
  const draft = draftOf(file, text);
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
