/**
 * A folder as one ZIP file, and back (APPNOTE.TXT 6.3.10; no entry beyond 4 GiB).
 *
 * @since 0.1.0
 */
import { closeSync, createReadStream, createWriteStream, fstatSync, mkdirSync, openSync, readSync, statSync, writeSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { crc32, createDeflateRaw, createInflateRaw } from "node:zlib";
import { exitCodes } from "../exit-codes.ts";
import { Refusal } from "../refusal.ts";

const unreadable = (file: string): Refusal => new Refusal(exitCodes.usage, `Ce ZIP ne peut pas être lu : ${file}`, `This ZIP cannot be read: ${file}`);
/** 1 January 1980, the first date there is: the same content is the same file. */
const firstDate = 0x00_21;

interface Entry {
  readonly path: string;
  readonly sum: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
}

const header = (signature: string, { packed, path, size, sum }: Entry, isCentral: boolean): Buffer => {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(20, 0);
  fields.writeUInt16LE(0x08_00, 2); // names are UTF-8
  fields.writeUInt16LE(8, 4); // deflate
  fields.writeUInt16LE(firstDate, 8);
  fields.writeUInt32LE(sum, 10);
  fields.writeUInt32LE(packed, 14);
  fields.writeUInt32LE(size, 18);
  fields.writeUInt16LE(Buffer.byteLength(path), 22);
  return Buffer.concat([Buffer.from(isCentral ? `${signature}\u0014\0` : signature, "latin1"), fields]);
};

const centralOf = (entry: Entry): Buffer => {
  const trailer = Buffer.alloc(14);
  trailer.writeUInt32LE(entry.offset, 10);
  return Buffer.concat([header("PK\u0001\u0002", entry, true), trailer, Buffer.from(entry.path)]);
};

const endOf = (count: number, length: number, offset: number): Buffer => {
  const end = Buffer.from(`PK\u0005\u0006${"\0".repeat(18)}`, "latin1");
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(length, 12);
  end.writeUInt32LE(offset, 16);
  return end;
};

/** Packs files of a folder, one after the other; the head of each is written once its size is known. */
export const packFolder = async (folder: string, paths: ReadonlyArray<string>, out: string): Promise<void> => {
  const descriptor = openSync(out, "w", 0o600);
  try {
    const entries: Array<Entry> = [];
    let at = 0;
    for (const path of paths) {
      const offset = at;
      at += 30 + Buffer.byteLength(path);
      let [sum, packed] = [0, 0];
      const counted = async function* (): AsyncGenerator<Buffer> {
        for await (const piece of createReadStream(join(folder, path)) as AsyncIterable<Buffer>) {
          sum = crc32(piece, sum);
          yield piece;
        }
      };
      for await (const piece of Readable.from(counted(), { objectMode: false }).pipe(createDeflateRaw()) as AsyncIterable<Buffer>) {
        writeSync(descriptor, piece, 0, piece.length, at + packed);
        packed += piece.length;
      }
      const entry: Entry = { path, sum, packed, size: statSync(join(folder, path)).size, offset };
      const head = Buffer.concat([header("PK\u0003\u0004", entry, false), Buffer.from(path)]);
      writeSync(descriptor, head, 0, head.length, offset);
      entries.push(entry);
      at += packed;
    }
    const central = Buffer.concat(entries.map(centralOf));
    const last = Buffer.concat([central, endOf(entries.length, central.length, at)]);
    writeSync(descriptor, last, 0, last.length, at);
  } finally {
    closeSync(descriptor);
  }
};

const bytesAt = (descriptor: number, offset: number, length: number): Buffer => {
  const bytes = Buffer.alloc(length);
  return bytes.subarray(0, readSync(descriptor, bytes, 0, length, offset));
};

const entriesOf = (file: string, descriptor: number): ReadonlyArray<Entry> => {
  const { size } = fstatSync(descriptor);
  const tail = bytesAt(descriptor, Math.max(0, size - 65_557), Math.min(size, 65_557));
  const end = tail.lastIndexOf("PK\u0005\u0006", undefined, "latin1");
  if (end < 0) throw unreadable(file);
  const central = bytesAt(descriptor, tail.readUInt32LE(end + 16), tail.readUInt32LE(end + 12));
  const entries: Array<Entry> = [];
  for (let at = 0; entries.length < tail.readUInt16LE(end + 10); ) {
    if (central.length < at + 46) throw unreadable(file);
    const length = central.readUInt16LE(at + 28);
    entries.push({ path: central.toString("utf8", at + 46, at + 46 + length), sum: central.readUInt32LE(at + 16), packed: central.readUInt32LE(at + 20), size: central.readUInt32LE(at + 24), offset: central.readUInt32LE(at + 42) });
    at += 46 + length + central.readUInt16LE(at + 30) + central.readUInt16LE(at + 32);
  }
  return entries;
};

/** Unpacks a ZIP into a folder: nothing of it goes anywhere else. */
export const unpackFolder = async (file: string, folder: string): Promise<void> => {
  const descriptor = openSync(file, "r");
  try {
    for (const { offset, packed, path } of entriesOf(file, descriptor)) {
      const target = join(folder, path);
      if (path.endsWith("/")) continue;
      if (!normalize(target).startsWith(normalize(join(folder, "/")))) throw unreadable(file);
      mkdirSync(dirname(target), { recursive: true });
      const head = bytesAt(descriptor, offset, 30);
      const start = offset + 30 + head.readUInt16LE(26) + head.readUInt16LE(28);
      const isDeflated = head.readUInt16LE(8) === 8;
      const content = packed === 0 ? Readable.from([]) : createReadStream(file, { start, end: start + packed - 1 });
      const sink = createWriteStream(target, { mode: 0o600 });
      await (isDeflated && packed > 0 ? pipeline(content, createInflateRaw(), sink) : pipeline(content, sink)).catch(() => {
        throw unreadable(file);
      });
    }
  } finally {
    closeSync(descriptor);
  }
};
