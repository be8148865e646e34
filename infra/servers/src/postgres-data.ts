import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { giveToAccount, type PostgresAccount } from "./postgres-account.ts";
import { isAlive } from "./process-alive.ts";
import { keptSecret } from "./secret-file.ts";

/** Makes the data folder if there is none yet, and answers the superuser's password, kept beside the folder. */
export const prepareData = async (dataDir: string, durable: boolean, account: PostgresAccount): Promise<string> => {
  mkdirSync(dirname(dataDir), { recursive: true });
  const passwordFile = `${dataDir}.password`;
  if (existsSync(dataDir)) {
    if (!existsSync(passwordFile)) throw new Error(`${passwordFile} is missing: without it nobody can enter ${dataDir}; restore it, or remove both`);
    giveToAccount(dataDir, account);
    return readFileSync(passwordFile, "utf8").trim();
  }
  removeAbandoned(dataDir);
  const password = (await keptSecret(passwordFile, () => `${randomBytes(24).toString("base64url")}\n`)).trim();
  // An interrupted initdb leaves a folder that looks like data and is not: it works elsewhere, and a rename publishes its result.
  const work = `${dataDir}.init-${process.pid}-${randomBytes(4).toString("hex")}`;
  try {
    await initialise(work, password, durable, account);
    renameSync(join(work, "data"), dataDir);
  } catch (error) {
    if (!existsSync(join(dataDir, "PG_VERSION"))) throw error;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return password;
};

const initialise = async (work: string, password: string, durable: boolean, account: PostgresAccount): Promise<void> => {
  mkdirSync(work, { mode: 0o700 });
  const passwordFile = join(work, "password");
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (account.owner !== undefined) {
    chownSync(work, account.owner, account.owner);
    chownSync(passwordFile, account.owner, account.owner);
  }
  const [command = "", ...args] = [
    ...account.prefix,
    account.binaries.initdb,
    `--pgdata=${join(work, "data")}`,
    "--username=postgres",
    `--pwfile=${passwordFile}`,
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    // The same order of strings on every machine, whatever locales it has.
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--locale=C",
    "--data-checksums",
    "--no-instructions",
    ...(durable ? [] : ["--no-sync"]),
  ];
  await new Promise<void>((resolve, reject) => {
    const child = spawn(command, args, { cwd: "/", stdio: ["ignore", "ignore", "pipe"], env: { PATH: process.env["PATH"], LC_ALL: "C" } });
    let complaint = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => (complaint += text));
    child.once("error", reject);
    child.once("close", (code) => (code === 0 ? resolve() : reject(new Error(`initdb failed (${code}): ${complaint.trim()}`))));
  });
  chmodSync(join(work, "data"), 0o700);
};

/** Folders left by an initdb whose process is gone. */
const removeAbandoned = (dataDir: string): void => {
  const prefix = `${basename(dataDir)}.init-`;
  for (const entry of readdirSync(dirname(dataDir))) {
    if (!entry.startsWith(prefix)) continue;
    const pid = Number.parseInt(entry.slice(prefix.length), 10);
    if (!isAlive(pid)) rmSync(join(dirname(dataDir), entry), { recursive: true, force: true });
  }
};
