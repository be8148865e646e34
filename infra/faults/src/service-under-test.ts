import { closeSync, existsSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { startSupervised, type Exit, type SupervisedProcess } from "@cpts/servers/supervised-process";

/** A program in a process of its own that a fault may hit, and that comes back on the same port. */
export interface ServiceUnderTest {
  readonly name: string;
  readonly url: string;
  /** Starts it and waits until it serves; with more variables than it was made with, such as a failpoint. */
  readonly start: (more?: Readonly<Record<string, string>>) => Promise<void>;
  readonly kill: () => Promise<void>;
  /** SIGTERM, and how it ended. */
  readonly terminate: () => Promise<Exit>;
  readonly signal: (name: NodeJS.Signals) => void;
  readonly exited: () => Promise<Exit>;
  readonly hasExited: () => boolean;
  readonly pid: () => number;
  readonly output: () => string;
}

interface Program {
  readonly name: string;
  readonly command: ReadonlyArray<string>;
  readonly port: number;
  readonly logFile: string;
  readonly environment: Readonly<Record<string, string>>;
}

const startPatienceMs = 60_000;

const root = join(import.meta.dirname, "..", "..", "..");

/** A service as it is deployed, else (before a build) from its sources. */
export const commandOf = (service: string): ReadonlyArray<string> => {
  const folder = join(root, "services", service);
  const bundle = join(folder, "dist", "main.js");
  return existsSync(bundle) ? [process.execPath, bundle] : [process.execPath, "--conditions=@cpts/source", join(folder, "src", "main.ts")];
};

const isReady = async (url: string): Promise<boolean> => {
  try {
    const answer = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(5_000) });
    await answer.text();
    return answer.status === 200;
  } catch {
    return false;
  }
};

/** A service that is not started yet. */
export const serviceUnderTest = (program: Program): ServiceUnderTest => {
  const { name, port, logFile, environment } = program;
  const url = `http://127.0.0.1:${port}`;
  let running: SupervisedProcess | null = null;
  const live = (): SupervisedProcess => {
    if (running === null) throw new Error(`${name} was never started`);
    return running;
  };
  const output = (): string => (existsSync(logFile) ? readFileSync(logFile, "utf8") : "");
  return {
    name,
    url,
    start: async (more = {}) => {
      const log = openSync(logFile, "a");
      const started = startSupervised(program.command, {
        stopSignals: ["SIGTERM", "SIGKILL"],
        stdio: ["ignore", log, log],
        env: { PATH: process.env["PATH"], HOST: "127.0.0.1", PORT: String(port), ...environment, ...more },
        ownSession: true,
      });
      closeSync(log);
      running = started;
      for (const deadline = Date.now() + startPatienceMs; !(await isReady(url)); await delay(10)) {
        // It may be told to die before it serves: whoever told it looks at its end.
        if (started.hasExited()) return;
        if (Date.now() > deadline) throw new Error(`${name} does not serve: ${output().slice(-2_000)}`);
      }
    },
    kill: async () => {
      live().signal("SIGCONT");
      live().signal("SIGKILL");
      await live().exited;
    },
    terminate: () => {
      live().signal("SIGTERM");
      return live().exited;
    },
    signal: (signal) => live().signal(signal),
    exited: () => live().exited,
    hasExited: () => live().hasExited(),
    pid: () => live().pid,
    output,
  };
};
