import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { Problem } from "@cpts/api/Problem";
import { byteReader, type ByteReader } from "./byte-reader.ts";
import type { FileKind } from "./fields.ts";
import { limits } from "./limits.ts";
import { refuseOtherKinds } from "./other-kinds.ts";
import { brokenArchive, tooLargeText, unpacksTooMuch } from "./refusals.ts";
import { unzip } from "./unzip.ts";

const otherFiles = /dipl_autexerc|savoirfaire|personne_activite|cs11005\d\d|finess/iu;
const wantedFiles = { activities: /personne_activite/iu, skills: /savoirfaire/iu, qualifications: /dipl_autexerc/iu, structures: /cs110050[127]|finess/iu };

/** A text of the kind by its name, or one whose name says nothing. */
const isWanted = (kind: FileKind) => (name: string): boolean => wantedFiles[kind].test(name) || (/\.(?:txt|csv)$/iu.test(name) && !otherFiles.test(name));

async function* gunzip(reader: ByteReader): AsyncGenerator<Buffer> {
  const unpacker = createGunzip({ chunkSize: 131_072 });
  async function* pieces(): AsyncGenerator<Buffer> {
    for (let piece = await reader.next(); piece !== null; piece = await reader.next()) yield piece;
  }
  const fed = pipeline(Readable.from(pieces(), { objectMode: false }), unpacker, { end: true });
  // Told where the pieces are read.
  fed.catch(() => {});
  try {
    for await (const piece of unpacker) yield piece;
    await fed;
  } catch (error) {
    throw error instanceof Problem ? error : brokenArchive();
  }
}

/** Gives the memory of a piece back at once, where nothing else lies in it: waiting for a collection, a large file would hold fifty megabytes of what is read already. */
const giveBack = ({ buffer, byteLength }: Buffer): void => {
  if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) buffer.transfer(0);
};

/** Pieces are asked for when the one before was taken: nobody looks at it again. */
async function* plain(reader: ByteReader): AsyncGenerator<Buffer> {
  for (let piece = await reader.next(); piece !== null; piece = await reader.next()) {
    yield piece;
    giveBack(piece);
  }
}

/** The text of an extract, unpacked as its first bytes ask for: plain, gzip or ZIP. `sent` tells how many bytes came in. */
export async function* unpack(source: AsyncIterable<Uint8Array>, options: { readonly kind: FileKind; readonly sent: () => number; readonly found: (name: string) => void }): AsyncGenerator<Buffer> {
  const reader = byteReader(source);
  const head = await reader.take(4);
  reader.putBack(head);
  const isZip = head.length === 4 && head.readUInt32LE(0) === 0x04034b50;
  const isGzip = head.length >= 2 && head.readUInt16BE(0) === 0x1f8b;
  let size = 0;
  for await (const piece of isZip ? unzip(reader, isWanted(options.kind), options.found) : isGzip ? gunzip(reader) : plain(reader)) {
    if (size === 0 && piece.length > 0) refuseOtherKinds(piece);
    size += piece.length;
    if (size > limits.text) throw tooLargeText(limits.text);
    if (size > limits.ratioFrom && size > options.sent() * limits.ratio) throw unpacksTooMuch(limits.ratio);
    yield piece;
  }
  // Behind the entry of an archive: the others and its table, so that the hash is of the whole file.
  while ((await reader.next()) !== null);
}
