/**
 * Keeps the cursors of a subscription in a file, for subscribers on one machine.
 *
 * @example
 * ```ts
 * import { mkdtemp } from "node:fs/promises"
 * import { tmpdir } from "node:os"
 * import { join } from "node:path"
 * import { fileCursor } from "@cpts/sdk/file-cursor"
 *
 * const cursor = fileCursor(join(await mkdtemp(join(tmpdir(), "cpts-")), "registry.json"))
 * await cursor.load("registry") // => null
 * await cursor.save({ source: "registry", logId: "log-1", position: 12 })
 * (await cursor.load("registry"))?.position // => 12
 * ```
 *
 * @since 0.1.0
 */
import { open, readFile, rename } from "node:fs/promises";
import { dirname } from "node:path";
import type { CursorStore } from "./subscription/cursor-store.ts";
import type { Cursor } from "./subscription/logged-event.ts";

type Kept = ReadonlyMap<string, Cursor>;

const isCursor = (value: unknown): value is Cursor & { readonly logId: string } =>
  typeof value === "object" &&
  value !== null &&
  "source" in value &&
  typeof value.source === "string" &&
  "logId" in value &&
  typeof value.logId === "string" &&
  "position" in value &&
  Number.isSafeInteger(value.position);

const readKept = async (path: string): Promise<Kept> => {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return new Map();
    throw error;
  }
  const cursors: unknown = JSON.parse(text);
  if (!Array.isArray(cursors) || !cursors.every(isCursor)) throw new TypeError(`${path} holds no cursors`);
  return new Map(cursors.map((cursor) => [cursor.source, cursor]));
};

const onDisk = async (path: string, flags: string, write?: string): Promise<void> => {
  const file = await open(path, flags);
  try {
    if (write !== undefined) await file.writeFile(write);
    await file.sync();
  } finally {
    await file.close();
  }
};

/** Replaces the file whole, on disk before it counts: a crash leaves the old one or the new one. */
const replace = async (path: string, kept: Kept): Promise<void> => {
  const next = `${path}.${process.pid}.next`;
  await onDisk(next, "w", `${JSON.stringify([...kept.values()])}\n`);
  await rename(next, path);
  // Windows opens no folder; its rename is on disk when it returns.
  if (process.platform !== "win32") await onDisk(dirname(path), "r");
};

/** The cursors of one subscription in the file at `path`. One process at a time may use it. */
export const fileCursor = (path: string): CursorStore => {
  let last: Promise<unknown> = Promise.resolve();
  const change = (edit: (kept: Map<string, Cursor>) => void): Promise<void> => {
    const changed = last.then(async () => {
      const kept = new Map(await readKept(path));
      edit(kept);
      await replace(path, kept);
    });
    last = changed.catch(() => undefined);
    return changed;
  };
  return {
    load: async (source) => {
      await last;
      return (await readKept(path)).get(source) ?? null;
    },
    save: (cursor) => change((kept) => kept.set(cursor.source, cursor)),
    clear: (source) => change((kept) => (source === undefined ? kept.clear() : kept.delete(source))),
  };
};
