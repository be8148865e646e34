/**
 * Writes what a service answers of a CPTS into the folder of an archive, as it arrives.
 *
 * @since 0.1.0
 */
import { createHash, type Hash } from "node:crypto";
import { closeSync, mkdirSync, openSync, writeSync } from "node:fs";
import { dirname, join, sep } from "node:path";
import type { ArchiveLine } from "@cpts/api/Portability";
import { exitCodes } from "../exit-codes.ts";
import { Refusal } from "../refusal.ts";
import { pathsOf, type ServiceOfArchive, type TableOfArchive } from "./manifest.ts";

type Line = typeof ArchiveLine.Encoded;

/** A file of the archive with its hash. */
export interface WrittenFile {
  readonly path: string;
  readonly sha256: string;
  readonly size: number;
}

interface Open {
  readonly path: string;
  readonly descriptor: number;
  readonly hash: Hash;
  size: number;
}

const cut = (service: string): Refusal => new Refusal(exitCodes.unreachable, `La réponse de ${service} a été coupée : à relancer.`, `The answer of ${service} was cut: run it again.`);

/** One file at a time, its hash reckoned on the way. */
const makeFiles = (folder: string, written: Array<WrittenFile>) => {
  let open: Open | null = null;
  const close = (): void => {
    if (open === null) return;
    closeSync(open.descriptor);
    written.push({ path: open.path.replaceAll(sep, "/"), sha256: open.hash.digest("hex"), size: open.size });
    open = null;
  };
  return {
    close,
    begin: (path: string): void => {
      close();
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      open = { path, descriptor: openSync(join(folder, path), "w", 0o600), hash: createHash("sha256"), size: 0 };
    },
    write: (bytes: Uint8Array): void => {
      if (open === null) throw new Error("bytes of no file");
      writeSync(open.descriptor, bytes);
      open.hash.update(bytes);
      open.size += bytes.length;
    },
  };
};

/** Takes the lines of a service into a folder; gives what the manifest says of it. Refuses an answer without its last line. */
export const writeService = async (folder: string, service: string, lines: AsyncIterable<Line>, written: Array<WrittenFile>): Promise<ServiceOfArchive> => {
  const files = makeFiles(folder, written);
  const paths = pathsOf(service);
  const tables: Array<TableOfArchive & { rows: number }> = [];
  const contents: Array<{ readonly sha256: string; readonly size: number }> = [];
  let hasEvents = false;
  for await (const line of lines) {
    if ("row" in line) {
      files.write(Buffer.from(`${JSON.stringify(line.row)}\n`));
      const table = tables.at(-1);
      if (table !== undefined) table.rows += 1;
    } else if ("event" in line) {
      if (!hasEvents) files.begin(paths.events);
      hasEvents = true;
      files.write(Buffer.from(`${JSON.stringify(line.event)}\n`));
    } else if ("table" in line) {
      tables.push({ ...line.table, rows: 0 });
      files.begin(paths.table(line.table.name));
    } else if ("file" in line) {
      contents.push(line.file);
      files.begin(paths.file(line.file.sha256));
    } else if ("bytes" in line) files.write(Buffer.from(line.bytes, "base64"));
    else if ("end" in line) {
      files.close();
      return { ...line.end, tables, contents };
    }
  }
  throw cut(service);
};
