import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { join } from "node:path";

/** The bundle, as it is installed: it starts ten times faster than the sources. */
export const cptsProgram = join(import.meta.dirname, "..", "..", "..", "packages", "cli", "dist", "cpts.js");

/** How a run of `cpts` ended. */
export interface CptsRun {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

const start = (env: NodeJS.ProcessEnv, args: ReadonlyArray<string>) => spawn(process.execPath, [cptsProgram, ...args], { env: { PATH: process.env["PATH"], LANG: "en_GB.UTF-8", ...env }, stdio: ["ignore", "pipe", "pipe"] });

/** Runs `cpts` to its end, as a process of its own. */
export const cpts = async (env: NodeJS.ProcessEnv, ...args: ReadonlyArray<string>): Promise<CptsRun> => {
  const child = start(env, args);
  let [out, err] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => (out += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (err += text));
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  return { code, out, err };
};

/** Runs `cpts` until it has printed so many lines, then does to it what `then` says. */
export const cptsUntil = async (env: NodeJS.ProcessEnv, count: number, then: "interrupt" | "close its output", ...args: ReadonlyArray<string>): Promise<CptsRun & { readonly lines: ReadonlyArray<string> }> => {
  const child = start(env, args);
  const lines: Array<string> = [];
  let err = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (err += text));
  createInterface(child.stdout).on("line", (line) => {
    lines.push(line);
    if (lines.length !== count) return;
    if (then === "interrupt") child.kill("SIGINT");
    else child.stdout.destroy();
  });
  const code = await new Promise<number | null>((resolve) => child.once("exit", resolve));
  return { code, out: lines.join("\n"), err, lines };
};
