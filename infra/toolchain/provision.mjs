// Puts the pinned Node and pnpm into .toolchain/, from the npm registry the user's own npm is configured for.
import { chmodSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { capture, run } from "./child.mjs";
import { npmEnvironment, toolEnvironment } from "./environment.mjs";
import { npmCommand } from "./npm.mjs";
import { toolchain, toolchainBin } from "./paths.mjs";
import { nodeVersion, ownNode, ownPnpm, pnpmVersion } from "./pins.mjs";
import { Refusal } from "./refusal.mjs";
import { readStamp, sha256, writeStamp } from "./stamp.mjs";

const home = `node-${nodeVersion}-pnpm-${pnpmVersion}`;
const stampFile = join(toolchain, home, "stamp.json");

/** Cheap: compares size and time of each executable with what was hashed when it was installed. */
export function isProvisioned(pin) {
  const stamp = readStamp(stampFile);
  return stamp !== undefined && executables(pin).every(({ name, sha256: pinned }) => {
    const seen = stamp[name];
    return seen !== undefined && seen.sha256 === pinned && seen.identity === identity(join(toolchainBin, name));
  });
}

export async function provision(pin) {
  console.error(`toolchain: Node ${nodeVersion}, pnpm ${pnpmVersion}`);
  const draft = join(toolchain, `${home}.draft`);
  removeLeftovers();
  mkdirSync(join(draft, "bin"), { recursive: true });
  writeFileSync(join(draft, "package.json"), '{ "private": true }\n');
  await install(draft, [`${pin.node.package}@${nodeVersion}`, `${pin.pnpm.package}@${pnpmVersion}`]);
  const stamp = {};
  for (const { name, package: from, file, sha256: pinned } of executables(pin)) {
    const installed = join(draft, "node_modules", from, file);
    const found = await sha256(installed);
    if (found !== pinned) throw wrongHash(from, pinned, found);
    chmodSync(installed, 0o755);
    symlinkSync(join("..", "node_modules", from, file), join(draft, "bin", name));
    stamp[name] = { sha256: found, identity: identity(installed) };
  }
  rmSync(join(toolchain, home), { recursive: true, force: true });
  writeStamp(join(draft, "stamp.json"), stamp);
  renameSync(draft, join(toolchain, home));
  pointBinAt(home);
}

/** A machine without a pin: its own Node and pnpm, when they satisfy the ranges. */
export async function acceptOwnTools() {
  const env = toolEnvironment();
  const node = await versionOf("node", env);
  const pnpm = await versionOf("pnpm", env);
  if (satisfies(node, ownNode) && satisfies(pnpm, ownPnpm)) return;
  const machine = `${process.platform}-${process.arch}`;
  throw new Refusal(
    `Pas de Node ni de pnpm fournis pour cette machine (${machine}). Installez Node >= ${ownNode.major}.${ownNode.minor} ` +
      `et pnpm ${ownPnpm.major} (trouvés : Node ${node ?? "aucun"}, pnpm ${pnpm ?? "aucun"}), puis relancez la commande. ` +
      "Sous Windows, utilisez WSL 2.",
    `No Node or pnpm is provided for this machine (${machine}). Install Node >= ${ownNode.major}.${ownNode.minor} ` +
      `and pnpm ${ownPnpm.major} (found: Node ${node ?? "none"}, pnpm ${pnpm ?? "none"}), then run the command again. ` +
      "On Windows, use WSL 2.",
  );
}

export function satisfies(version, { major, minor }) {
  if (version === undefined) return false;
  const [ownMajor, ownMinor] = version.split(".").map(Number);
  const atLeast = ownMajor > major || (ownMajor === major && ownMinor >= minor);
  return minor === 0 ? ownMajor === major : atLeast;
}

function executables(pin) {
  return [{ name: "node", ...pin.node }, { name: "pnpm", ...pin.pnpm }];
}

function identity(file) {
  const seen = statSync(file, { throwIfNoEntry: false });
  return seen === undefined ? undefined : `${seen.size} ${seen.mtimeMs}`;
}

async function install(folder, packages) {
  const [npm, ...first] = npmCommand();
  const quiet = ["--no-save", "--no-package-lock", "--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error"];
  // Its own cache, thrown away with the draft: an empty or read-only home is no obstacle. No --prefix: npm would
  // look for its machine-wide configuration (registry, certificates) there.
  const args = ["install", "--ignore-scripts", ...quiet, "--cache", join(folder, "cache"), ...packages];
  const code = await run(npm, [...first, ...args], { cwd: folder, env: npmEnvironment(), stdio: ["ignore", 2, 2] });
  if (code === 0) return rmSync(join(folder, "cache"), { recursive: true, force: true });
  throw new Refusal(
    `npm n'a pas pu installer ${packages.join(" et ")} (message ci-dessus). Vérifiez le réseau et « npm config get registry ».`,
    `npm could not install ${packages.join(" and ")} (message above). Check the network and "npm config get registry".`,
    1,
  );
}

function wrongHash(from, pinned, found) {
  return new Refusal(
    `${from} ne contient pas l'exécutable attendu (SHA-256 ${found}, attendu ${pinned}) : rien n'a été installé.`,
    `${from} does not hold the expected executable (SHA-256 ${found}, expected ${pinned}): nothing was installed.`,
    1,
  );
}

function pointBinAt(folder) {
  const draft = `${toolchainBin}.draft`;
  rmSync(draft, { force: true });
  symlinkSync(join(folder, "bin"), draft);
  rmSync(toolchainBin, { recursive: true, force: true });
  renameSync(draft, toolchainBin);
}

function removeLeftovers() {
  for (const name of readdirSync(toolchain)) {
    if (name.startsWith("node-")) rmSync(join(toolchain, name), { recursive: true, force: true });
  }
}

async function versionOf(command, env) {
  try {
    const { code, stdout } = await capture(command, ["--version"], { env });
    return code === 0 ? stdout.trim().replace(/^v/u, "") : undefined;
  } catch {
    return undefined;
  }
}
