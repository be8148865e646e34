import { Readable } from "node:stream";
import { crc32, createDeflateRaw } from "node:zlib";

/** An entry of an archive: its path in it, and its content, read when its turn comes. */
export interface ArchiveEntry {
  readonly path: string;
  readonly content: () => AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

/** 1 January 1980, the first date there is: the same content is the same archive. */
const firstDate = 0x00_21;
/** Sizes and sum come after the content (bit 3); names are UTF-8 (bit 11). */
const flags = 0x08_08;
const deflated = 8;
const largest = 0xff_ff_ff_ff;

interface Written {
  readonly title: Buffer;
  readonly sum: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
}

const fieldsOf = ({ packed, size, sum, title }: Omit<Written, "offset">): Buffer => {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(20, 0);
  fields.writeUInt16LE(flags, 2);
  fields.writeUInt16LE(deflated, 4);
  fields.writeUInt16LE(firstDate, 8);
  fields.writeUInt32LE(sum, 10);
  fields.writeUInt32LE(packed, 14);
  fields.writeUInt32LE(size, 18);
  fields.writeUInt16LE(title.length, 22);
  return fields;
};

const descriptorOf = ({ packed, size, sum }: Written): Buffer => {
  const bytes = Buffer.from("PK\x07\x08\0\0\0\0\0\0\0\0\0\0\0\0", "latin1");
  bytes.writeUInt32LE(sum, 4);
  bytes.writeUInt32LE(packed, 8);
  bytes.writeUInt32LE(size, 12);
  return bytes;
};

const centralOf = (entry: Written): Buffer => {
  const trailer = Buffer.alloc(14);
  trailer.writeUInt32LE(entry.offset, 10);
  return Buffer.concat([Buffer.from("PK\x01\x02\x14\0", "latin1"), fieldsOf(entry), trailer, entry.title]);
};

const endOf = (count: number, length: number, offset: number): Buffer => {
  const end = Buffer.from(`PK\x05\x06${"\0".repeat(18)}`, "latin1");
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(length, 12);
  end.writeUInt32LE(offset, 16);
  return end;
};

const fitting = (bytes: number): number => {
  if (bytes > largest) throw new Error("an archive of more than 4 GiB needs ZIP64");
  return bytes;
};

/**
 * An archive, piece by piece, no faster than it is taken: whatever its size, no more than a piece of one entry is in memory
 * (APPNOTE.TXT 6.3.10, §4.3; sizes follow each entry, §4.3.9).
 */
export const zipStream = async function* (entries: Iterable<ArchiveEntry>): AsyncGenerator<Uint8Array> {
  const written: Array<Written> = [];
  let offset = 0;
  for (const { content, path } of entries) {
    const title = Buffer.from(path);
    const head = Buffer.concat([Buffer.from("PK\x03\x04", "latin1"), fieldsOf({ title, sum: 0, packed: 0, size: 0 }), title]);
    yield head;
    let [sum, size, packed] = [0, 0, 0];
    const counted = async function* (): AsyncGenerator<Uint8Array> {
      for await (const piece of content()) {
        sum = crc32(piece, sum);
        size += piece.length;
        yield piece;
      }
    };
    const source = Readable.from(counted(), { objectMode: false });
    const packer = createDeflateRaw();
    source.once("error", (error) => packer.destroy(error));
    // The packer gives bytes.
    for await (const piece of source.pipe(packer) as AsyncIterable<Buffer>) {
      packed += piece.length;
      yield piece;
    }
    const entry: Written = { title, sum, packed: fitting(packed), size: fitting(size), offset: fitting(offset) };
    written.push(entry);
    yield descriptorOf(entry);
    offset += head.length + packed + 16;
  }
  const central = Buffer.concat(written.map(centralOf));
  yield central;
  yield endOf(written.length, central.length, fitting(offset));
};
