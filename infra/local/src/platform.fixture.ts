import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { connect } from "@cpts/sdk";
import { issuerName } from "./issuer/issuer-address.ts";
import { issuerKey } from "./issuer/keys.ts";
import { mint } from "./issuer/mint.ts";
import { everyScope } from "./service-names.ts";
import { familyOf } from "@cpts/servers/process-table";

/** The launcher as a process of its own, as `npm start` runs it. */
export interface RunningPlatform {
  readonly pid: number;
  readonly url: string;
  readonly output: () => string;
  readonly signal: (name: NodeJS.Signals) => void;
  readonly exited: Promise<number>;
  /** The launcher and every process below it, now. */
  readonly family: () => ReadonlyArray<number>;
}

/** The launcher from its sources, or as it is deployed. */
const programs = {
  sources: ["--conditions=@cpts/source", join(import.meta.dirname, "main.ts")],
  bundle: [join(import.meta.dirname, "..", "dist", "main.js")],
} as const;

const spawnLauncher = (folder: string, args: ReadonlyArray<string>, env: NodeJS.ProcessEnv, program: keyof typeof programs = "sources") => {
  const { PATH, CPTS_NATS_SERVER, CPTS_POSTGRES_BIN } = process.env;
  const child = spawn(process.execPath, [...programs[program], "start", ...args], {
    env: { PATH, ...(CPTS_NATS_SERVER && { CPTS_NATS_SERVER }), ...(CPTS_POSTGRES_BIN && { CPTS_POSTGRES_BIN }), PORT: "0", CPTS_LOCAL_DIR: folder, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const hears = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      for (const hear of hears) hear();
    });
  }
  const exited = new Promise<number>((resolve) => child.once("close", (code, signal) => resolve(code ?? (signal === "SIGKILL" ? 137 : 1))));
  return { child, exited, output: () => output, hears };
};

/** Runs the launcher to its end. */
export const runLauncher = async (folder: string, args: ReadonlyArray<string> = [], env: NodeJS.ProcessEnv = {}): Promise<{ readonly code: number; readonly output: string }> => {
  const { exited, output } = spawnLauncher(folder, args, env);
  return { code: await exited, output: output() };
};

/** Resolves when the launcher has printed the pattern. */
export const printed = async ({ output, hears, exited }: Pick<ReturnType<typeof spawnLauncher>, "output" | "hears" | "exited">, pattern: RegExp): Promise<RegExpExecArray> => {
  const found = new Promise<RegExpExecArray>((resolve) => {
    const look = (): void => {
      const match = pattern.exec(output());
      if (match !== null) resolve(match);
    };
    hears.add(look);
    look();
  });
  return Promise.race([found, exited.then((code) => Promise.reject(new Error(`the launcher ended with ${code}:\n${output()}`)))]);
};

/** Starts the launcher and waits until it has an address, before anything of the platform answers there. */
export const beginPlatform = async (folder: string): Promise<Pick<RunningPlatform, "url" | "signal" | "exited" | "family">> => {
  const launcher = spawnLauncher(folder, [], {});
  const [, url = ""] = await printed(launcher, /(http:\/\/127\.0\.0\.1:\d+)…/u);
  return { url, signal: (name) => void launcher.child.kill(name), exited: launcher.exited, family: () => familyOf(launcher.child.pid ?? 0) };
};

/** Starts the launcher and waits for its announcement. */
export const startPlatform = async (
  folder: string,
  args: ReadonlyArray<string> = [],
  env: NodeJS.ProcessEnv = {},
  program: keyof typeof programs = "sources",
): Promise<RunningPlatform & { readonly printed: (pattern: RegExp) => Promise<unknown> }> => {
  const launcher = spawnLauncher(folder, args, env, program);
  const [, url = ""] = await printed(launcher, /Home\s+(http:\/\/127\.0\.0\.1:\d+)\/[\s\S]*Ctrl-C\n/u);
  const pid = launcher.child.pid ?? 0;
  return {
    pid,
    url,
    output: launcher.output,
    signal: (name) => void launcher.child.kill(name),
    exited: launcher.exited,
    family: () => familyOf(pid),
    printed: (pattern) => printed(launcher, pattern),
  };
};

/** A client of the platform with all that a service account of this machine may do, and further scopes where they are named. */
export const clientOf = async (folder: string, url: string, { scopes = "", ...options }: { readonly language?: "fr" | "en"; readonly retries?: number; readonly scopes?: string } = {}) => {
  const bearer = { role: "service-account", subject: "test", cptsIds: [], regions: [], departements: [], scope: `${everyScope} ${scopes}`.trim() } as const;
  return connect({ ...options, url, token: await mint(await issuerKey(folder), issuerName(folder, undefined), bearer, 1) });
};

/** A process number as a file tells it: 0 would be all of us to `kill`, so a file that is not whole yet has none. */
const processNumber = (text: string | undefined): number | null => {
  const number = Number(text?.trim() || Number.NaN);
  return Number.isSafeInteger(number) && number > 1 ? number : null;
};

/** The number of the PostgreSQL process of a folder. */
export const postgresPid = (folder: string): number => {
  const file = join(folder, "postgres", "data", "postmaster.pid");
  const found = processNumber(readFileSync(file, "utf8").split("\n")[0]);
  if (found === null) throw new Error(`${file} names no process`);
  return found;
};

/** The number of the NATS process of a folder, null when there is none. */
export const natsPid = (folder: string): number | null => {
  try {
    const file = readdirSync(join(folder, "nats")).find((name) => name.endsWith(".ports"));
    return processNumber(/_(\d+)\.ports$/u.exec(file ?? "")?.[1]);
  } catch {
    return null;
  }
};
