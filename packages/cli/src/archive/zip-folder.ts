/**
 * A folder as one ZIP file, and back (no entry beyond 4 GiB).
 *
 * @since 0.1.0
 */
import { closeSync, createReadStream, createWriteStream, fstatSync, mkdirSync, openSync, readSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createInflateRaw } from "node:zlib";
import { contentAt, deflated, readDirectory, type ListedEntry } from "@cpts/documents/archives/zip-records";
import { zipStream } from "@cpts/documents/archives/zip-stream";
import { exitCodes } from "../exit-codes.ts";
import { Refusal } from "../refusal.ts";

const unreadable = (file: string): Refusal => new Refusal(exitCodes.usage, `Ce ZIP ne peut pas être lu : ${file}`, `This ZIP cannot be read: ${file}`);
const mostEntries = 65_535;
/** The directory of so many entries with long names. */
const longestTail = 64 * 1024 * 1024;
/** The head of an entry with the longest name and fields beside it. */
const longestHead = 30 + 2 * 65_535;

/** Packs files of a folder, one after the other. */
export const packFolder = (folder: string, paths: ReadonlyArray<string>, out: string): Promise<void> =>
  pipeline(zipStream(paths.map((path) => ({ path, content: () => createReadStream(join(folder, path)) as AsyncIterable<Buffer> }))), createWriteStream(out, { mode: 0o600 }));

const bytesAt = (descriptor: number, offset: number, length: number): Buffer => {
  const bytes = Buffer.alloc(length);
  return bytes.subarray(0, readSync(descriptor, bytes, 0, length, offset));
};

const entriesOf = (file: string, descriptor: number): ReadonlyArray<ListedEntry> => {
  const { size } = fstatSync(descriptor);
  const length = Math.min(size, longestTail);
  const entries = readDirectory(bytesAt(descriptor, size - length, length), size, mostEntries);
  if (entries === null) throw unreadable(file);
  return entries;
};

/** Unpacks a ZIP into a folder: nothing of it goes anywhere else. */
export const unpackFolder = async (file: string, folder: string): Promise<void> => {
  const descriptor = openSync(file, "r");
  try {
    for (const { method, offset, packed, path } of entriesOf(file, descriptor)) {
      const target = join(folder, path);
      if (path.endsWith("/")) continue;
      if (!normalize(target).startsWith(normalize(join(folder, "/")))) throw unreadable(file);
      mkdirSync(dirname(target), { recursive: true });
      const begin = contentAt(bytesAt(descriptor, offset, longestHead));
      if (begin === null) throw unreadable(file);
      const start = offset + begin;
      const content = packed === 0 ? Readable.from([]) : createReadStream(file, { start, end: start + packed - 1 });
      const sink = createWriteStream(target, { mode: 0o600 });
      await (method === deflated && packed > 0 ? pipeline(content, createInflateRaw(), sink) : pipeline(content, sink)).catch(() => {
        throw unreadable(file);
      });
    }
  } finally {
    closeSync(descriptor);
  }
};
