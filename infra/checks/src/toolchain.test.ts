import { existsSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { root } from "./repository.ts";

type Counts = Readonly<Record<string, number>>;
type Toolchain = {
  readonly countTests: (log: string) => Counts | undefined;
  readonly failuresOf: (log: string) => ReadonlyArray<string>;
  readonly summaryLine: (counts: Counts) => string;
  readonly satisfies: (version: string | undefined, range: { major: number; minor: number }) => boolean;
  readonly pinFor: (platform: string, arch: string, glibc: string | null) => object | undefined;
  readonly ownNode: { major: number; minor: number };
  readonly ownPnpm: { major: number; minor: number };
  readonly toolEnvironment: (from: NodeJS.ProcessEnv) => NodeJS.ProcessEnv;
  readonly npmEnvironment: (from: NodeJS.ProcessEnv) => NodeJS.ProcessEnv;
  readonly withLock: <T>(file: string, work: () => Promise<T>, onWait?: () => void) => Promise<T>;
};

// The toolchain is plain JavaScript that runs before anything is installed; its types are written here.
const modules = await Promise.all(
  ["test-summary", "provision", "pins", "environment", "lock"].map(
    (name): Promise<object> => import(/* @vite-ignore */ join(root, "infra", "toolchain", `${name}.mjs`)),
  ),
);
const toolchain = Object.assign({}, ...modules) as Toolchain;

const folder = mkdtempSync(join(tmpdir(), "cpts-checks-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("the summary of a test run", () => {
  it("adds what vitest says, whatever its colours", () => {
    const log = " Test Files  1 failed | 2 passed (3)\n\u001B[2m      Tests \u001B[22m \u001B[31m1 failed\u001B[39m | \u001B[32m39 passed\u001B[39m | 2 skipped (42)\n";
    expect(toolchain.countTests(log)).toEqual({ passed: 39, failed: 1, skipped: 2, todo: 0 });
    expect(toolchain.summaryLine({ passed: 39, failed: 1, skipped: 2, todo: 1 })).toBe("39 passed, 1 failed, 3 skipped");
  });

  it("repeats each failure with its reason", () => {
    const log = "\u001B[31m FAIL \u001B[39m src/a.test.ts > adds\nAssertionError: expected 1 to be 2\n\n - 2\n + 1\n more\n FAIL  src/b.test.ts\nError: no such file\n";
    expect(toolchain.failuresOf(log)).toEqual(["FAIL  src/a.test.ts > adds\n    AssertionError: expected 1 to be 2\n     - 2\n     + 1", "FAIL  src/b.test.ts\n    Error: no such file"]);
    expect(toolchain.failuresOf(" Test Files  2 passed (2)\n")).toEqual([]);
  });

  it("does not take a crash before the summary for zero tests", () => {
    expect(toolchain.countTests("Error: no such file\n Test Files  1 failed (1)\n")).toBeUndefined();
  });
});

describe("the machine's own tools", () => {
  it("serve from Node 22.19 and with pnpm 12 only", () => {
    const node = ["22.19.0", "24.1.0", "22.18.9", "20.20.2", undefined].map((version) => toolchain.satisfies(version, toolchain.ownNode));
    expect(node).toEqual([true, true, false, false, false]);
    const pnpm = ["12.0.0", "12.21.0", "11.9.0", "13.0.0", undefined].map((version) => toolchain.satisfies(version, toolchain.ownPnpm));
    expect(pnpm).toEqual([true, true, false, false, false]);
  });

  it("are replaced by pinned ones on Linux with the GNU library, x64 and arm64", () => {
    expect(toolchain.pinFor("linux", "x64", "2.36")).toBeDefined();
    expect(toolchain.pinFor("linux", "arm64", "2.36")).toBeDefined();
    expect(toolchain.pinFor("linux", "x64", null)).toBeUndefined();
    expect(toolchain.pinFor("darwin", "arm64", null)).toBeUndefined();
  });
});

describe("what a command of the toolchain sees", () => {
  const fromNpm = { PATH: "/usr/bin", npm_config_registry: "r", npm_lifecycle_event: "test", npm_config_prefix: "/usr", NPM_CONFIG_CAFILE: "c" };

  it("is the project's Node first, nothing of npm, no telemetry", () => {
    const env = toolchain.toolEnvironment(fromNpm);
    expect(Object.keys(env).filter((name) => /^npm_/iu.test(name))).toEqual([]);
    expect(env["PATH"]?.split(":")[0]).toBe(join(root, ".toolchain", "bin"));
    expect(env).toMatchObject({ TURBO_TELEMETRY_DISABLED: "1", DO_NOT_TRACK: "1" });
  });

  it("npm itself keeps how its user configured it", () => {
    expect(toolchain.npmEnvironment(fromNpm)).toEqual({ PATH: "/usr/bin", npm_config_registry: "r", NPM_CONFIG_CAFILE: "c" });
  });
});

describe("the lock of a preparation", () => {
  it("lets one command in at a time, and tells the other that it waits", async () => {
    const file = join(folder, "held");
    const order: Array<string> = [];
    const hold = Promise.withResolvers<void>();
    const first = toolchain.withLock(file, async () => {
      order.push("first in");
      await hold.promise;
      order.push("first out");
    });
    const second = toolchain.withLock(file, async () => void order.push("second in"), () => {
      hold.resolve();
    });
    await Promise.all([first, second]);
    expect(order).toEqual(["first in", "first out", "second in"]);
    expect(existsSync(file)).toBe(false);
  });

  it("is taken over from a command that was killed", async () => {
    const file = join(folder, "dead");
    writeFileSync(file, JSON.stringify({ host: hostname(), pid: 2 ** 30 }));
    await expect(toolchain.withLock(file, async () => "done")).resolves.toBe("done");
  });

  it("is taken over from another container that fell silent", async () => {
    const file = join(folder, "silent");
    writeFileSync(file, JSON.stringify({ host: "elsewhere", pid: 1 }));
    const aMinuteAgo = new Date(Date.now() - 60_000);
    utimesSync(file, aMinuteAgo, aMinuteAgo);
    await expect(toolchain.withLock(file, async () => "done")).resolves.toBe("done");
  });
});
