import { execFile, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { findNats } from "@cpts/servers/nats";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startPlatform } from "./platform.fixture.ts";
import { survivors } from "@cpts/servers/process-table";

const run = promisify(execFile);
const root = join(import.meta.dirname, "..", "..", "..");
const folder = mkdtempSync(join(tmpdir(), "cpts-tour-"));
let platform: Awaited<ReturnType<typeof startPlatform>>;

beforeAll(async () => {
  platform = await startPlatform(folder);
});
afterAll(async () => {
  platform.signal("SIGTERM");
  await platform.exited;
  await survivors(platform.family(), 60_000);
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

/** The blocks of the README that are marked as its tour, in order. */
const blocks = (kind: string): ReadonlyArray<string> =>
  [...readFileSync(join(root, "README.md"), "utf8").matchAll(/^```(sh tour[a-z ]*)\n([\s\S]*?)^```$/gmu)].filter(([, mark]) => mark === kind).map(([, , block]) => block ?? "");

/** Where the README names the usual port and the newcomer's Node, the test has its own. */
const here = (block: string): string =>
  block
    .replaceAll("http://127.0.0.1:8080", platform.url)
    .replaceAll("npm run -s token --", "node --conditions=@cpts/source infra/local/src/token.ts")
    .replaceAll("npm run -s cpts --", "node --conditions=@cpts/source packages/cli/src/main.ts --lang en")
    .replaceAll("node infra/toolchain/run.mjs exec ", "")
    .trimEnd();

const shell = async (block: string): Promise<string> => {
  const { stdout } = await run("sh", ["-eu", "-c", here(block)], { cwd: root, env: { ...process.env, CPTS_LOCAL_DIR: folder, CPTS_URL: platform.url } });
  return stdout;
};

const firstLines = (count: number, env: NodeJS.ProcessEnv): Promise<ReadonlyArray<string>> =>
  new Promise((resolve, reject) => {
    const child = spawn("sh", ["-c", `exec ${here(blocks("sh tour endless")[0] ?? "").trim()}`], { cwd: root, env: { ...process.env, CPTS_URL: platform.url, ...env } });
    const lines: Array<string> = [];
    let complaint = "";
    child.stderr.on("data", (text: Buffer) => (complaint += text.toString()));
    child.once("close", () => (lines.length >= count ? resolve(lines.slice(0, count)) : reject(new Error(complaint))));
    createInterface(child.stdout).on("line", (line) => {
      lines.push(line);
      if (lines.length === count) child.kill("SIGKILL");
    });
  });

describe("the tour of the README", () => {
  it("shows who covers Amboise, today and perhaps in 2017, why a territory counts what it does, and what does not fit", async () => {
    const shown = await shell(blocks("sh tour")[0] ?? "");
    expect(shown).toContain('"nom":"Amboise"');
    expect(shown).toContain('"name":"CPTS Asclépios"');
    expect(shown).toContain("Saint-Amand");
    expect(shown).toContain('"perhapsCoveredBy":[{');
    expect(shown).toContain('"sizeClass":"T2"');
    expect(shown).toContain('"explanations":[');
    expect(shown).toContain('"code":"declared-conflicts"');
    expect(shown).toContain('"service":"directory","code":"body-cannot-be-verified"');
  });

  it("asks the same of every service from the command line, and finds the platform in good health", async () => {
    const shown = await shell(blocks("sh tour")[1] ?? "");
    expect(shown).toContain("CPTS Berry Vierzon Sologne");
    expect(shown).toMatch(/CPTS Asclépios[\s\S]*CPTS Sud 28/u);
    expect(shown).toMatch(/"sum":\s*7/u);
  });

  it("names a wrong commune where it stands, and takes a CPTS from its registration to its first action", async () => {
    const shown = await shell(blocks("sh tour")[2] ?? "");
    expect(shown).toContain('"pointer":"#/territory/territory/communes/0"');
    expect(shown).toContain('"suggestion":"01004"');
    expect(shown).toMatch(/Refus : .*sous contrat/u);
    expect(shown).toMatch(/Signé : T1 pour \d+ habitants/u);
    expect(shown).toContain("Le registre sait : signed ACCES_SOINS, PREVENTION");
  });

  it("follows every event since the first, without NATS and with it", async () => {
    const alone = await firstLines(20, {});
    expect(alone.map((line) => Number(line.split(" ")[0]))).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
    const nats = /NATS (nats:\/\/\S+)/u.exec(platform.output())?.[1];
    expect(nats === undefined).toBe(findNats() === null);
    expect(await firstLines(20, nats === undefined ? {} : { NATS_URL: nats })).toEqual(alone);
  });

  it("finds every projection identical to a rebuild from the first event", async () => {
    const shown = await shell(blocks("sh tour")[3] ?? "");
    for (const service of ["registry", "directory", "contracts", "prevention"]) expect(shown).toContain(service);
  });

  it("is all of what the README marks as tour", () => {
    expect([blocks("sh tour").length, blocks("sh tour endless").length]).toEqual([4, 1]);
  });
});
