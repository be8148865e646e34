// Runs one command to its end. A long-lived command gets a process group of its own, so that a Ctrl-C reaches
// it once (not once from the terminal and once from npm) and nothing it started survives it.
import { spawn } from "node:child_process";
import { constants } from "node:os";

const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
let interruption;

/** The signal that asked us to stop while a command ran, if one did: its exit code alone may look like success. */
export function interruptedBy() {
  return interruption;
}

/** @returns the exit code, 128 + n after signal n */
export function run(command, args, { group = false, ...options } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: "inherit", ...options, detached: group });
    const stopForwarding = group ? forwardSignals(child) : holdSignals(child);
    child.once("error", (error) => {
      stopForwarding();
      reject(error);
    });
    child.once("exit", (code, signal) => {
      stopForwarding();
      if (group) signalGroup(child.pid, "SIGKILL");
      const ended = signal ?? (code === 0 && !group ? interruption : undefined);
      resolve(ended === undefined ? code : 128 + constants.signals[ended]);
    });
  });
}

/** Runs a command and gives what it printed; its errors go to ours. */
export function capture(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text) => (stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text) => (stderr += text));
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, stdout, stderr }));
  });
}

function forwardSignals(child) {
  let first = 0;
  const stop = (signal) => {
    const now = Date.now();
    interruption = signal;
    if (first === 0) {
      first = now;
      if (signal === "SIGINT") signalGroup(child.pid, signal); // As a terminal would.
      else child.kill("SIGTERM");
    } else if (now - first > 1_000) {
      signalGroup(child.pid, "SIGKILL"); // Asked twice, a second apart: the reader will not wait.
    }
  };
  return hearSignals(stop);
}

// A command in our own group hears Ctrl-C by itself; we outlive it, to clean up. Other signals are passed on,
// and insisted upon: npm ignores SIGTERM while it downloads.
function holdSignals(child) {
  const note = (signal) => {
    interruption = signal;
    if (signal !== "SIGINT") child.kill("SIGTERM");
    setTimeout(() => child.kill("SIGKILL"), 5_000).unref();
  };
  return hearSignals(note);
}

/** Calls back for each signal, and with SIGTERM once our parent is lost; gives what ends that. */
function hearSignals(onSignal) {
  for (const signal of signals) process.on(signal, onSignal);
  const orphaned = watchParent(() => onSignal("SIGTERM"));
  return () => {
    clearInterval(orphaned);
    for (const signal of signals) process.removeListener(signal, onSignal);
  };
}

// npm runs us under a shell; where that shell does not pass a signal on, losing our parent is the only sign.
function watchParent(onLost) {
  if (process.env.npm_lifecycle_event === undefined) return undefined;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    onLost();
  }, 1_000);
  return timer;
}

function signalGroup(pid, signal) {
  try {
    process.kill(-pid, signal);
  } catch {
    // The whole group is gone already.
  }
}
