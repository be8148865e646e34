import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { freePort } from "./free-port.ts";
import { checkReachable, choosePostgresAccount, type PostgresAccount } from "./postgres-account.ts";
import { findPostgresBinaries } from "./postgres-binaries.ts";
import { prepareData } from "./postgres-data.ts";
import { isAlive } from "./process-alive.ts";
import { openServerLog } from "./server-log.ts";
import { startSupervised, type SupervisedProcess } from "./supervised-process.ts";

export type PostgresOptions = {
  readonly dataDir: string;
  /** 0 or absent: a free one. */
  readonly port?: number;
  /** False for tests only: a power cut may lose everything. */
  readonly durable: boolean;
  /** What the server writes; by default beside the data, `<dataDir>.log`. */
  readonly logFile?: string;
  readonly account?: PostgresAccount;
  /** How long to wait for a server that uses the data and may be stopping; 10 s by default. */
  readonly holderPatienceMs?: number;
};

export type Postgres = {
  readonly url: (database: string, role?: { readonly name: string; readonly password: string }) => string;
  /** The superuser, on the database `postgres`. */
  readonly adminUrl: string;
  readonly port: number;
  readonly pid: number;
  readonly stop: () => Promise<void>;
  /** SIGKILL of the postmaster, as in a crash. */
  readonly kill: () => void;
  readonly exited: Promise<unknown>;
};

export class DataDirInUse extends Error {
  readonly dataDir: string;
  readonly holder: number;
  constructor(dataDir: string, holder: number) {
    super(`another PostgreSQL (process ${holder}) uses ${dataDir}: stop it first`);
    this.name = "DataDirInUse";
    this.dataDir = dataDir;
    this.holder = holder;
  }
}

const ATTEMPTS = 5;
const START_PATIENCE_MS = 60_000;

export const startPostgres = async (options: PostgresOptions): Promise<Postgres> => {
  const dataDir = resolve(options.dataDir);
  const account = options.account ?? choosePostgresAccount(findPostgresBinaries());
  const password = await prepareData(dataDir, options.durable, account);
  checkReachable(dataDir, account);
  const holderPatienceMs = options.holderPatienceMs ?? 10_000;
  await releaseStaleLock(dataDir, holderPatienceMs);
  const logFile = options.logFile ?? `${dataDir}.log`;
  for (let attempt = 1; ; attempt += 1) {
    const port = options.port === undefined || options.port === 0 ? await freePort() : options.port;
    const started = await launch({ dataDir, port, durable: options.durable, logFile, account });
    if ("server" in started) return handle(started.server, port, password);
    const worthRetrying = /Address already in use|pre-existing shared memory block|could not create any TCP\/IP sockets/u.test(started.complaint);
    // Another start may have been quicker.
    await releaseStaleLock(dataDir, holderPatienceMs);
    if (attempt === ATTEMPTS || !worthRetrying) throw new Error(`PostgreSQL did not start on ${dataDir}: ${started.complaint}`);
    await delay(200 * attempt);
  }
};

const handle = (server: SupervisedProcess, port: number, password: string): Postgres => {
  const url = (database: string, role = { name: "postgres", password }): string =>
    `postgresql://${encodeURIComponent(role.name)}:${encodeURIComponent(role.password)}@127.0.0.1:${port}/${encodeURIComponent(database)}`;
  return { url, adminUrl: url("postgres"), port, pid: server.pid, stop: server.stop, kill: () => server.signal("SIGKILL"), exited: server.exited };
};

type Launch = { readonly dataDir: string; readonly port: number; readonly durable: boolean; readonly logFile: string; readonly account: PostgresAccount };
type Started = { readonly server: SupervisedProcess } | { readonly complaint: string };

const settings = (launch: Launch): Readonly<Record<string, string>> => ({
  listen_addresses: "127.0.0.1",
  port: String(launch.port),
  unix_socket_directories: "",
  max_connections: "200",
  timezone: "UTC",
  // Statements and the detail of errors hold people's data: they stay out of the log.
  log_min_error_statement: "panic",
  log_error_verbosity: "terse",
  ...(launch.durable ? {} : { fsync: "off", synchronous_commit: "off", full_page_writes: "off" }),
});

const launch = async (options: Launch): Promise<Started> => {
  const { account, dataDir } = options;
  const flags = Object.entries(settings(options)).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const log = openServerLog(options.logFile);
  const server = startSupervised([...account.prefix, account.binaries.postgres, "-D", dataDir, ...flags], {
    // INT is PostgreSQL's fast shutdown, QUIT its immediate one.
    stopSignals: ["SIGINT", "SIGQUIT", "SIGKILL"],
    stdio: ["ignore", log.descriptor, log.descriptor],
    env: { PATH: process.env["PATH"], LC_ALL: "C", TZ: "UTC" },
    ownSession: true,
  });
  log.close();
  for (const deadline = Date.now() + START_PATIENCE_MS; Date.now() < deadline && !server.hasExited(); await delay(10)) {
    const lock = readLock(dataDir);
    if (lock?.pid === server.pid && lock.ready) return { server };
  }
  await server.stop();
  return { complaint: log.complaint() };
};

type Lock = { readonly pid: number; readonly ready: boolean };

/** `postmaster.pid`: the process on the first line, its state on the eighth. */
const readLock = (dataDir: string): Lock | undefined => {
  const file = join(dataDir, "postmaster.pid");
  if (!existsSync(file)) return undefined;
  const lines = readFileSync(file, "utf8").split("\n");
  return { pid: Number(lines[0]), ready: lines[7]?.trim() === "ready" };
};

/**
 * After a power cut the lock names a process that is gone, or worse, one that took its number: PostgreSQL would then refuse to
 * start. A server whose parent has just died is still stopping, hence the wait.
 */
const releaseStaleLock = async (dataDir: string, patienceMs: number): Promise<void> => {
  for (const deadline = Date.now() + patienceMs; ; await delay(50)) {
    const lock = readLock(dataDir);
    if (lock === undefined || !Number.isInteger(lock.pid) || !isAlive(lock.pid)) return;
    if (!isPostgresOn(lock.pid, dataDir)) {
      rmSync(join(dataDir, "postmaster.pid"), { force: true });
      return;
    }
    if (Date.now() > deadline) throw new DataDirInUse(dataDir, lock.pid);
  }
};

const isPostgresOn = (pid: number, dataDir: string): boolean => {
  const words = commandLine(pid);
  return words === undefined || (words.includes("postgres") && words.includes(dataDir));
};

/** Undefined when this machine does not tell. */
const commandLine = (pid: number): string | undefined => {
  try {
    if (existsSync("/proc/self/cmdline")) return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    return "";
  }
  const listed = spawnSync("ps", ["-ww", "-o", "args=", "-p", String(pid)], { encoding: "utf8" });
  return listed.error === undefined ? listed.stdout : undefined;
};
