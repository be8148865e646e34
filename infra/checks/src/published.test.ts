import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { publint } from "publint";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { namedIn } from "./demonstration-people.ts";
import { files, read, root } from "./repository.ts";

const run = promisify(execFile);

interface Manifest {
  readonly name: string;
  readonly private?: boolean;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly bin?: Readonly<Record<string, string>>;
}

const published = files
  .filter((file) => /^packages\/[^/]+\/package\.json$/u.test(file))
  .map((file) => ({ folder: file.replace(/\/package\.json$/u, ""), manifest: JSON.parse(read(file)) as Manifest }))
  .filter(({ manifest }) => manifest.private !== true);

/** A program as a third party would write it: the published packages and nothing of this repository. */
const program = `
import { connect, CptsProblem } from "@cpts/sdk";
import * as SizeClass from "@cpts/domain/SizeClass";
import { registry } from "@cpts/api/Registry";
import { loadCommunes } from "@cpts/reference-data";

const cpts = connect({ url: "http://127.0.0.1:9", retries: 0 });
const communes = await loadCommunes();
console.log(communes.current("37003")?.nom, SizeClass.classOfPopulation(54_037), registry.endpoints.readCommune.path);
try {
  const { data } = await cpts.registry.readCommune({ code: "37003" });
  console.log(data.nom);
} catch (error) {
  console.log(error instanceof CptsProblem ? error.type : "unreachable");
}
`;

const folder = mkdtempSync(join(tmpdir(), "cpts-published-"));
const modules = join(folder, "node_modules");

const pack = async ({ folder: source, manifest }: (typeof published)[number]): Promise<void> => {
  const tarballs = join(folder, "tarballs", manifest.name.replace("/", "-"));
  mkdirSync(tarballs, { recursive: true });
  await run("pnpm", ["pack", "--pack-destination", tarballs], { cwd: join(root, source) });
  const target = join(modules, manifest.name);
  mkdirSync(target, { recursive: true });
  await run("tar", ["-xzf", tarballOf(manifest.name), "--strip-components=1", "-C", target]);
};

const tarballOf = (name: string): string => {
  const tarballs = join(folder, "tarballs", name.replace("/", "-"));
  return join(tarballs, readdirSync(tarballs)[0] ?? "");
};

beforeAll(async () => {
  await Promise.all(published.map(pack));
  // What a third party would get from the registry beside ours.
  const effect = realpathSync(join(root, "packages", "sdk", "node_modules", "effect"));
  cpSync(effect, join(modules, "effect"), { recursive: true });
  for (const dependency of readdirSync(join(effect, "..")).filter((name) => name !== "effect" && !name.startsWith(".")))
    symlinkSync(realpathSync(join(effect, "..", dependency)), join(modules, dependency));
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "third-party", private: true, type: "module" }));
  writeFileSync(join(folder, "program.ts"), program);
  const compilerOptions = { target: "es2022", module: "nodenext", strict: true, noEmit: true, types: [], lib: ["es2022", "dom"], skipLibCheck: false };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["program.ts"] }));
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the published packages", () => {
  test("are domain, reference-data, api, sdk and cli", () => {
    expect(published.map(({ manifest }) => manifest.name).toSorted()).toEqual(["@cpts/api", "@cpts/cli", "@cpts/domain", "@cpts/reference-data", "@cpts/sdk"]);
  });

  test.each(published.map(({ manifest }) => [manifest.name, manifest] as const))("%s asks for a range of effect, never for one version", (_, { peerDependencies = {} }) => {
    expect([undefined, "^4.1.0"]).toContain(peerDependencies["effect"]);
  });

  test.each(published.map(({ manifest }) => [manifest.name, manifest] as const))("%s ships no test, and refers to the workspace in nothing that is installed", (name, { bin = {} }) => {
    const shipped = readdirSync(join(modules, name), { recursive: true, encoding: "utf8" });
    expect(shipped.filter((file) => /\.test\.|\.fixture\./u.test(file))).toEqual([]);
    expect(readFileSync(join(modules, name, "package.json"), "utf8")).not.toMatch(/workspace:|catalog:/u);
    const entries = Object.values(bin).map((file) => join(file));
    expect(shipped).toEqual(expect.arrayContaining(entries.length > 0 ? entries : [join("dist", "index.js")]));
  });

  test.each(published.map(({ manifest }) => manifest.name))("%s names nobody of the demonstration", (name) => {
    const shipped = readdirSync(join(modules, name), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile() && !entry.parentPath.includes(`${name}/node_modules`));
    expect(shipped.length).toBeGreaterThan(1);
    // Some communes are called like people.
    const by = name === "@cpts/reference-data" ? "whole-name" : "family";
    const naming = shipped.map((entry) => join(entry.parentPath, entry.name)).flatMap((file) => namedIn(readFileSync(file, "utf8"), by).map((person) => `${file.slice(modules.length + 1)}: ${person}`));
    expect(naming).toEqual([]);
  });

  test.each(published.map(({ manifest }) => manifest.name))("%s is what bundlers and Node expect of a package", async (name) => {
    const { messages } = await publint({ pkgDir: join(modules, name), pack: false });
    expect(messages.filter(({ type }) => type === "error" || type === "warning")).toEqual([]);
  });

  test("the command line is installed by npm in an empty folder, with nothing beside it, and runs", async () => {
    const empty = mkdtempSync(join(tmpdir(), "cpts-installed-"));
    try {
      await run("npm", ["install", "--offline", "--no-audit", "--no-fund", tarballOf("@cpts/cli")], { cwd: empty });
      expect(readdirSync(join(empty, "node_modules")).filter((name) => !name.startsWith("."))).toEqual(["@cpts"]);
      const npx = (...args: ReadonlyArray<string>) => run("npx", ["--offline", "cpts", ...args], { cwd: empty, env: { ...process.env, LC_ALL: "fr_FR.UTF-8" } });
      expect((await npx("--version")).stdout).toBe("0.1.0\n");
      expect((await npx("list", "--help")).stdout).toContain("cpts list communes");
    } finally {
      rmSync(empty, { recursive: true, force: true });
    }
  }, 120_000);

  test("compile and run in a program that knows nothing of this repository", async () => {
    await run(join(root, "node_modules", ".bin", "tsc"), ["-p", folder]);
    const { stdout } = await run(process.execPath, [join(folder, "program.ts")], { cwd: folder });
    expect(stdout).toBe("Amboise T2 /v1/communes/{code}\nunreachable\n");
  }, 60_000);
});
