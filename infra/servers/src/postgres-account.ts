import { spawnSync } from "node:child_process";
import { chmodSync, chownSync, cpSync, existsSync, lchownSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import type { PostgresBinaries } from "./postgres-binaries.ts";

/** Under which account PostgreSQL runs: it refuses root. */
export type PostgresAccount = {
  readonly kind: "direct" | "user-namespace" | "other-user";
  readonly prefix: ReadonlyArray<string>;
  /** The owner its files must have on disk; undefined: the account of this process, and nothing to do. */
  readonly owner: number | undefined;
  readonly binaries: PostgresBinaries;
};

const NOBODY = 65534;
const MAPPING = ["--user", `--map-user=${NOBODY}`, `--map-group=${NOBODY}`, "--"];

const userNamespacesWork = (): boolean => spawnSync("unshare", [...MAPPING, "true"]).status === 0;

export const choosePostgresAccount = (binaries: PostgresBinaries, namespaces: () => boolean = userNamespacesWork): PostgresAccount => {
  if (process.getuid?.() !== 0) return { kind: "direct", prefix: [], owner: undefined, binaries };
  // In a user namespace root appears as nobody: no change of owner, and binaries below a closed home remain readable.
  if (namespaces()) return { kind: "user-namespace", prefix: ["unshare", ...MAPPING], owner: 0, binaries };
  return {
    kind: "other-user",
    prefix: ["setpriv", `--reuid=${NOBODY}`, `--regid=${NOBODY}`, "--clear-groups", "--"],
    owner: NOBODY,
    binaries: copyForEveryone(binaries),
  };
};

/** Nobody cannot read below a closed home: the binaries are copied once per version to the temporary folder. */
const copyForEveryone = (binaries: PostgresBinaries): PostgresBinaries => {
  const { mtimeMs, size } = statSync(binaries.postgres);
  const target = join(tmpdir(), `cpts-postgres-${size}-${Math.trunc(mtimeMs)}`);
  if (!existsSync(target) || statSync(target).uid !== 0) {
    const fresh = mkdtempSync(`${target}-`);
    cpSync(binaries.root, fresh, { recursive: true, verbatimSymlinks: true });
    chmodSync(fresh, 0o755);
    try {
      renameSync(fresh, target);
    } catch {
      // Another process was quicker: its copy is as good, ours is not needed.
      rmSync(fresh, { recursive: true, force: true });
    }
  }
  if (statSync(target).uid !== 0) throw new Error(`${target} belongs to another user: remove it`);
  return { root: target, initdb: join(target, "bin", "initdb"), postgres: join(target, "bin", "postgres") };
};

/** Gives a data folder to the account, which may differ from the one that created it. */
export const giveToAccount = (folder: string, account: PostgresAccount): void => {
  if (account.owner === undefined || statSync(folder).uid === account.owner) return;
  for (const entry of readdirSync(folder, { recursive: true, encoding: "utf8" })) lchownSync(join(folder, entry), account.owner, account.owner);
  chownSync(folder, account.owner, account.owner);
};

export const checkReachable = (folder: string, account: PostgresAccount): void => {
  if (account.kind !== "other-user") return;
  const [command = "", ...args] = [...account.prefix, "test", "-x", dirname(folder)];
  if (spawnSync(command, args).status === 0) return;
  throw new Error(
    `PostgreSQL refuses to run as root, this machine forbids user namespaces, and nobody cannot reach ${dirname(folder)}: ` +
      `run as an ordinary user, or choose another place for ${basename(folder)}`,
  );
};
