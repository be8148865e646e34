import { constants } from "node:os";
import { join } from "node:path";
import { clearReports, countBrokerTests, workspaceRoot } from "./broker-report.ts";
import { findNats, startNats, type Nats } from "./nats.ts";
import { startPostgres } from "./postgres.ts";
import { startSupervised, type Exit } from "./supervised-process.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/** `with-servers.ts -- <command...>`: runs a command beside a PostgreSQL and a NATS of its own, and counts the tests that used NATS. */
const main = async (command: ReadonlyArray<string>): Promise<number> => {
  if (command.length === 0) {
    console.error("usage: with-servers.ts -- <command...>");
    return 64;
  }
  const brokerRequired = process.env["CPTS_REQUIRE_BROKER"] === "1" || process.env["CI"] === "true";
  const binary = findNats();
  if (binary === null && brokerRequired) {
    console.error("No NATS server: put nats-server on the PATH, or its path in CPTS_NATS_SERVER. Here a missing broker is a failure.");
    return 1;
  }
  const root = workspaceRoot(process.cwd());
  clearReports(root);
  const code = await besideServers(binary, command);
  const tests = countBrokerTests(root);
  console.log(`Tests that used the broker: ${tests}${binary === null ? " (no NATS server on this machine)" : ""}`);
  if (code === 0 && brokerRequired && tests === 0) {
    console.error("No test used the broker. Here that is a failure.");
    return 1;
  }
  return code;
};

const besideServers = async (binary: string | null, command: ReadonlyArray<string>): Promise<number> => {
  const folder = temporaryFolder();
  // Signals that arrive while the servers start must not skip the clean-up.
  const interruption = new AbortController();
  const interrupt = (name: NodeJS.Signals): void => interruption.abort(name);
  process.on("SIGINT", interrupt).on("SIGTERM", interrupt).on("SIGHUP", interrupt);
  const starting = [
    startPostgres({ dataDir: join(folder.path, "postgres"), durable: false }),
    binary === null ? null : startNats({ storeDir: join(folder.path, "nats"), binary }),
  ] as const;
  try {
    const [postgres, nats] = await Promise.all(starting);
    if (interruption.signal.aborted) return codeOf({ code: null, signal: interruption.signal.reason });
    return await run(command, { ...process.env, CPTS_TEST_POSTGRES: postgres.adminUrl, ...natsEnvironment(nats, binary) }, interruption.signal);
  } finally {
    const started = await Promise.allSettled(starting);
    await Promise.all(started.map((server) => (server.status === "fulfilled" ? server.value?.stop() : undefined)));
    folder.remove();
  }
};

/** turbo hashes CPTS_TEST_BROKER: results of a run without a broker must not stand for one with it. */
const natsEnvironment = (nats: Nats | null, binary: string | null): NodeJS.ProcessEnv =>
  nats === null || binary === null ? { CPTS_TEST_BROKER: "none" } : { CPTS_TEST_BROKER: "nats", CPTS_TEST_NATS: nats.url, CPTS_NATS_SERVER: binary };

const run = async (command: ReadonlyArray<string>, env: NodeJS.ProcessEnv, interruption: AbortSignal): Promise<number> => {
  const child = startSupervised(command, {
    stopSignals: ["SIGTERM", "SIGKILL"],
    stdio: ["inherit", "inherit", "inherit"],
    env,
    cwd: process.cwd(),
    ownSession: false,
  });
  const stop = (): void => {
    // Ctrl-C has reached the command already: it ends by itself, unless only we were told.
    const grace = interruption.reason === "SIGINT" ? 2_000 : 0;
    setTimeout(() => void child.stop(), grace).unref();
  };
  interruption.addEventListener("abort", stop, { once: true });
  return codeOf(await child.exited);
};

/** The shell's convention for a command that a signal ended. */
const codeOf = (exit: Exit): number => exit.code ?? 128 + (exit.signal === null ? 0 : constants.signals[exit.signal]);

process.exitCode = await main(process.argv.slice(2).filter((word, index) => index > 0 || word !== "--"));
