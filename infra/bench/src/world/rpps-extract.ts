import { spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";

const command = join(import.meta.dirname, "..", "..", "..", "..", "packages", "testing", "src", "rpps-extract", "command.ts");

/** Writes an extract of people who do not exist; about 2.2 rows each. */
export const writeExtract = async (file: string, people: number, seed = 1): Promise<void> => {
  const child = spawn(process.execPath, ["--conditions=@cpts/source", command, "--people", String(people), "--seed", String(seed)], { stdio: ["ignore", "pipe", "inherit"] });
  const exited = once(child, "exit");
  await pipeline(child.stdout, createWriteStream(file));
  const [code] = await exited;
  if (code !== 0) throw new Error(`the generator ended with ${String(code)}`);
};
