import { spawn, type StdioOptions } from "node:child_process";
import type { Writable } from "node:stream";

/**
 * Runs in place of the program: it leaves a watcher behind, then becomes the program (same pid, same exit code). The watcher
 * reads a pipe that only the parent holds. A word means "it ended by itself"; the end of the pipe means that the parent died,
 * however it died, SIGKILL included. The watcher exists before the program does, so there is no moment without one. In a
 * container whose first process does not collect the dead, a killed program stays as a zombie (Z): it is gone for us.
 */
const WATCHED = `
signals=$1; shift
( trap '' HUP INT QUIT TERM
  exec </dev/null >/dev/null 2>&1
  if read -r _ <&3; then exit 0; fi
  for signal in $signals; do
    kill -s "$signal" $$
    tries=0
    while [ "$tries" -lt 50 ]; do
      kill -0 $$ || exit 0
      case "$(cat /proc/$$/stat)" in *") Z "*) exit 0 ;; esac
      sleep 0.1
      tries=$((tries + 1))
    done
  done ) &
exec "$@" 3<&-`;

export type Exit = { readonly code: number | null; readonly signal: NodeJS.Signals | null };

export type SupervisedProcess = {
  readonly pid: number;
  readonly exited: Promise<Exit>;
  readonly hasExited: () => boolean;
  /** Nothing happens when the process has ended. */
  readonly signal: (name: NodeJS.Signals) => void;
  /** Sends the stop signals one after the other until the process has ended. */
  readonly stop: () => Promise<void>;
};

export type SupervisedOptions = {
  /** From the polite one to SIGKILL. */
  readonly stopSignals: ReadonlyArray<NodeJS.Signals>;
  readonly stdio: readonly [stdin: "ignore" | "inherit", stdout: number | "inherit", stderr: number | "inherit"];
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** A session of its own: Ctrl-C in the terminal reaches us, and we stop the process in our own time. */
  readonly ownSession: boolean;
  /** How long each stop signal may take before the next one. */
  readonly patienceMs?: number;
};

/** Starts a program that cannot outlive this process, not even when this process gets a SIGKILL. */
export const startSupervised = (command: ReadonlyArray<string>, options: SupervisedOptions): SupervisedProcess => {
  const names = options.stopSignals.map((name) => name.slice("SIG".length)).join(" ");
  const stdio: StdioOptions = [...options.stdio, "pipe"];
  const child = spawn("/bin/sh", ["-c", WATCHED, "watched", names, ...command], {
    stdio,
    cwd: options.cwd ?? "/",
    env: options.env ?? process.env,
    detached: options.ownSession,
  });
  // The fourth entry is a pipe, which Node types as readable or writable.
  const lifeline = child.stdio[3] as Writable & { unref(): void };
  lifeline.on("error", () => {});

  let ended = false;
  const exited = new Promise<Exit>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) => {
      ended = true;
      lifeline.end("ended\n");
      resolve({ code, signal });
    });
  });
  exited.catch(() => {});

  const signal = (name: NodeJS.Signals): void => {
    if (!ended && child.pid !== undefined) child.kill(name);
  };
  const stop = async (): Promise<void> => {
    child.ref();
    for (const name of options.stopSignals) {
      if (ended) return;
      signal(name);
      if (await settlesWithin(exited, options.patienceMs ?? 10_000)) return;
    }
  };
  if (options.ownSession) {
    // A forgotten server must not keep its parent alive: the parent ends, the pipe closes, the watcher stops the server.
    child.unref();
    lifeline.unref();
  }
  if (child.pid === undefined) throw new Error(`could not start ${command[0]}: no /bin/sh`);
  return { pid: child.pid, exited, hasExited: () => ended, signal, stop };
};

const settlesWithin = async (promise: Promise<unknown>, ms: number): Promise<boolean> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), ms);
  });
  const settled = promise.then(
    () => true as const,
    () => true as const,
  );
  return Promise.race([settled, late]).finally(() => clearTimeout(timer));
};
