import { Readable } from "node:stream";
import { crc32, createDeflateRaw } from "node:zlib";
import { descriptorOf, directoryOf, fitting, localHead, type WrittenEntry } from "./zip-records.ts";

/** An entry of an archive: its path in it, and its content, read when its turn comes. */
export interface ArchiveEntry {
  readonly path: string;
  readonly content: () => AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

/** An archive, piece by piece, no faster than it is taken: whatever its size, no more than a piece of one entry is in memory. */
export const zipStream = async function* (entries: Iterable<ArchiveEntry>): AsyncGenerator<Uint8Array> {
  const written: Array<WrittenEntry> = [];
  let offset = 0;
  for (const { content, path } of entries) {
    const title = Buffer.from(path);
    const head = localHead({ title, sum: 0, packed: 0, size: 0, isStreamed: true });
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
    const entry: WrittenEntry = { title, sum, packed: fitting(packed), size: fitting(size), offset: fitting(offset), isStreamed: true };
    const descriptor = descriptorOf(entry);
    written.push(entry);
    yield descriptor;
    offset += head.length + packed + descriptor.length;
  }
  yield directoryOf(written, offset);
};
