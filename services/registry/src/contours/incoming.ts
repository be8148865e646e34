import { Readable, Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream as WebStream } from "node:stream/web";
import { Problem } from "@cpts/api/Problem";
import { cutBody, tooLargeFile } from "./faults.ts";

/** France at full detail is 45 MB of GeoJSON (data.md §1.3): what is larger is something else, or is to be simplified first. */
const limit = 67_108_864;

/** Takes a file of contours in to its end. Rejects with the Problem that says why it could not. */
export const readIncoming = async (body: ReadableStream<Uint8Array>): Promise<Uint8Array<ArrayBuffer>> => {
  const pieces: Array<Buffer> = [];
  let size = 0;
  const sink = new Writable({
    write: (piece: Buffer, _, done) => {
      size += piece.length;
      pieces.push(piece);
      done(size > limit ? tooLargeFile(limit) : null);
    },
  });
  try {
    // The same streams under two names: those of the web and those of Node.
    await pipeline(Readable.fromWeb(body as WebStream<Uint8Array>), sink);
  } catch (error) {
    throw error instanceof Problem ? error : cutBody();
  }
  // Memory of its own, so that it can be handed over to a thread.
  const whole = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
};
