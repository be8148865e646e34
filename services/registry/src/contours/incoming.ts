import { Readable, Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream as WebStream } from "node:stream/web";
import { gunzip } from "node:zlib";
import { promisify } from "node:util";
import { Problem } from "@cpts/api/Problem";
import { brokenArchive, cutBody, emptyFile, notJson, tooLargeFile, unpacksTooMuch } from "./faults.ts";

/** France at full detail is 45 MB of GeoJSON (data.md §1.3): what is larger is something else, or is to be simplified first. */
const limits = { file: 67_108_864, unpacked: 134_217_728 };

const collected = async (body: ReadableStream<Uint8Array>): Promise<Buffer> => {
  const pieces: Array<Buffer> = [];
  let size = 0;
  const sink = new Writable({
    write: (piece: Buffer, _, done) => {
      size += piece.length;
      pieces.push(piece);
      done(size > limits.file ? tooLargeFile(limits.file) : null);
    },
  });
  try {
    // The same streams under two names: those of the web and those of Node.
    await pipeline(Readable.fromWeb(body as WebStream<Uint8Array>), sink);
  } catch (error) {
    throw error instanceof Problem ? error : cutBody();
  }
  return Buffer.concat(pieces);
};

const unpacked = async (bytes: Buffer): Promise<Buffer> => {
  if (bytes.length < 2 || bytes.readUInt16BE(0) !== 0x1f8b) return bytes;
  try {
    return await promisify(gunzip)(bytes, { maxOutputLength: limits.unpacked });
  } catch (error) {
    throw error instanceof RangeError ? unpacksTooMuch(limits.unpacked) : brokenArchive();
  }
};

/** Reads a file of contours to its end, unpacked and as JSON. Rejects with the Problem that says what is wrong with it. */
export const readIncoming = async (body: ReadableStream<Uint8Array>): Promise<unknown> => {
  const bytes = await unpacked(await collected(body));
  if (bytes.length === 0) throw emptyFile();
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw notJson();
  }
};
