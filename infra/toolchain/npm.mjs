// The npm that called us (npm tells its scripts where it is), else the one on PATH.
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { npmEnvironment } from "./environment.mjs";

export function npmCommand() {
  const caller = process.env.npm_execpath;
  return caller?.endsWith("npm-cli.js") ? [process.execPath, caller] : ["npm"];
}

/** The registry of the user's npm configuration, wherever it is written: pnpm does not read all those places. */
export async function npmRegistry() {
  const [npm, ...first] = npmCommand();
  try {
    const { stdout } = await promisify(execFile)(npm, [...first, "config", "get", "registry"], { env: npmEnvironment() });
    return stdout.trim() || undefined;
  } catch {
    return undefined;
  }
}
