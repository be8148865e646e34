import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { survivors } from "@cpts/servers/process-table";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cptsProgram } from "../cpts.fixture.ts";
import { startPlatform } from "../platform.fixture.ts";

const run = promisify(execFile);
const root = join(import.meta.dirname, "..", "..", "..", "..");
const folder = mkdtempSync(join(tmpdir(), "cpts-walk-"));
let platform: Awaited<ReturnType<typeof startPlatform>>;

beforeAll(async () => {
  platform = await startPlatform(join(folder, "local"), ["--no-demo"]);
});
afterAll(async () => {
  platform.signal("SIGTERM");
  await platform.exited;
  await survivors(platform.family(), 60_000);
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

/** What the page tells to type, in order. */
const blocks = [...readFileSync(join(root, "infra", "FIRST-YEAR.md"), "utf8").matchAll(/^```sh walk\n([\s\S]*?)^```$/gmu)].map(([, block = ""]) => block);

/** Where the page names the newcomer's Node, the test has its own; what it writes goes beside the platform's data. */
const here = (block: string): string =>
  block
    .replaceAll("npm run -s token --", "node --conditions=@cpts/source infra/local/src/token.ts")
    .replaceAll("npm run -s cpts --", `node ${cptsProgram} --lang en`)
    .replaceAll("node infra/toolchain/run.mjs exec node", "node --conditions=@cpts/source")
    .replaceAll(/membres\.csv|rapport-2025\.(?:pdf|docx)/gu, (file) => join(folder, file));

/** One terminal: what a block exports is there for those after it. */
const typed = async (): Promise<string> => {
  const env = { ...process.env, CPTS_LOCAL_DIR: join(folder, "local"), CPTS_URL: platform.url };
  const { stdout } = await run("sh", ["-eu", "-c", blocks.map(here).join("\necho ----\n")], { cwd: root, env });
  return stdout;
};

describe("the page that takes an empty instance to the year of a CPTS", () => {
  it("is six steps that a newcomer can type, each answered", async () => {
    const [doctor = "", table, year = "", asked = "", report = "", verified = ""] = (await typed()).split("----\n");
    expect(doctor).not.toBe("");
    expect(table).toBe("");
    expect(year.split("\n").slice(0, 3)).toEqual(["Tableur : 3 personnes, 0 lignes à corriger", "Prévention : 44 personnes touchées", "Fonctionnement : 50000 €, le 2025-01-15 (Concours médical)"]);
    for (const word of ["CPTS du Lochois", "T1", "37132", "contract-anniversary"]) expect(asked).toContain(word);
    expect(report.match(/^Rapport d'activité 2025.*: /gmu)).toHaveLength(2);
    expect(readFileSync(join(folder, "rapport-2025.pdf")).subarray(0, 5).toString()).toBe("%PDF-");
    for (const service of ["registry", "directory", "contracts", "prevention"]) expect(verified).toContain(service);
  });
});
