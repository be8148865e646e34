import { accessSync, constants, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { openServerLog } from "./server-log.ts";
import { startSupervised, type SupervisedProcess } from "./supervised-process.ts";

export type NatsOptions = {
  readonly storeDir: string;
  /** 0 or absent: a free one. */
  readonly port?: number;
  readonly binary: string;
  /** More lines of nats-server's own configuration, such as accounts. */
  readonly config?: string;
};

export type Nats = {
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  readonly stop: () => Promise<void>;
  /** SIGKILL, as in a crash. */
  readonly kill: () => void;
  /** Connections stay open and nobody answers. */
  readonly freeze: () => void;
  readonly thaw: () => void;
  readonly exited: Promise<unknown>;
};

const START_PATIENCE_MS = 30_000;

const namedBy = (variable: string): string | null => {
  const given = process.env[variable];
  if (given === undefined || given === "") return null;
  if (!isExecutable(given)) throw new Error(`${variable} names no program: ${given}`);
  return resolve(given);
};

/** The newest server that the toolchain could fetch, for tests beside the usual one: CPTS_NATS_CURRENT, else none. */
export const findCurrentNats = (): string | null => namedBy("CPTS_NATS_CURRENT");

/** CPTS_NATS_SERVER, else `nats-server` on the PATH, else none. */
export const findNats = (): string | null => {
  const given = namedBy("CPTS_NATS_SERVER");
  if (given !== null) return given;
  const folders = (process.env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  return folders.map((folder) => join(folder, "nats-server")).find(isExecutable) ?? null;
};

const isExecutable = (file: string): boolean => {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
};

export const startNats = async (options: NatsOptions): Promise<Nats> => {
  const storeDir = resolve(options.storeDir);
  mkdirSync(storeDir, { recursive: true });
  removePortFiles(storeDir);
  const configFile = join(storeDir, "nats.conf");
  writeFileSync(configFile, configuration(storeDir, options), { mode: 0o600 });
  const log = openServerLog(join(storeDir, "nats.log"));
  const server = startSupervised([options.binary, "-c", configFile], {
    stopSignals: ["SIGTERM", "SIGKILL"],
    stdio: ["ignore", log.descriptor, log.descriptor],
    env: { PATH: process.env["PATH"] },
    ownSession: true,
    // A full disk hangs nats-server 2.9 for good, SIGTERM included (reliability.md §0).
    patienceMs: 5_000,
  });
  log.close();
  const port = await portOf(server, storeDir);
  if (port !== undefined) return handle(server, port);
  await server.stop();
  throw new Error(`NATS did not start on ${storeDir}: ${log.complaint()}`);
};

const handle = (server: SupervisedProcess, port: number): Nats => ({
  url: `nats://127.0.0.1:${port}`,
  port,
  pid: server.pid,
  stop: async () => {
    // A frozen server cannot answer the polite signal.
    server.signal("SIGCONT");
    await server.stop();
  },
  kill: () => server.signal("SIGKILL"),
  freeze: () => server.signal("SIGSTOP"),
  thaw: () => server.signal("SIGCONT"),
  exited: server.exited,
});

/** Paths are quoted as JSON strings, which nats-server reads. Port -1 lets it choose, and say which in a file. */
const configuration = (storeDir: string, options: NatsOptions): string => `
host: "127.0.0.1"
port: ${options.port === undefined || options.port === 0 ? -1 : options.port}
ports_file_dir: ${JSON.stringify(storeDir)}
jetstream { store_dir: ${JSON.stringify(storeDir)} }
${options.config ?? ""}
`;

const portFiles = (storeDir: string): ReadonlyArray<string> =>
  readdirSync(storeDir)
    .filter((entry) => entry.endsWith(".ports"))
    .map((entry) => join(storeDir, entry));

/** A killed server leaves its file, and a later one might get its process number. */
const removePortFiles = (storeDir: string): void => {
  for (const file of portFiles(storeDir)) rmSync(file, { force: true });
};

/** The file appears when clients can connect; undefined when the server ended instead. */
const portOf = async (server: SupervisedProcess, storeDir: string): Promise<number | undefined> => {
  for (const deadline = Date.now() + START_PATIENCE_MS; Date.now() < deadline && !server.hasExited(); await delay(10)) {
    const file = portFiles(storeDir).find((name) => name.endsWith(`_${server.pid}.ports`));
    const port = file === undefined ? undefined : /"nats:\/\/127\.0\.0\.1:(\d+)"/u.exec(readFileSync(file, "utf8"))?.[1];
    if (port !== undefined) return Number(port);
  }
  return undefined;
};
