// One preparation at a time in a clone. The lock is a file that its holder touches every two seconds; it is
// taken over when its holder is dead, or silent for thirty seconds (another container, a machine that slept).
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { dirname } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

const silentAfter = 30_000;

export async function withLock(file, work, onWait = () => {}) {
  await acquire(file, onWait);
  const heartbeat = setInterval(() => touch(file), 2_000);
  heartbeat.unref();
  const release = () => rmSync(file, { force: true });
  process.once("exit", release);
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    process.removeListener("exit", release);
    release();
  }
}

async function acquire(file, onWait) {
  mkdirSync(dirname(file), { recursive: true });
  for (let tries = 0; !create(file); tries += 1) {
    if (isAbandoned(file)) setAside(file);
    else {
      if (tries === 0) onWait();
      await pause(200);
    }
  }
}

function create(file) {
  try {
    writeFileSync(file, JSON.stringify({ host: hostname(), pid: process.pid }), { flag: "wx" });
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  }
}

function isAbandoned(file) {
  try {
    const age = Date.now() - statSync(file).mtimeMs;
    if (age > silentAfter) return true;
    const holder = JSON.parse(readFileSync(file, "utf8"));
    return holder.host === hostname() && !isAlive(holder.pid);
  } catch {
    return false; // Gone, or being written: look again.
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

function setAside(file) {
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch {
    return; // Another waiter was quicker.
  }
  rmSync(aside, { force: true });
}

function touch(file) {
  try {
    utimesSync(file, new Date(), new Date());
  } catch {
    // The folder was removed under us: nothing left to protect.
  }
}
