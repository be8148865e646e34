import { closeSync, mkdirSync, openSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { freePort } from "@cpts/servers/free-port";
import { startSupervised } from "@cpts/servers/supervised-process";

/** A Node process under measure that listens on a port of its own. */
export type NodeProcess = {
  readonly pid: number;
  readonly url: string;
  readonly port: number;
  /** By `performance.now()` of this process, just before the fork. */
  readonly spawnedAt: number;
  readonly hasExited: () => boolean;
  readonly output: () => string;
  readonly stop: () => Promise<void>;
};

export type NodeProgram = {
  readonly name: string;
  readonly file: string;
  readonly env: Readonly<Record<string, string>>;
};

/** What every program is told that an operator would tell it; the key is of no use elsewhere. */
export const asDeployed = { NODE_ENV: "production", PRIVACY_KEY: "of-benches-alone-a-key-of-more-than-32-letters" };

/** Neither the variables nor the flags of the bench itself: a program gets what it would get from an operator. */
export const startNode = async (program: NodeProgram, logFolder: string): Promise<NodeProcess> => {
  // Whoever has to be known before it starts says its port.
  const port = Number(program.env["PORT"] ?? (await freePort()));
  const logFile = join(logFolder, `${program.name}-${port}.log`);
  mkdirSync(dirname(logFile), { recursive: true });
  const log = openSync(logFile, "a");
  const spawnedAt = performance.now();
  const child = startSupervised([process.execPath, program.file], {
    stopSignals: ["SIGTERM", "SIGKILL"],
    stdio: ["ignore", log, log],
    env: { PATH: process.env["PATH"], ...asDeployed, PORT: String(port), ...program.env },
    ownSession: true,
  });
  closeSync(log);
  const output = (): string => readFileSync(logFile, "utf8").trim().slice(-2_000);
  return { pid: child.pid, url: `http://127.0.0.1:${port}`, port, spawnedAt, hasExited: child.hasExited, output, stop: child.stop };
};
