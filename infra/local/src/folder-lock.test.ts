import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, beforeEach, expect, it, onTestFinished } from "vitest";
import { AlreadyRunning, lockFolder } from "./folder-lock.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "cpts-lock-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const file = () => join(folder, "launcher.json");
const left = (holder: object) => writeFileSync(file(), JSON.stringify({ born: "", url: null, stopping: false, ...holder }));

/** Above the largest number a system gives. */
const DEAD = 2 ** 30;

it("of many that start at once, one takes the folder and the others know where it runs", async () => {
  const results = await Promise.allSettled(Array.from({ length: 10 }, () => lockFolder(folder)));
  const refusals = results.flatMap((one) => (one.status === "rejected" ? [one.reason] : []));
  expect(refusals).toHaveLength(9);
  expect(refusals.every((reason) => reason instanceof AlreadyRunning && reason.holder.pid === process.pid)).toBe(true);
});

it("a folder whose holder died is free", async () => {
  left({ pid: DEAD });
  await lockFolder(folder);
  expect(JSON.parse(readFileSync(file(), "utf8"))).toMatchObject({ pid: process.pid });
});

it.skipIf(!existsSync("/proc/self/stat"))("a folder whose holder was killed is free before its parent has noticed", async () => {
  // The shell becomes a program that never asks how its child ended.
  const parent = spawn("sh", ["-c", "sleep 600 & echo $!; kill -9 $!; exec sleep 600"], { stdio: ["ignore", "pipe", "inherit"] });
  onTestFinished(() => void parent.kill("SIGKILL"));
  const pid = Number((await once(createInterface(parent.stdout), "line"))[0]);
  await expect.poll(() => readFileSync(`/proc/${pid}/stat`, "utf8")).toContain(") Z ");
  left({ pid });
  await lockFolder(folder);
  expect(JSON.parse(readFileSync(file(), "utf8"))).toMatchObject({ pid: process.pid });
});

it("a folder is free when the number of its dead holder now belongs to another process", async () => {
  left({ pid: process.ppid, born: "in another life" });
  await expect(lockFolder(folder)).resolves.toBeDefined();
});

it("a file that was cut short holds nothing", async () => {
  writeFileSync(file(), '{"pid":');
  await expect(lockFolder(folder)).resolves.toBeDefined();
});

it("a holder that is stopping is waited for", async () => {
  const first = await lockFolder(folder);
  first.note({ stopping: true });
  const second = lockFolder(folder);
  first.release();
  await expect(second).resolves.toBeDefined();
});

it("a holder that never finishes stopping is not waited for without end", async () => {
  const first = await lockFolder(folder);
  first.note({ stopping: true, url: "http://127.0.0.1:8080" });
  await expect(lockFolder(folder, 150)).rejects.toMatchObject({ holder: { url: "http://127.0.0.1:8080" } });
});
