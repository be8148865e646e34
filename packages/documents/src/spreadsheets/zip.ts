import { promisify } from "node:util";
import { crc32, deflateRawSync, inflateRaw } from "node:zlib";
import { UnreadableTable } from "./unreadable.ts";

const endSignature = 0x06_05_4b_50;
const entrySignature = 0x02_01_4b_50;
const localSignature = 0x04_03_4b_50;
const endLength = 22;
const longestComment = 65_535;
const mostEntries = 2_000;
/** 1 January 1980, the first date there is: the same content is the same file. */
const firstDate = 0x00_21;
const inflate = promisify<Buffer, { readonly maxOutputLength: number }, Buffer>(inflateRaw);

interface Entry {
  readonly method: number;
  readonly packed: number;
  readonly offset: number;
}

/** An archive under a limit of what it may unpack to; APPNOTE.TXT 6.3.10, §4.3. */
export interface Archive {
  readonly names: ReadonlySet<string>;
  /** The content of an entry. */
  readonly read: (name: string) => Promise<Buffer>;
}

const damaged = () => new UnreadableTable({ code: "damaged" });

const directoryOf = (bytes: Buffer): ReadonlyMap<string, Entry> => {
  let end = bytes.length - endLength;
  while (end >= 0 && end >= bytes.length - endLength - longestComment && bytes.readUInt32LE(end) !== endSignature) end -= 1;
  if (end < 0 || bytes.readUInt32LE(end) !== endSignature) throw damaged();
  const entries = new Map<string, Entry>();
  const count = bytes.readUInt16LE(end + 10);
  if (count > mostEntries) throw damaged();
  for (let index = 0, at = bytes.readUInt32LE(end + 16); index < count; index += 1) {
    if (at + 46 > end || bytes.readUInt32LE(at) !== entrySignature) throw damaged();
    if ((bytes.readUInt16LE(at + 8) & 1) === 1) throw new UnreadableTable({ code: "encrypted" });
    const [name, extra, comment] = [bytes.readUInt16LE(at + 28), bytes.readUInt16LE(at + 30), bytes.readUInt16LE(at + 32)];
    entries.set(bytes.toString("utf8", at + 46, at + 46 + name), { method: bytes.readUInt16LE(at + 10), packed: bytes.readUInt32LE(at + 20), offset: bytes.readUInt32LE(at + 42) });
    at += 46 + name + extra + comment;
  }
  return entries;
};

/** Opens an archive. What is read of it together unpacks to no more than `most` bytes: sizes that an entry claims are not believed. */
export const openZip = (bytes: Buffer, most: number): Archive => {
  const entries = directoryOf(bytes);
  let left = most;
  const read = async (name: string): Promise<Buffer> => {
    const entry = entries.get(name);
    if (entry === undefined || entry.offset + 30 > bytes.length || bytes.readUInt32LE(entry.offset) !== localSignature) throw damaged();
    const begin = entry.offset + 30 + bytes.readUInt16LE(entry.offset + 26) + bytes.readUInt16LE(entry.offset + 28);
    const packed = bytes.subarray(begin, begin + entry.packed);
    if (entry.method !== 0 && entry.method !== 8) throw damaged();
    if (left <= 0 || packed.length > most) throw new UnreadableTable({ code: "unpacks-too-large", limit: most });
    const content =
      entry.method === 0
        ? packed
        : await inflate(packed, { maxOutputLength: left }).catch((cause: unknown) => {
            const isTooLarge = cause instanceof Error && "code" in cause && cause.code === "ERR_BUFFER_TOO_LARGE";
            throw isTooLarge ? new UnreadableTable({ code: "unpacks-too-large", limit: most }) : damaged();
          });
    left -= content.length;
    if (left < 0) throw new UnreadableTable({ code: "unpacks-too-large", limit: most });
    return content;
  };
  return { names: new Set(entries.keys()), read };
};

/** An archive with these entries. */
export const zipped = (contents: ReadonlyArray<readonly [name: string, content: string | Uint8Array]>): Buffer => {
  const locals: Array<Buffer> = [];
  const central: Array<Buffer> = [];
  let offset = 0;
  for (const [name, content] of contents) {
    const [title, data] = [Buffer.from(name), Buffer.from(content)];
    const packed = deflateRawSync(data);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(0x08_00, 2); // names are UTF-8
    fields.writeUInt16LE(8, 4);
    fields.writeUInt16LE(firstDate, 8);
    fields.writeUInt32LE(crc32(data), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(data.length, 18);
    fields.writeUInt16LE(title.length, 22);
    const trailer = Buffer.alloc(14);
    trailer.writeUInt32LE(offset, 10);
    central.push(Buffer.from("PK\x01\x02\x14\0", "latin1"), fields, trailer, title);
    const local = Buffer.concat([Buffer.from("PK\x03\x04", "latin1"), fields, title, packed]);
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(endLength);
  end.writeUInt32LE(endSignature, 0);
  end.writeUInt16LE(contents.length, 8);
  end.writeUInt16LE(contents.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
};
