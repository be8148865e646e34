import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { describe, expect, it, onTestFinished } from "vitest";
import { findNats } from "./nats.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const nats = findNats();
const quiet = { CI: "", CPTS_REQUIRE_BROKER: "", CPTS_TEST_POSTGRES: "", CPTS_TEST_NATS: "" };

const workspace = (): string => {
  const folder = temporaryFolder();
  onTestFinished(folder.remove);
  writeFileSync(join(folder.path, "pnpm-workspace.yaml"), "");
  mkdirSync(join(folder.path, "packages", "sample", ".test"), { recursive: true });
  return folder.path;
};

const withServers = (cwd: string, command: ReadonlyArray<string>, env: NodeJS.ProcessEnv = {}) => {
  const child = spawn(process.execPath, [join(import.meta.dirname, "with-servers.ts"), "--", ...command], {
    cwd,
    // What a killed run leaves behind goes with the workspace.
    env: { ...process.env, ...quiet, TMPDIR: cwd, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text: string) => (output += text));
  return { child, ended: once(child, "close").then(([code]: ReadonlyArray<unknown>) => ({ code, output })) };
};

/** A command of a test: it reports as the tests of a package do. */
const reporting = (tests: number): ReadonlyArray<string> => ["sh", "-c", `echo '{"tests":${tests}}' > packages/sample/.test/broker.json`];

const firstLine = async (child: ChildProcess): Promise<string> => String((await once(createInterface(child.stdout!), "line"))[0]);

const isOpen = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ port, host: "127.0.0.1" });
    socket.once("error", () => resolve(false)).once("connect", () => {
      socket.destroy();
      resolve(true);
    });
  });

it("gives the command its servers and its own exit code", async () => {
  const { code, output } = await withServers(workspace(), ["sh", "-c", 'echo "postgres=$CPTS_TEST_POSTGRES nats=$CPTS_TEST_NATS"; exit 7']).ended;
  expect(output).toMatch(/postgres=postgresql:\/\/postgres:\S+@127\.0\.0\.1:\d+\/postgres/u);
  expect(output).toMatch(nats === null ? /nats=\n/u : /nats=nats:\/\/127\.0\.0\.1:\d+\n/u);
  expect(code).toBe(7);
});

it("adds up the tests that used the broker, and forgets those of earlier runs", async () => {
  const folder = workspace();
  expect((await withServers(folder, reporting(3)).ended).output).toContain("Tests that used the broker: 3");
  expect((await withServers(folder, ["true"]).ended).output).toContain("Tests that used the broker: 0");
});

it("fails without a broker where one is required, before it runs anything", async () => {
  const { code, output } = await withServers(workspace(), ["echo", "it ran"], { CI: "true", CPTS_NATS_SERVER: "", PATH: "/nowhere" }).ended;
  expect(code).toBe(1);
  expect(output).toContain("No NATS server");
  expect(output).not.toContain("it ran");
});

describe.skipIf(nats === null)("where a broker is required", () => {
  it("fails when no test used it, and succeeds when one did", async () => {
    const folder = workspace();
    expect((await withServers(folder, ["true"], { CPTS_REQUIRE_BROKER: "1" }).ended).code).toBe(1);
    expect((await withServers(folder, reporting(1), { CPTS_REQUIRE_BROKER: "1" }).ended).code).toBe(0);
  });
});

describe("interrupted", () => {
  const waiting = ["sh", "-c", "echo $CPTS_TEST_POSTGRES; exec sleep 60"];

  it.for(["SIGTERM", "SIGINT"] as const)("stops the command and the servers on %s", async (signal) => {
    const { child, ended } = withServers(workspace(), waiting);
    const port = Number(new URL(await firstLine(child)).port);
    child.kill(signal);
    expect((await ended).code).toBe(143);
    expect(await isOpen(port)).toBe(false);
  });

  it("leaves neither servers nor the command behind after SIGKILL", async () => {
    const { child, ended } = withServers(workspace(), waiting);
    const port = Number(new URL(await firstLine(child)).port);
    child.kill("SIGKILL");
    // Its output is closed when the command, which inherited it, has ended too.
    await ended;
    await expect.poll(() => isOpen(port)).toBe(false);
  });
});
