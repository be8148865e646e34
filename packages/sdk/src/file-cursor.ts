/**
 * Keeps a cursor in a file, for subscribers on one machine.
 *
 * @example
 * ```ts
 * import { mkdtemp } from "node:fs/promises"
 * import { tmpdir } from "node:os"
 * import { join } from "node:path"
 * import { fileCursor } from "@cpts/sdk/file-cursor"
 *
 * const cursor = fileCursor(join(await mkdtemp(join(tmpdir(), "cpts-")), "registry.json"))
 * await cursor.load() // => null
 * await cursor.save({ source: "registry", logId: "log-1", position: 12 })
 * (await cursor.load())?.position // => 12
 * ```
 *
 * @since 0.1.0
 */
import { open, readFile, rename } from "node:fs/promises";
import type { CursorStore } from "./subscription/cursor-store.ts";

/** A cursor in the file at `path`. Replaced whole, on disk before it counts: a crash leaves the old one or the new one. */
export const fileCursor = (path: string): CursorStore => ({
  load: async () => {
    let text: string;
    try {
      text = await readFile(path, "utf8");
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
      throw error;
    }
    const { source, logId, position } = JSON.parse(text) as Record<string, unknown>; // checked below
    if (typeof source !== "string" || typeof logId !== "string" || !Number.isSafeInteger(position)) throw new TypeError(`${path} holds no cursor`);
    return { source, logId, position: Number(position) };
  },
  save: async (cursor) => {
    const next = `${path}.${process.pid}.next`;
    const file = await open(next, "w");
    try {
      await file.writeFile(`${JSON.stringify(cursor)}\n`);
      await file.datasync();
    } finally {
      await file.close();
    }
    await rename(next, path);
  },
});
