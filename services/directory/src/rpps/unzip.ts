import { once } from "node:events";
import { createInflateRaw } from "node:zlib";
import type { ByteReader } from "./byte-reader.ts";
import { brokenArchive, nothingInArchive } from "./refusals.ts";

/** An entry of an archive, by its local header (APPNOTE.TXT 6.3.10, §4.3.7). */
interface Entry {
  readonly name: string;
  readonly method: number;
  /** Null where it stands behind the bytes (flag 3) or in an extra field (ZIP64). */
  readonly packedSize: number | null;
}

const localHeader = 0x04034b50;
const inExtraField = 0xffffffff;

const nextEntry = async (reader: ByteReader): Promise<Entry | null> => {
  const head = await reader.take(30);
  if (head.length < 4) throw brokenArchive();
  if (head.readUInt32LE(0) !== localHeader) return null;
  if (head.length < 30) throw brokenArchive();
  const flags = head.readUInt16LE(6);
  const isEncrypted = (flags & 1) !== 0;
  if (isEncrypted) throw brokenArchive();
  const packed = head.readUInt32LE(18);
  const isKnown = (flags & 8) === 0 && packed !== inExtraField;
  const name = (await reader.take(head.readUInt16LE(26))).toString("utf8");
  await reader.take(head.readUInt16LE(28));
  return { name, method: head.readUInt16LE(8), packedSize: isKnown ? packed : null };
};

async function* stored(reader: ByteReader, size: number): AsyncGenerator<Buffer> {
  for (let left = size; left > 0; ) {
    const piece = await reader.next();
    if (piece === null) throw brokenArchive();
    const part = piece.subarray(0, left);
    reader.putBack(piece.subarray(part.length));
    left -= part.length;
    yield part;
  }
}

/** Unpacks until the packed bytes say that they end, and puts back what is behind them. */
async function* inflated(reader: ByteReader): AsyncGenerator<Buffer> {
  const inflate = createInflateRaw();
  const isOver = new Promise<void>((resolve) => void inflate.once("close", resolve));
  let last: ReadonlyArray<Buffer> = [];
  let fed = 0;
  let failure: unknown = null;
  const feed = async (): Promise<void> => {
    while (!inflate.readableEnded && !inflate.destroyed) {
      const piece = await reader.next();
      if (piece === null) return void inflate.end();
      // What is not yet unpacked is in the last pieces: the stream takes no more before.
      last = [...last.slice(-3), piece];
      fed += piece.length;
      if (!inflate.write(piece)) await Promise.race([once(inflate, "drain"), isOver]);
    }
  };
  const feeding = feed().catch((error: unknown) => {
    failure = error;
    inflate.destroy();
  });
  try {
    for await (const piece of inflate) yield piece;
  } catch {
    throw failure ?? brokenArchive();
  } finally {
    inflate.destroy();
    await feeding;
  }
  const behind = fed - inflate.bytesWritten;
  if (behind > 0) reader.putBack(Buffer.concat(last).subarray(-behind));
}

const unpacked = (reader: ByteReader, { method, packedSize }: Entry): AsyncGenerator<Buffer> => {
  if (method === 8) return inflated(reader);
  if (method === 0 && packedSize !== null) return stored(reader, packedSize);
  throw brokenArchive();
};

/** What stands behind bytes whose size was not known before: sums and sizes, with or without a signature (§4.3.9). */
const skipDescriptor = async (reader: ByteReader): Promise<void> => {
  const bytes = await reader.take(28);
  const at = [0, 12, 16, 20, 24].find((place) => place + 4 <= bytes.length && [localHeader, 0x02014b50].includes(bytes.readUInt32LE(place)));
  if (at === undefined) throw brokenArchive();
  reader.putBack(bytes.subarray(at));
};

/** The first entry whose name is wanted; those before it are passed over. */
export async function* unzip(reader: ByteReader, isWanted: (name: string) => boolean, found: (name: string) => void): AsyncGenerator<Buffer> {
  const names: Array<string> = [];
  for (;;) {
    const entry = await nextEntry(reader);
    if (entry === null) throw nothingInArchive(names);
    if (isWanted(entry.name)) {
      found(entry.name);
      yield* unpacked(reader, entry);
      return;
    }
    names.push(entry.name);
    for await (const piece of entry.packedSize === null ? unpacked(reader, entry) : stored(reader, entry.packedSize)) if (piece.length === 0) break;
    if (entry.packedSize === null) await skipDescriptor(reader);
  }
}
