// A NATS server to run: the one asked for, the one on PATH, else Debian's package unpacked beside the toolchain.
// Needs no root: apt gets private lists and a private cache, reads the machine's own sources, and verifies what
// it downloads against their signatures.
import { accessSync, constants, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { capture } from "./child.mjs";
import { withLock } from "./lock.mjs";
import { toolchain } from "./paths.mjs";
import { readStamp, sha256, writeStamp } from "./stamp.mjs";

const home = join(toolchain, "nats");
const program = join("usr", "sbin", "nats-server");
const stampFile = join(home, "nats.json");
const failureFile = join(toolchain, "nats-failure.json");
const tryAgainAfter = 24 * 3_600_000;

/**
 * @param {{ insist?: boolean }} options insist: try again even if it failed today
 * @returns {Promise<{ path: string, version: string } | { path: null, reason: string }>}
 */
export async function acquireNats({ insist = false } = {}) {
  const asked = process.env.CPTS_NATS_SERVER;
  if (asked) return isExecutable(asked) ? describe(asked) : missing(`CPTS_NATS_SERVER=${asked} is not an executable file`);
  const installed = onPath("nats-server");
  if (installed !== undefined) return describe(installed);
  const unpacked = readUnpacked();
  if (unpacked !== undefined) return unpacked;
  const failure = readStamp(failureFile);
  if (!insist && failure !== undefined && Date.now() - failure.at < tryAgainAfter) return missing(failure.reason);
  if (onPath("apt-get") === undefined || onPath("dpkg") === undefined) {
    return missing("no nats-server on PATH, and no apt-get to fetch Debian's package with");
  }
  return withLock(join(toolchain, "nats.lock"), fetchPackage);
}

async function fetchPackage() {
  const meanwhile = readUnpacked();
  if (meanwhile !== undefined) return meanwhile;
  const draft = join(toolchain, "nats.draft");
  rmSync(draft, { recursive: true, force: true });
  try {
    return await unpackInto(draft);
  } catch (error) {
    writeStamp(failureFile, { at: Date.now(), reason: error.message });
    return missing(error.message);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

async function unpackInto(draft) {
  for (const folder of ["lists/partial", "cache/archives/partial", "log", "download"]) {
    mkdirSync(join(draft, folder), { recursive: true });
  }
  writeFileSync(join(draft, "status"), "");
  console.error("toolchain: nats-server (paquet Debian / Debian package)");
  await apt(draft, "update");
  await apt(draft, "download", "nats-server");
  const [archive] = readdirSync(join(draft, "download")).filter((name) => name.endsWith(".deb"));
  if (archive === undefined) throw new Error("apt-get download left no package");
  const tree = join(draft, "tree");
  await must("dpkg", ["-x", join(draft, "download", archive), tree]);
  const found = await describe(join(tree, program));
  if (found.path === null) throw new Error(found.reason);
  rmSync(home, { recursive: true, force: true });
  const stamp = { version: found.version, package: archive, sha256: await sha256(join(tree, program)) };
  renameSync(tree, home);
  writeStamp(stampFile, stamp);
  rmSync(failureFile, { force: true });
  return { path: join(home, program), version: found.version };
}

function readUnpacked() {
  const stamp = readStamp(stampFile);
  const path = join(home, program);
  return stamp !== undefined && isExecutable(path) ? { path, version: stamp.version } : undefined;
}

function apt(draft, ...command) {
  const options = {
    "Dir::State": draft,
    "Dir::State::lists": join(draft, "lists"),
    "Dir::State::status": join(draft, "status"),
    "Dir::Cache": join(draft, "cache"),
    "Dir::Log": join(draft, "log"),
    "Debug::NoLocking": "1",
    "APT::Sandbox::User": "",
    "Acquire::Languages": "none",
    "Acquire::Retries": "2",
    "Acquire::http::Timeout": "20",
    "Acquire::https::Timeout": "20",
  };
  const flags = Object.entries(options).flatMap(([name, value]) => ["-o", `${name}=${value}`]);
  return must("apt-get", [...flags, "-q", ...command], { cwd: join(draft, "download") });
}

async function must(command, args, options) {
  const { code, stderr } = await capture(command, args, { ...options, env: { ...process.env, LC_ALL: "C" } });
  if (code === 0) return;
  const name = args.filter((word) => !word.includes("=") && !word.startsWith("-")).join(" ");
  throw new Error(`${command} ${name}: ${stderr.trim().split("\n").slice(-3).join(" | ")}`);
}

async function describe(path) {
  try {
    const { code, stdout } = await capture(path, ["--version"]);
    const version = /v?(\d+\.\d+\.\d+\S*)/u.exec(stdout)?.[1];
    if (code === 0 && version !== undefined) return { path, version };
    return missing(`${path} --version answered ${code} "${stdout.trim()}"`);
  } catch (error) {
    return missing(`${path} does not run: ${error.message}`);
  }
}

function missing(reason) {
  return { path: null, reason };
}

// Debian puts servers in sbin, which an ordinary user's PATH leaves out.
function onPath(name) {
  const folders = [...(process.env.PATH ?? "").split(delimiter), "/usr/sbin", "/usr/local/sbin"];
  return folders.filter(Boolean).map((folder) => join(folder, name)).find(isExecutable);
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return existsSync(file);
  } catch {
    return false;
  }
}
