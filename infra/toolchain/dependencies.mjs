// `pnpm install --frozen-lockfile`, only when something that decides its result has changed since it last
// succeeded. The stamp lives in node_modules, so removing that folder is enough to start again.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { run } from "./child.mjs";
import { toolEnvironment } from "./environment.mjs";
import { npmRegistry } from "./npm.mjs";
import { root, toolchain } from "./paths.mjs";
import { nodeVersion, pnpmVersion } from "./pins.mjs";
import { Refusal } from "./refusal.mjs";
import { readStamp, writeStamp } from "./stamp.mjs";

const stampFile = join(root, "node_modules", ".cpts-install.json");

export function areDependenciesInstalled() {
  return readStamp(stampFile)?.from === installInputs();
}

export async function installDependencies() {
  const env = toolEnvironment();
  // Nothing is written outside the clone: an empty or read-only home is no obstacle, and the store is always
  // on the file system of node_modules, where pnpm can link instead of copying.
  env.pnpm_config_cache_dir = join(toolchain, "pnpm-cache");
  env.pnpm_config_state_dir = join(toolchain, "pnpm-state");
  env.pnpm_config_confirm_modules_purge = "false";
  const registry = await npmRegistry();
  if (registry !== undefined) env.pnpm_config_registry = registry;
  const code = await run("pnpm", ["install", "--frozen-lockfile"], { cwd: root, env, stdio: ["ignore", 2, 2] });
  if (code !== 0) {
    throw new Refusal(
      "L'installation des dépendances a échoué (message de pnpm ci-dessus).",
      "Installing the dependencies failed (pnpm's message is above).",
      code,
    );
  }
  writeStamp(stampFile, { from: installInputs() });
}

function installInputs() {
  const hash = createHash("sha256").update(`${nodeVersion} ${pnpmVersion} ${process.platform} ${process.arch}`);
  for (const file of ["pnpm-lock.yaml", "pnpm-workspace.yaml", "package.json", ...workspaceManifests()]) {
    hash.update(`\0${file}\0`).update(readFileSync(join(root, file)));
  }
  return hash.digest("hex");
}

/** Paths of every package.json of the workspace, from the root. */
export function workspaceManifests() {
  return ["packages", "services", "infra"].flatMap((folder) =>
    readdirSync(join(root, folder), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => `${folder}/${name}/package.json`)
      .filter((file) => statSync(join(root, file), { throwIfNoEntry: false })?.isFile()),
  );
}
