import { promisify } from "node:util";
import { crc32, deflateRawSync, inflateRaw } from "node:zlib";
import { UnreadableTable } from "../spreadsheets/unreadable.ts";
import { contentAt, deflated, directoryOf, localHead, readDirectory, type ListedEntry, type WrittenEntry } from "./zip-records.ts";

const mostEntries = 2_000;
const stored = 0;
const inflate = promisify<Buffer, { readonly maxOutputLength: number }, Buffer>(inflateRaw);

/** An archive under a limit of what it may unpack to. */
export interface Archive {
  readonly names: ReadonlySet<string>;
  /** The content of an entry. */
  readonly read: (name: string) => Promise<Buffer>;
}

const damaged = () => new UnreadableTable({ code: "damaged" });

const entriesOf = (bytes: Buffer): ReadonlyMap<string, ListedEntry> => {
  const entries = readDirectory(bytes, bytes.length, mostEntries);
  if (entries === null) throw damaged();
  if (entries.some(({ isEncrypted }) => isEncrypted)) throw new UnreadableTable({ code: "encrypted" });
  return new Map(entries.map((entry) => [entry.path, entry]));
};

/** Opens an archive. What is read of it together unpacks to no more than `most` bytes: sizes that an entry claims are not believed. */
export const openZip = (bytes: Buffer, most: number): Archive => {
  const entries = entriesOf(bytes);
  let left = most;
  const read = async (name: string): Promise<Buffer> => {
    const entry = entries.get(name);
    const begin = entry === undefined ? null : contentAt(bytes.subarray(entry.offset));
    if (entry === undefined || begin === null) throw damaged();
    const packed = bytes.subarray(entry.offset + begin, entry.offset + begin + entry.packed);
    if (entry.method !== stored && entry.method !== deflated) throw damaged();
    if (left <= 0 || packed.length > most) throw new UnreadableTable({ code: "unpacks-too-large", limit: most });
    const content =
      entry.method === stored
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
  const pieces: Array<Buffer> = [];
  const written: Array<WrittenEntry> = [];
  let offset = 0;
  for (const [name, content] of contents) {
    const data = Buffer.from(content);
    const packed = deflateRawSync(data);
    const entry: WrittenEntry = { title: Buffer.from(name), sum: crc32(data), packed: packed.length, size: data.length, offset, isStreamed: false };
    const head = localHead(entry);
    pieces.push(head, packed);
    written.push(entry);
    offset += head.length + packed.length;
  }
  return Buffer.concat([...pieces, directoryOf(written, offset)]);
};
