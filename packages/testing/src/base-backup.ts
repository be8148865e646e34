import { copyFile, cp, mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { withClient } from "@cpts/servers/database-roles";

/** What belongs to the running server and not to its data (PostgreSQL 18, §25.3.4 "Making a Base Backup Using the Low Level API"). */
const left = new Set(["postmaster.pid", "postmaster.opts", "pg_wal", "pg_replslot", "pg_dynshmem", "pg_notify", "pg_serial", "pg_snapshots", "pg_stat_tmp", "pg_subtrans"]);

const isGone = (error: unknown): boolean => error instanceof Error && "code" in error && error.code === "ENOENT";

/** Files come and go while the server works: its WAL says what became of those that went. */
const copyTree = async (from: string, to: string): Promise<void> => {
  await mkdir(to, { recursive: true, mode: 0o700 });
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) await copyTree(source, target);
    else await copyFile(source, target).catch((error: unknown) => (isGone(error) ? undefined : Promise.reject(error)));
  }
};

/** Copies the data of a server at work to a folder that another server can start on; writes go on meanwhile. */
export const baseBackup = async (server: { readonly adminUrl: string; readonly dataDir: string }, target: string): Promise<void> => {
  await withClient(server.adminUrl, async (admin) => {
    await admin.query("select pg_backup_start('test', true)");
    await mkdir(target, { recursive: true, mode: 0o700 });
    for (const entry of await readdir(server.dataDir, { withFileTypes: true })) {
      const [source, copy] = [join(server.dataDir, entry.name), join(target, entry.name)];
      if (left.has(entry.name)) await (entry.isDirectory() ? mkdir(copy, { recursive: true, mode: 0o700 }) : undefined);
      else await (entry.isDirectory() ? copyTree(source, copy) : copyFile(source, copy));
    }
    const { rows } = await admin.query("select labelfile from pg_backup_stop(false)");
    await writeFile(join(target, "backup_label"), rows[0].labelfile);
  });
  // What was written during the copy; without an archive the server still has it.
  await copyTree(join(server.dataDir, "pg_wal"), join(target, "pg_wal"));
  await copyFile(`${server.dataDir}.password`, `${target}.password`);
};

/** A copy of a backup, to start a server on. As point-in-time recovery does it, the server begins a new timeline. */
export const restoreBackup = async (backup: string, target: string, how: "recovery" | "in place"): Promise<void> => {
  await cp(backup, target, { recursive: true });
  await copyFile(`${backup}.password`, `${target}.password`);
  if (how === "in place") return;
  await writeFile(join(target, "recovery.signal"), "");
  await writeFile(join(target, "postgresql.auto.conf"), "restore_command = 'false'\n");
};
