import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { asDeployed, type NodeProgram } from "./node-process.ts";

/** A projection as it was built again and compared. */
export type Verified = { readonly projection: string; readonly rows: string; readonly same: boolean; readonly events: number; readonly seconds: number };

const mostOutput = 16 * 1024 * 1024;

/** `projections verify` of the deployed service: builds each projection again from position 1 and compares it with what lives. */
export const verified = async ({ name, file, env }: NodeProgram): Promise<ReadonlyArray<Verified>> => {
  const { stdout } = await promisify(execFile)(process.execPath, [file, "projections", "verify"], { maxBuffer: mostOutput, env: { PATH: process.env["PATH"], ...asDeployed, ...env } });
  return stdout
    .trim()
    .split("\n")
    .map((line) => {
      const [, projection = "", rows = "", same, events, seconds] = /^([a-z-]+): (\d+) rows, (identical to|different from) .*\((\d+) events in ([\d.]+) s/u.exec(line) ?? [];
      if (projection === "") throw new Error(`${name} says "${line}"`);
      return { projection: `${name}: ${projection}`, rows, same: same === "identical to", events: Number(events), seconds: Number(seconds) };
    });
};
