import { announcement, noBroker } from "./announce.ts";
import { EX_CONFIG, EX_TEMPFAIL, SIGINT_EXIT } from "./exit-codes.ts";
import { AlreadyRunning } from "./folder-lock.ts";
import { launch, type Platform } from "./launch.ts";
import { localFolder } from "./local-folder.ts";
import type { Options } from "./options.ts";
import { PortUnavailable } from "./origin.ts";
import { services, WrongVariable } from "./services.ts";

/** Longest time to stop in order. */
const STOP_PATIENCE_MS = 20_000;
/** One Ctrl-C may reach us twice, from the terminal and from npm. */
const SAME_CTRL_C_MS = 500;

const print = (text: string): void => void process.stdout.write(`${text}\n`);
const complain = (text: string): void => void process.stderr.write(`${text}\n`);
const say = (fr: string, en: string): void => print(`  ${fr} / ${en}`);

const explain = (error: unknown): { readonly text: string; readonly code: number } => {
  if (error instanceof PortUnavailable) {
    const text = `Le port ${error.port} n'est pas libre (${error.code}) ; choisissez-en un autre : PORT=${error.port + 1} npm start / Port ${error.port} is not free; choose another one`;
    return { text, code: EX_CONFIG };
  }
  if (error instanceof AlreadyRunning) {
    const { pid, url } = error.holder;
    const where = url === null ? "" : ` (${url})`;
    return { text: `La plateforme tourne déjà sur ce dossier, processus ${pid}${where} / The platform already runs on this folder, process ${pid}${where}`, code: EX_TEMPFAIL };
  }
  if (error instanceof WrongVariable) return { text: error.message, code: EX_CONFIG };
  return { text: `La plateforme ne peut pas tourner / The platform cannot run: ${error instanceof Error ? error.message : String(error)}`, code: 1 };
};

/** Resolves with the reason when the platform has to stop: asked once by a signal, or something broke. Asked twice, it is over at once. */
const watchSignals = (): { readonly stop: AbortController; readonly asked: Promise<unknown> } => {
  const stop = new AbortController();
  let askedAt = 0;
  const ask = (name: NodeJS.Signals): void => {
    const now = Date.now();
    if (askedAt === 0) {
      askedAt = now;
      say("Arrêt… (Ctrl-C encore pour forcer)", "Stopping… (Ctrl-C again to force)");
      stop.abort(name);
    } else if (now - askedAt > SAME_CTRL_C_MS) process.exit(SIGINT_EXIT);
  };
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, ask);
  const asked = new Promise<unknown>((resolve) => stop.signal.addEventListener("abort", () => resolve(stop.signal.reason), { once: true }));
  return { stop, asked };
};

const stopInTime = async (platform: Platform): Promise<void> => {
  const giveUp = setTimeout(() => {
    complain("L'arrêt a pris trop de temps, il est forcé. / Stopping took too long, it is forced.");
    process.exit(1);
  }, STOP_PATIENCE_MS);
  await platform.stop();
  clearTimeout(giveUp);
};

/** Runs the platform until it is asked to stop; the exit code. */
export const run = async (options: Options): Promise<number> => {
  const startedAt = performance.now();
  const { stop, asked } = watchSignals();
  const folder = localFolder();
  // The terminal may be gone before we are: stopping in order matters more than saying so.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
  const outcome = (error: unknown): number => {
    if (typeof stop.signal.reason === "string") {
      say("Tout est arrêté.", "Everything is stopped.");
      return 0;
    }
    const { text, code } = explain(stop.signal.aborted ? stop.signal.reason : error);
    complain(text);
    return code;
  };
  try {
    const { signal } = stop;
    const platform = await launch({ ...options, folder, services, environment: process.env, say, print: complain, signal, onFailure: (reason) => stop.abort(reason) });
    if (platform.natsUrl === null) print(noBroker);
    print(announcement(platform, services.map(({ name }) => name), folder, performance.now() - startedAt));
    const reason = await asked;
    await stopInTime(platform);
    return outcome(reason);
  } catch (error) {
    return outcome(error);
  }
};
