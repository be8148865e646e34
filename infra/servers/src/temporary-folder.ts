import { chmodSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isAlive } from "./process-alive.ts";

const PREFIX = "cpts-servers-";

export type TemporaryFolder = { readonly path: string; readonly remove: () => void };

/** For servers that hold nothing worth keeping. Folders of processes that died without removing theirs go at the same time. */
export const temporaryFolder = (): TemporaryFolder => {
  removeAbandoned();
  const path = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
  // Passable, not readable: PostgreSQL may have to run under another account.
  chmodSync(path, 0o711);
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
};

const removeAbandoned = (): void => {
  for (const entry of readdirSync(tmpdir())) {
    if (!entry.startsWith(PREFIX) || isAlive(Number.parseInt(entry.slice(PREFIX.length), 10))) continue;
    try {
      rmSync(join(tmpdir(), entry), { recursive: true, force: true });
    } catch {
      // It belongs to another user of this machine.
    }
  }
};
