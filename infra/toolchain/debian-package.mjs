// One program out of a Debian package, unpacked beside the toolchain. Needs no root: apt gets private lists and a private
// cache, reads the machine's own sources, and verifies what it downloads against their signatures.
import { accessSync, constants, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { capture } from "./child.mjs";
import { withLock } from "./lock.mjs";
import { toolchain } from "./paths.mjs";
import { readStamp, sha256, writeStamp } from "./stamp.mjs";

const tryAgainAfter = 24 * 3_600_000;
// Where Debian itself puts the keys of its archive; the machine's sources name it too.
const archiveKeys = "/usr/share/keyrings/debian-archive-keyring.gpg";

/**
 * The program of a package, from the machine's own suite, or from another suite of the same mirror.
 * @param {{ home: string, name: string, program: string, suite?: string }} wanted home: folder of the toolchain
 * @param {{ insist?: boolean }} options insist: try again even if it failed today
 * @returns {Promise<{ path: string, version: string } | { path: null, reason: string }>}
 */
export async function acquireFromDebian(wanted, { insist = false } = {}) {
  const unpacked = readUnpacked(wanted);
  if (unpacked !== undefined) return unpacked;
  const failure = readStamp(failureFile(wanted));
  if (!insist && failure !== undefined && Date.now() - failure.at < tryAgainAfter) return missing(failure.reason);
  if (onPath("apt-get") === undefined || onPath("dpkg") === undefined) return missing(`no apt-get to fetch Debian's ${wanted.name} with`);
  return withLock(join(toolchain, `${wanted.home}.lock`), () => fetchPackage(wanted));
}

async function fetchPackage(wanted) {
  const meanwhile = readUnpacked(wanted);
  if (meanwhile !== undefined) return meanwhile;
  const draft = join(toolchain, `${wanted.home}.draft`);
  rmSync(draft, { recursive: true, force: true });
  try {
    return await unpackInto(draft, wanted);
  } catch (error) {
    writeStamp(failureFile(wanted), { at: Date.now(), reason: error.message });
    return missing(error.message);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

async function unpackInto(draft, wanted) {
  const { home, name, program, suite } = wanted;
  for (const folder of ["lists/partial", "cache/archives/partial", "log", "download"]) {
    mkdirSync(join(draft, folder), { recursive: true });
  }
  writeFileSync(join(draft, "status"), "");
  console.error(`toolchain: ${name} (paquet Debian / Debian package${suite === undefined ? "" : `, ${suite}`})`);
  await apt(draft, [], "update");
  const sources = suite === undefined ? [] : await sourcesOf(draft, name, suite);
  if (suite !== undefined) await apt(draft, sources, "update");
  await apt(draft, sources, "download", name);
  const [archive] = readdirSync(join(draft, "download")).filter((file) => file.endsWith(".deb"));
  if (archive === undefined) throw new Error("apt-get download left no package");
  const tree = join(draft, "tree");
  await must("dpkg", ["-x", join(draft, "download", archive), tree]);
  const found = await describe(join(tree, program));
  if (found.path === null) throw new Error(found.reason);
  const unpacked = join(toolchain, home);
  rmSync(unpacked, { recursive: true, force: true });
  const stamp = { version: found.version, package: archive, sha256: await sha256(join(tree, program)) };
  renameSync(tree, unpacked);
  writeStamp(stampFile(wanted), stamp);
  rmSync(failureFile(wanted), { force: true });
  return { path: join(unpacked, program), version: found.version };
}

// The mirror is the one that the machine's own sources would take the package from: what stands before `/pool/` in its address.
async function sourcesOf(draft, name, suite) {
  const uris = await apt(draft, [], "download", "--print-uris", name);
  const mirror = /^'(\S+?)\/pool\//mu.exec(uris)?.[1];
  if (mirror === undefined) throw new Error(`the machine's sources have no ${name} in a Debian pool`);
  const keys = existsSync(archiveKeys) ? `[signed-by=${archiveKeys}] ` : "";
  const list = join(draft, "sources.list");
  writeFileSync(list, `deb ${keys}${mirror} ${suite} main\n`);
  return ["-o", `Dir::Etc::sourcelist=${list}`, "-o", "Dir::Etc::sourceparts=/dev/null"];
}

function readUnpacked(wanted) {
  const stamp = readStamp(stampFile(wanted));
  const path = join(toolchain, wanted.home, wanted.program);
  return stamp !== undefined && isExecutable(path) ? { path, version: stamp.version } : undefined;
}

function stampFile({ home }) {
  return join(toolchain, home, `${home}.json`);
}

function failureFile({ home }) {
  return join(toolchain, `${home}-failure.json`);
}

function apt(draft, sources, ...command) {
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
  return must("apt-get", [...flags, ...sources, "-q", ...command], { cwd: join(draft, "download") });
}

async function must(command, args, options) {
  const { code, stderr, stdout } = await capture(command, args, { ...options, env: { ...process.env, LC_ALL: "C" } });
  if (code === 0) return stdout;
  const name = args.filter((word) => !word.includes("=") && !word.startsWith("-")).join(" ");
  throw new Error(`${command} ${name}: ${stderr.trim().split("\n").slice(-3).join(" | ")}`);
}

/** A program that says its version, or why it is none. */
export async function describe(path) {
  try {
    const { code, stdout } = await capture(path, ["--version"]);
    const version = /v?(\d+\.\d+\.\d+\S*)/u.exec(stdout)?.[1];
    if (code === 0 && version !== undefined) return { path, version };
    return missing(`${path} --version answered ${code} "${stdout.trim()}"`);
  } catch (error) {
    return missing(`${path} does not run: ${error.message}`);
  }
}

export function missing(reason) {
  return { path: null, reason };
}

// Debian puts servers in sbin, which an ordinary user's PATH leaves out.
export function onPath(name) {
  const folders = [...(process.env.PATH ?? "").split(delimiter), "/usr/sbin", "/usr/local/sbin"];
  return folders.filter(Boolean).map((folder) => join(folder, name)).find(isExecutable);
}

export function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return existsSync(file);
  } catch {
    return false;
  }
}
