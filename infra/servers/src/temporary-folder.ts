import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isAlive } from "./process-alive.ts";

const PREFIX = "cpts-servers-";

export type TemporaryFolder = { readonly path: string; readonly remove: () => void };

/** For servers that hold nothing worth keeping. Old folders of processes that died without removing theirs go at the same time. */
export const temporaryFolder = (): TemporaryFolder => {
  removeAbandoned();
  const path = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
  // Passable, not readable: PostgreSQL may have to run under another account.
  chmodSync(path, 0o711);
  return { path, remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 5 }) };
};

/** A container that shares this folder numbers its processes otherwise: only what is also old is surely abandoned. */
const OLD_MS = 3_600_000;

const removeAbandoned = (): void => {
  for (const entry of readdirSync(tmpdir())) {
    if (!entry.startsWith(PREFIX) || isAlive(Number.parseInt(entry.slice(PREFIX.length), 10))) continue;
    const path = join(tmpdir(), entry);
    try {
      if (Date.now() - statSync(path).mtimeMs > OLD_MS) rmSync(path, { recursive: true, force: true });
    } catch {
      // Another process was quicker, or it belongs to another user of this machine.
    }
  }
};
